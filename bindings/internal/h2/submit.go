package h2

import (
	"time"

	"golang.org/x/net/http2/hpack"
)

// item is a frame that waits to be sent.
type item struct {
	typ      FrameType
	id       uint32
	flags    uint8
	stream   *Stream // of HEADERS and PUSH_PROMISE
	promised *Stream
	fields   []hpack.HeaderField
	number   uint32 // code, increment or, of GOAWAY, the last stream
	code     Code   // of GOAWAY
	payload  []byte
	final    bool // the GOAWAY that ends the session
	request  bool // HEADERS that open a stream
	canceled bool
}

// maxAcks is how many acknowledgements may wait before the peer is taken to
// flood the session: nghttp2's limit.
const maxAcks = 1000

func (s *Session) submit(it item) {
	switch {
	case it.typ == FramePing || it.typ == FrameSettings:
		s.urgent = append(s.urgent, it)
	case it.request:
		s.starts = append(s.starts, it)
	default:
		s.queue = append(s.queue, it)
	}
}

// schedule puts a stream among those that have something to send.
func (s *Session) schedule(st *Stream) {
	if !st.busy && !st.closed && st.sends && !st.ended {
		st.busy = true
		s.ready = append(s.ready, st)
	}
}

// SubmitSettings sends entries; done is called when the peer has acknowledged
// them, from which moment those that are known here hold, or never will. It reports false if too
// many wait already.
func (s *Session) SubmitSettings(entries []Setting, done func(ack bool, took time.Duration)) bool {
	if len(s.pendingLocal) >= s.options.MaxOutstandingSettings {
		return false
	}
	for _, e := range entries {
		if !e.known() {
			s.local.setCustom(e)
		}
	}
	s.pendingLocal = append(s.pendingLocal, inflightSettings{entries, time.Now(), done})
	s.submit(item{typ: FrameSettings, payload: AppendSettings(nil, entries)})
	return true
}

// SubmitPing sends a PING and calls done as SubmitSettings does.
func (s *Session) SubmitPing(payload [8]byte, done func(ack bool, took time.Duration, payload [8]byte)) bool {
	if len(s.pings) >= s.options.MaxOutstandingPings {
		return false
	}
	s.pings = append(s.pings, pingSent{payload, time.Now(), done})
	s.submit(item{typ: FramePing, payload: payload[:]})
	return true
}

// SubmitGoAway tells the peer that streams after last are not looked at. A
// last of zero means the last one that was.
func (s *Session) SubmitGoAway(code Code, last uint32, data []byte) {
	if last == 0 {
		last = s.lastProcessed
	}
	s.submit(item{typ: FrameGoAway, number: last, code: code, payload: data})
}

// Terminate sends a GOAWAY, after which nothing is sent or received.
func (s *Session) Terminate(code Code) {
	if s.terminating {
		return
	}
	s.terminating, s.ignore = true, true
	s.submit(item{typ: FrameGoAway, number: s.lastProcessed, code: code, final: true})
}

// SubmitAltSvc and SubmitOrigin send the frames of RFC 7838 and RFC 8336.
func (s *Session) SubmitAltSvc(stream uint32, origin, value string) {
	payload := append([]byte{byte(len(origin) >> 8), byte(len(origin))}, origin...)
	s.submit(item{typ: FrameAltSvc, id: stream, payload: append(payload, value...)})
}

// SubmitOrigin is described with SubmitAltSvc.
func (s *Session) SubmitOrigin(origins []string) {
	var payload []byte
	for _, o := range origins {
		payload = append(payload, byte(len(o)>>8), byte(len(o)))
		payload = append(payload, o...)
	}
	s.submit(item{typ: FrameOrigin, payload: payload})
}

// Body says what follows a block of fields.
type Body struct {
	None     bool // nothing: the block ends the stream
	Trailers bool // they will be asked for
}

// Request begins a stream with a request. A negative result is an error.
func (s *Session) Request(fields []hpack.HeaderField, body Body) (*Stream, int) {
	if s.nextID > maxStreamID {
		return nil, ErrStreamIDNotAvailable
	}
	st := s.newStream(s.nextID, true)
	s.nextID += 2
	st.category = CatResponse
	st.message.expectResponseTo(fields)
	s.begin(st, item{typ: FrameHeaders, id: st.ID, stream: st, fields: fields, request: true}, body)
	return st, 0
}

// begin submits a block and prepares st for the body that follows it.
func (s *Session) begin(st *Stream, it item, body Body) {
	if body.None || st.shut {
		it.flags |= FlagEndStream
	} else {
		st.sends, st.trailers = true, body.Trailers
	}
	s.submit(it)
}

// Respond sends the final block of fields of a stream's answer.
func (st *Stream) Respond(fields []hpack.HeaderField, body Body) int {
	if st.closed {
		return ErrStreamClosed
	}
	if st.sends {
		return ErrDataExist
	}
	st.session.begin(st, item{typ: FrameHeaders, id: st.ID, stream: st, fields: fields}, body)
	st.session.schedule(st)
	return 0
}

// Info sends an informational block.
func (st *Stream) Info(fields []hpack.HeaderField) int {
	if st.closed {
		return ErrStreamClosed
	}
	st.session.submit(item{typ: FrameHeaders, id: st.ID, stream: st, fields: fields})
	return 0
}

// Trailers sends the block that ends the stream; without fields it is an empty
// DATA frame.
func (st *Stream) Trailers(fields []hpack.HeaderField) int {
	if st.closed {
		return ErrStreamClosed
	}
	if len(fields) == 0 {
		st.trailers, st.asked = false, false
		st.session.schedule(st)
		return 0
	}
	st.session.submit(item{typ: FrameHeaders, id: st.ID, stream: st, fields: fields, flags: FlagEndStream})
	return 0
}

// Push promises a stream of this side. A negative result is an error.
func (st *Stream) Push(fields []hpack.HeaderField) (*Stream, int) {
	s := st.session
	switch {
	case st.closed:
		return nil, ErrStreamClosed
	case s.remote.EnablePush == 0:
		return nil, ErrPushDisabled
	case s.nextID > maxStreamID:
		return nil, ErrStreamIDNotAvailable
	}
	pushed := s.newStream(s.nextID, true)
	s.nextID += 2
	pushed.reserved, pushed.remoteClosed = true, true
	s.submit(item{typ: FramePushPromise, id: st.ID, stream: st, promised: pushed, fields: fields})
	return pushed, 0
}

// Reset ends a stream with an error code. A request that has not been sent is
// only forgotten.
func (st *Stream) Reset(code Code) {
	s := st.session
	if st.closed || st.resetQueued {
		return
	}
	st.resetQueued = true
	if !st.opened {
		for i := range s.starts {
			if s.starts[i].stream == st && s.starts[i].request {
				s.starts[i].canceled, s.starts[i].code = true, code
				return
			}
		}
	}
	s.submit(item{typ: FrameRSTStream, id: st.ID, stream: st, number: code})
}
