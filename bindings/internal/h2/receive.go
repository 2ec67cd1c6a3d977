package h2

import (
	"encoding/binary"
	"strings"
	"time"
)

// bodyPart is the rest of a DATA frame, which is handed on as it arrives.
type bodyPart struct {
	active    bool
	header    frameHeader
	stream    *Stream // nil if nobody wants it
	left, pad int
	padKnown  bool
}

// Receive takes what has arrived. A negative result is an error of nghttp2
// after which the session is of no use.
func (s *Session) Receive(b []byte) int {
	if s.receiving {
		// What an event has led to comes after what is being looked at.
		s.later = append(s.later, b...)
		return 0
	}
	s.receiving = true
	defer func() { s.receiving = false }()
	lib := s.receive(b)
	for lib == 0 && len(s.later) > 0 {
		b, s.later = s.later, nil
		lib = s.receive(b)
	}
	return lib
}

func (s *Session) receive(b []byte) int {
	if s.ignore {
		return 0
	}
	s.stats.BytesRead += len(b)
	if s.magicLeft > 0 {
		n := min(s.magicLeft, len(b))
		at := len(clientPreface) - s.magicLeft
		if string(b[:n]) != clientPreface[at:at+n] {
			return ErrBadClientMagic
		}
		s.magicLeft -= n
		b = b[n:]
	}
	if len(s.in) > 0 {
		b = append(s.in, b...)
		s.in = nil
	}
	for len(b) > 0 && !s.ignore {
		n, lib := s.receiveSome(b)
		if lib != 0 {
			return lib
		}
		if n == 0 {
			s.in = append([]byte(nil), b...)
			break
		}
		b = b[n:]
	}
	return 0
}

// receiveSome takes a frame, or a part of a body, off b and returns its
// length, 0 if there is not enough of it.
func (s *Session) receiveSome(b []byte) (n, lib int) {
	if s.body.active {
		return s.receiveBody(b), 0
	}
	if len(b) < frameHeaderLen {
		return 0, 0
	}
	h := parseFrameHeader(b)
	if !s.settingsSeen && (h.typ != FrameSettings || h.has(FlagAck)) {
		s.fail(ErrProto, ProtocolError)
		return len(b), 0
	}
	if h.length > int(s.local.MaxFrameSize) && h.length > s.largestPending() {
		s.fail(ErrFrameSize, FrameSizeError)
		return len(b), 0
	}
	if s.block != nil && (h.typ != FrameContinuation || h.stream != s.block.header.stream) {
		s.fail(ErrProto, ProtocolError)
		return len(b), 0
	}
	if h.typ != FrameContinuation {
		s.stats.FramesReceived++
	}
	if h.typ == FrameData {
		s.beginBody(h)
		return frameHeaderLen, 0
	}
	if len(b) < frameHeaderLen+h.length {
		return 0, 0
	}
	return frameHeaderLen + h.length, s.receiveFrame(h, b[frameHeaderLen:frameHeaderLen+h.length])
}

// largestPending is the largest frame size that this side has announced and
// that has not been acknowledged: the peer may have seen it.
func (s *Session) largestPending() int {
	largest := 0
	for _, p := range s.pendingLocal {
		for _, e := range p.entries {
			if e.ID == SettingMaxFrameSize {
				largest = max(largest, int(e.Value))
			}
		}
	}
	return largest
}

func (s *Session) receiveFrame(h frameHeader, payload []byte) int {
	switch h.typ {
	case FrameHeaders:
		return s.onHeaders(h, payload)
	case FramePriority:
		s.onPriority(h, payload)
	case FrameRSTStream:
		return s.onReset(h, payload)
	case FrameSettings:
		return s.onSettings(h, payload)
	case FramePushPromise:
		return s.onPromise(h, payload)
	case FramePing:
		return s.onPing(h, payload)
	case FrameGoAway:
		s.onGoAway(h, payload)
	case FrameWindowUpdate:
		s.onWindowUpdate(h, payload)
	case FrameContinuation:
		return s.onContinuation(h, payload)
	case FrameAltSvc:
		s.onAltSvc(h, payload)
	case FrameOrigin:
		s.onOrigin(h, payload)
	}
	return 0
}

// fail ends the session for a mistake of the peer's.
func (s *Session) fail(lib int, code Code) {
	if s.terminating {
		return
	}
	s.Terminate(code)
	s.invalidFrame(lib)
}

// failStream resets a stream for a mistake of the peer's.
func (s *Session) failStream(st *Stream, lib int) int {
	st.Reset(codeOf(lib))
	return s.invalidFrame(lib)
}

// invalidFrame counts a frame that breaks a rule, and tells of those that
// Node reports.
func (s *Session) invalidFrame(lib int) int {
	s.invalidFrames++
	if s.invalidFrames > s.options.MaxInvalidFrames+1 {
		s.ignore = true
		s.events.Failed(ErrCallbackFailure, "ERR_HTTP2_TOO_MANY_INVALID_FRAMES")
		return 0
	}
	if fatal(lib) || lib == ErrStreamClosed || lib == ErrProto {
		s.events.Failed(lib, "")
	}
	return 0
}

func (s *Session) beginBody(h frameHeader) {
	s.body = bodyPart{active: true, header: h, left: h.length, padKnown: !h.has(FlagPadded)}
	s.received += int64(h.length)
	if s.received > s.recvWindow {
		s.fail(ErrFlowControl, FlowControlError)
		return
	}
	if h.stream == 0 || h.has(FlagPadded) && h.length == 0 {
		s.fail(ErrProto, ProtocolError)
		return
	}
	st := s.streams[h.stream]
	switch {
	case st == nil:
		if s.idle(h.stream) {
			s.fail(ErrProto, ProtocolError)
		} else if !s.forgotten(h.stream) {
			s.fail(ErrStreamClosed, StreamClosed)
		}
	case st.resetQueued:
	case st.reserved:
		s.fail(ErrProto, ProtocolError)
	case st.remoteClosed:
		s.failStream(st, ErrStreamClosed)
	default:
		if lib := st.message.mayHaveBody(); lib != 0 {
			s.failStream(st, lib)
			break
		}
		st.received += int64(h.length)
		if st.received > st.recvWindow {
			s.failStream(st, ErrFlowControl)
			break
		}
		s.body.stream = st
	}
	s.endBodyIfDone()
}

// receiveBody takes what there is of a DATA frame.
func (s *Session) receiveBody(b []byte) int {
	p := &s.body
	n := min(len(b), p.left)
	b = b[:n]
	p.left -= n
	st := p.stream
	overhead := 0
	if !p.padKnown && n > 0 {
		p.padKnown, p.pad = true, int(b[0])
		b = b[1:]
		overhead = 1
		if p.pad > p.left+len(b) {
			s.fail(ErrProto, ProtocolError)
			return n
		}
	}
	// The padding is the end of what is left.
	data := b[:max(0, min(len(b), len(b)+p.left-p.pad))]
	overhead += len(b) - len(data)
	s.consumeConnection(n)
	if st != nil {
		st.Consume(overhead)
		s.bodyData(st, data)
	}
	s.endBodyIfDone()
	return n
}

func (s *Session) bodyData(st *Stream, data []byte) {
	if len(data) == 0 || st.closed || st.resetQueued {
		return
	}
	if lib := st.message.addBody(len(data)); lib != 0 {
		s.failStream(st, lib)
		s.body.stream = nil
		return
	}
	st.Stats.BytesRead += len(data)
	first(&st.Stats.FirstByte)
	s.events.Data(st, data)
}

func (s *Session) endBodyIfDone() {
	if !s.body.active || s.body.left > 0 {
		return
	}
	h, st := s.body.header, s.body.stream
	s.body = bodyPart{}
	switch {
	case st == nil || st.closed || st.resetQueued || s.ignore:
	case h.has(FlagEndStream):
		s.endRemote(st, func() { s.events.EndData(st) })
	case h.length == 0:
		s.invalidFrames++
		if s.invalidFrames > s.options.MaxInvalidFrames+1 {
			s.ignore = true
			s.events.Failed(ErrCallbackFailure, "ERR_HTTP2_TOO_MANY_INVALID_FRAMES")
		}
	}
}

// endRemote notes the peer's END_STREAM, tells of what it came with, and
// closes the stream if this side has ended too.
func (s *Session) endRemote(st *Stream, tell func()) {
	if lib := st.message.end(); lib != 0 {
		s.failStream(st, lib)
		return
	}
	st.remoteClosed = true
	tell()
	if !st.closed {
		s.closeIfDone(st)
	}
}

// idle reports whether no side has used a stream yet.
func (s *Session) idle(id uint32) bool {
	if (id%2 == 0) == s.server {
		return id >= s.nextID
	}
	return id > s.lastPeer
}

// forgotten reports whether a stream existed and is closed: late frames of it
// are passed over, as those of one that this side has reset must be.
func (s *Session) forgotten(id uint32) bool { return !s.idle(id) }

func (s *Session) onPriority(h frameHeader, payload []byte) {
	switch {
	case h.stream == 0:
		s.fail(ErrProto, ProtocolError)
	case len(payload) != 5:
		s.fail(ErrFrameSize, FrameSizeError)
	default:
		parent, weight, exclusive := parsePriority(payload)
		if parent == h.stream {
			s.fail(ErrProto, ProtocolError)
			return
		}
		s.events.Priority(h.stream, parent, weight, exclusive)
	}
}

func parsePriority(b []byte) (parent uint32, weight int, exclusive bool) {
	word := binary.BigEndian.Uint32(b)
	return word & maxStreamID, int(b[4]) + 1, word>>31 == 1
}

func (s *Session) onReset(h frameHeader, payload []byte) int {
	switch {
	case len(payload) != 4:
		s.fail(ErrFrameSize, FrameSizeError)
	case h.stream == 0 || s.idle(h.stream):
		s.fail(ErrProto, ProtocolError)
	default:
		if s.server && !s.resets.take() {
			s.SubmitGoAway(InternalError, 0, nil)
			return 0
		}
		if st := s.streams[h.stream]; st != nil {
			st.peerReset = true
			st.remoteClosed = true
			s.closeStream(st, binary.BigEndian.Uint32(payload))
		}
	}
	return 0
}

func (s *Session) onSettings(h frameHeader, payload []byte) int {
	switch {
	case h.stream != 0:
		s.fail(ErrProto, ProtocolError)
		return 0
	case h.has(FlagAck) && len(payload) > 0 || len(payload)%6 != 0:
		s.fail(ErrFrameSize, FrameSizeError)
		return 0
	}
	if h.has(FlagAck) {
		s.onSettingsAck()
		return 0
	}
	if !s.settingsSeen {
		s.settingsSeen = true
		s.remote.MaxConcurrentStreams = initialSettings().MaxConcurrentStreams
	}
	entries := parseSettings(payload)
	if len(entries) > s.options.MaxSettings {
		s.fail(ErrTooManySettings, EnhanceYourCalm)
		return 0
	}
	if s.acks >= maxAcks {
		return ErrFlooded
	}
	for _, e := range entries {
		code := e.invalid(!s.server)
		if e.ID == SettingEnableConnect && e.Value == 0 && s.remote.EnableConnect == 1 {
			code = ProtocolError // it cannot be taken back
		}
		if code != NoError {
			s.fail(ErrProto, code)
			return 0
		}
		if !s.applyRemote(e) {
			return 0
		}
	}
	s.acks++
	s.submit(item{typ: FrameSettings, flags: FlagAck})
	s.events.Settings(entries)
	return 0
}

// applyRemote makes one of the peer's settings hold.
func (s *Session) applyRemote(e Setting) bool {
	if e.ID == SettingInitialWindowSize {
		delta := int64(e.Value) - int64(s.remote.InitialWindowSize)
		for _, st := range s.streams {
			if st.sendWindow += delta; st.sendWindow > maxWindow {
				s.fail(ErrFlowControl, FlowControlError)
				return false
			}
		}
	}
	if e.ID == SettingHeaderTableSize {
		s.enc.SetMaxDynamicTableSize(min(e.Value, s.options.MaxDeflateTable))
	}
	keep := false
	for _, id := range s.options.RemoteCustom {
		keep = keep || id == e.ID
	}
	s.remote.set(e, keep)
	return true
}

func (s *Session) onSettingsAck() {
	if len(s.pendingLocal) == 0 {
		s.fail(ErrProto, ProtocolError)
		return
	}
	acked := s.pendingLocal[0]
	s.pendingLocal = s.pendingLocal[1:]
	for _, e := range acked.entries {
		switch e.ID {
		case SettingInitialWindowSize:
			delta := int64(e.Value) - int64(s.local.InitialWindowSize)
			for _, st := range s.streams {
				st.recvWindow += delta
			}
		case SettingHeaderTableSize:
			s.dec.SetAllowedMaxDynamicTableSize(e.Value)
		}
		s.local.set(e, false)
	}
	if acked.done != nil {
		acked.done(true, time.Since(acked.sent))
	}
}

func (s *Session) onPing(h frameHeader, payload []byte) int {
	switch {
	case h.stream != 0:
		s.fail(ErrProto, ProtocolError)
		return 0
	case len(payload) != 8:
		s.fail(ErrFrameSize, FrameSizeError)
		return 0
	}
	data := [8]byte(payload)
	if !h.has(FlagAck) {
		if s.acks >= maxAcks {
			return ErrFlooded
		}
		s.acks++
		s.submit(item{typ: FramePing, flags: FlagAck, payload: data[:]})
		s.events.Ping(data)
		return 0
	}
	if len(s.pings) == 0 {
		// Nobody has a reason to answer what was not asked.
		s.events.Failed(ErrProto, "")
		return 0
	}
	ping := s.pings[0]
	s.pings = s.pings[1:]
	s.stats.PingTime = time.Since(ping.sent)
	ping.done(true, s.stats.PingTime, data)
	return 0
}

func (s *Session) onGoAway(h frameHeader, payload []byte) {
	switch {
	case h.stream != 0:
		s.fail(ErrProto, ProtocolError)
		return
	case len(payload) < 8:
		s.fail(ErrFrameSize, FrameSizeError)
		return
	}
	last := binary.BigEndian.Uint32(payload) & maxStreamID
	if last > s.peerLast {
		s.fail(ErrProto, ProtocolError)
		return
	}
	s.peerLast, s.goawayReceived = last, true
	s.events.GoAway(binary.BigEndian.Uint32(payload[4:]), last, payload[8:])
	for id, st := range s.streams {
		if st.local && id > last {
			s.closeStream(st, RefusedStream)
		}
	}
}

func (s *Session) onWindowUpdate(h frameHeader, payload []byte) {
	if len(payload) != 4 {
		s.fail(ErrFrameSize, FrameSizeError)
		return
	}
	by := int64(binary.BigEndian.Uint32(payload) & maxWindow)
	if h.stream == 0 {
		switch {
		case by == 0:
			s.fail(ErrProto, ProtocolError)
		case s.sendWindow+by > maxWindow:
			s.fail(ErrFlowControl, FlowControlError)
		default:
			s.sendWindow += by
		}
		return
	}
	st := s.streams[h.stream]
	switch {
	case st == nil && s.idle(h.stream) || st != nil && st.reserved && !st.local:
		s.fail(ErrProto, ProtocolError)
	case st == nil || st.resetQueued:
	case by == 0:
		s.fail(ErrProto, ProtocolError)
	case st.sendWindow+by > maxWindow:
		s.failStream(st, ErrFlowControl)
	default:
		st.sendWindow += by
		s.schedule(st)
	}
}

// onAltSvc and onOrigin are of clients: others pass them over, and so are
// frames that make no sense.
func (s *Session) onAltSvc(h frameHeader, payload []byte) {
	if s.server || len(payload) < 2 {
		return
	}
	n := int(binary.BigEndian.Uint16(payload))
	if n >= len(payload)-2 || (h.stream == 0) != (n > 0) || h.stream != 0 && s.streams[h.stream] == nil {
		return
	}
	s.events.AltSvc(h.stream, string(payload[2:2+n]), string(payload[2+n:]))
}

func (s *Session) onOrigin(h frameHeader, payload []byte) {
	if s.server || h.stream != 0 || h.flags&0xf0 != 0 {
		return
	}
	var origins []string
	for len(payload) >= 2 {
		n := int(binary.BigEndian.Uint16(payload))
		if n > len(payload)-2 {
			return
		}
		if n > 0 {
			origins = append(origins, strings.Clone(string(payload[2:2+n])))
		}
		payload = payload[2+n:]
	}
	if len(payload) == 0 && len(origins) > 0 {
		s.events.Origin(origins)
	}
}
