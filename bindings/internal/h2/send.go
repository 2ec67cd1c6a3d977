package h2

import (
	"encoding/binary"

	"golang.org/x/net/http2/hpack"
)

// maxPull is about how much one Pull returns. There is more then.
const maxPull = 256 << 10

// Pull returns bytes to be sent, which are the caller's, and the chunks that
// they complete. It calls Events for what sending means: streams that end,
// trailers that are due.
func (s *Session) Pull() (out []byte, done []Chunk) {
	if s.closed && !s.terminating || s.terminated || s.pullDepth > 0 {
		return nil, nil
	}
	s.pullDepth++
	defer func() { s.pullDepth-- }()
	if s.prefacePending {
		s.prefacePending = false
		s.out = append(s.out, clientPreface...)
	}
	for len(s.out) < maxPull && !s.terminated && s.pullOne() {
	}
	out, done = s.out, s.sent
	s.stats.BytesWritten += len(out)
	s.out, s.sent = nil, nil
	return out, done
}

// pullOne sends one frame, and reports false if there is none: first what is
// urgent, then control frames and answers, requests, and bodies.
func (s *Session) pullOne() bool {
	switch {
	case len(s.urgent) > 0:
		it := s.urgent[0]
		s.urgent = s.urgent[1:]
		s.send(it)
	case len(s.queue) > 0:
		it := s.queue[0]
		s.queue = s.queue[1:]
		s.send(it)
	case len(s.starts) > 0 && (s.starts[0].canceled || s.mayStart()):
		it := s.starts[0]
		s.starts = s.starts[1:]
		s.sendRequest(it)
	default:
		return s.sendBody()
	}
	return true
}

// mayStart reports whether the peer lets this side open another stream.
func (s *Session) mayStart() bool { return uint32(s.outgoing) < s.remote.MaxConcurrentStreams }

func (s *Session) send(it item) {
	// Of the streams of a session that is being ended the peer hears no more.
	if s.terminating && it.typ != FrameGoAway && it.typ != FrameSettings && it.typ != FramePing {
		return
	}
	switch it.typ {
	case FrameHeaders:
		s.sendHeaders(it)
	case FramePushPromise:
		s.sendPromise(it)
	case FrameRSTStream:
		s.sendReset(it)
	case FrameGoAway:
		s.sendGoAway(it)
	case FrameWindowUpdate:
		s.sendWindowUpdate(it)
	default:
		if it.flags&FlagAck != 0 {
			s.acks--
		}
		s.frame(it.typ, it.flags, it.id, it.payload)
	}
}

func (s *Session) sendWindowUpdate(it item) {
	st := s.streams[it.id]
	if it.id != 0 && st == nil {
		return
	}
	s.frame(it.typ, 0, it.id, binary.BigEndian.AppendUint32(nil, it.number))
	if st != nil {
		st.updating = false
		st.giveBack()
		return
	}
	s.updating = false
	s.consumeConnection(0)
}

func (s *Session) frame(typ FrameType, flags uint8, id uint32, payload []byte) {
	s.appendHeader(frameHeader{len(payload), typ, flags, id})
	s.out = append(s.out, payload...)
}

func (s *Session) appendHeader(h frameHeader) {
	if h.typ != FrameContinuation {
		s.stats.FramesSent++
	}
	s.out = appendFrameHeader(s.out, h)
}

// sendRequest sends the HEADERS that open a stream, or closes the stream if it
// cannot be.
func (s *Session) sendRequest(it item) {
	st := it.stream
	switch {
	case it.canceled:
		s.closeStream(st, it.code)
	case s.terminating || s.goawaySent || s.goawayReceived:
		s.closeStream(st, RefusedStream)
	case s.tooLarge(it):
		s.events.FrameError(it.id, it.typ, codeOf(ErrFrameSize))
		s.closeStream(st, RefusedStream)
	default:
		s.open(st)
		s.sendHeaders(it)
		s.schedule(st)
	}
}

// tooLarge reports whether a block may be longer than this side sends. The
// bound is nghttp2's.
func (s *Session) tooLarge(it item) bool {
	size := 12 + 12*len(it.fields)
	for _, f := range it.fields {
		size += len(f.Name) + len(f.Value)
	}
	return size > s.options.MaxSendHeaderBlock
}

func (s *Session) sendHeaders(it item) {
	st := it.stream
	switch {
	case st.closed:
		return
	case st.localClosed:
		s.events.FrameError(it.id, it.typ, codeOf(ErrStreamShutWR))
		return
	case s.tooLarge(it):
		s.events.FrameError(it.id, it.typ, codeOf(ErrFrameSize))
		return
	}
	if st.reserved && st.local {
		st.reserved = false
		s.outgoing++
	}
	s.sendBlock(FrameHeaders, it.flags, it.id, nil, it.fields)
	if it.flags&FlagEndStream != 0 {
		s.endLocal(st)
	}
}

// sendBlock encodes fields and sends them in as many frames as they need.
func (s *Session) sendBlock(typ FrameType, flags uint8, id uint32, prefix []byte, fields []hpack.HeaderField) {
	s.encoded.Reset()
	for _, f := range fields {
		f.Sensitive = f.Sensitive || secret(f)
		// Into a buffer nothing fails to be written.
		_ = s.enc.WriteField(f)
	}
	block := append(prefix, s.encoded.Bytes()...)
	limit := int(s.remote.MaxFrameSize)
	first := block[:min(len(block), limit)]
	rest := block[len(first):]
	pad := 0
	if len(rest) == 0 {
		flags |= FlagEndHeaders
		if typ == FrameHeaders {
			pad = s.padding(len(first), limit)
		}
	}
	s.padded(typ, flags, id, first, pad)
	for len(rest) > 0 {
		part := rest[:min(len(rest), limit)]
		rest = rest[len(part):]
		flags = 0
		if len(rest) == 0 {
			flags = FlagEndHeaders
		}
		s.frame(FrameContinuation, flags, id, part)
	}
}

// secret reports whether a field may hold something that can be guessed:
// nghttp2's criterion.
func secret(f hpack.HeaderField) bool {
	return f.Name == "authorization" || f.Name == "cookie" && len(f.Value) < 20
}

// padded sends a frame with pad bytes more than its payload, of which the
// first one says how many follow.
func (s *Session) padded(typ FrameType, flags uint8, id uint32, payload []byte, pad int) {
	if pad == 0 {
		s.frame(typ, flags, id, payload)
		return
	}
	s.appendHeader(frameHeader{len(payload) + pad, typ, flags | FlagPadded, id})
	s.out = append(s.out, byte(pad-1))
	s.out = append(s.out, payload...)
	s.out = append(s.out, make([]byte, pad-1)...)
}

// padding is how much a frame of the given length grows.
func (s *Session) padding(length, limit int) int {
	room := min(length+maxPadLen, limit) - length
	switch s.options.PaddingStrategy {
	case PadAligned:
		if over := (length + frameHeaderLen) % 8; over != 0 {
			return max(0, min(8-over, room))
		}
	case PadMax:
		return max(0, room)
	}
	return 0
}

// endLocal notes that END_STREAM has been sent.
func (s *Session) endLocal(st *Stream) {
	st.ended, st.localClosed = true, true
	s.closeIfDone(st)
}

func (s *Session) sendPromise(it item) {
	st, pushed := it.stream, it.promised
	if st.closed || pushed.closed {
		s.closeStream(pushed, RefusedStream)
		return
	}
	s.open(pushed)
	prefix := binary.BigEndian.AppendUint32(nil, pushed.ID)
	s.sendBlock(FramePushPromise, 0, it.id, prefix, it.fields)
}

func (s *Session) sendReset(it item) {
	if it.stream != nil && it.stream.closed {
		return
	}
	s.frame(FrameRSTStream, 0, it.id, binary.BigEndian.AppendUint32(nil, it.number))
	if it.stream != nil {
		s.closeStream(it.stream, it.number)
	}
}

func (s *Session) sendGoAway(it item) {
	last := min(it.number, s.ourLast)
	s.ourLast = last
	payload := binary.BigEndian.AppendUint32(nil, last)
	payload = binary.BigEndian.AppendUint32(payload, it.code)
	s.frame(FrameGoAway, 0, 0, append(payload, it.payload...))
	s.goawaySent = true
	if it.final {
		s.terminated = true
	}
	for id, st := range s.streams {
		if !st.local && id > last {
			s.closeStream(st, RefusedStream)
		}
	}
}

// sendable reports whether something of the stream's body could leave, the
// connection's window apart.
func (st *Stream) sendable() bool {
	switch {
	case st.closed || st.ended || !st.opened || st.reserved:
		return false
	case st.queued > 0:
		return st.sendWindow > 0
	case len(st.queue) > 0:
		return true
	}
	return st.shut && !st.asked
}

// sendBody sends one DATA frame of the stream whose turn it is.
func (s *Session) sendBody() bool {
	if s.terminating {
		return false
	}
	for n := len(s.ready); n > 0; n-- {
		st := s.ready[0]
		s.ready = s.ready[1:]
		st.busy = false
		if !st.sendable() {
			// Those that wait for a window come back with it.
			if !st.closed && !st.ended && (st.queued > 0 || !st.opened || st.reserved) {
				st.busy = true
				s.ready = append(s.ready, st)
			}
			continue
		}
		if st.queued > 0 && s.sendWindow <= 0 {
			st.busy = true
			s.ready = append(s.ready, st)
			continue
		}
		s.sendData(st)
		s.schedule(st)
		if st.busy && !st.sendable() && st.queued == 0 {
			st.busy = false
			s.ready = s.ready[:len(s.ready)-1]
		}
		return true
	}
	return false
}

func (s *Session) sendData(st *Stream) {
	limit := int(min(int64(s.remote.MaxFrameSize), st.sendWindow, s.sendWindow))
	n := max(0, min(st.queued, limit))
	last := n == st.queued && st.shut
	if n == 0 && last && st.trailers {
		s.finishChunks(st)
		s.wantTrailers(st)
		return
	}
	if n == 0 && !last {
		s.finishChunks(st)
		return
	}
	flags := uint8(0)
	if last && !st.trailers {
		flags = FlagEndStream
	}
	pad := s.padding(n, limit)
	if pad > 0 {
		flags |= FlagPadded
	}
	st.Stats.BytesWritten += n
	first(&st.Stats.FirstByteSent)
	s.appendHeader(frameHeader{n + pad, FrameData, flags, st.ID})
	if pad > 0 {
		s.out = append(s.out, byte(pad-1))
	}
	s.takeChunks(st, n)
	if pad > 0 {
		s.out = append(s.out, make([]byte, pad-1)...)
	}
	st.sendWindow -= int64(n + pad)
	s.sendWindow -= int64(n + pad)
	switch {
	case !last:
	case st.trailers:
		s.wantTrailers(st)
	default:
		s.endLocal(st)
	}
}

func (s *Session) wantTrailers(st *Stream) {
	st.asked = true
	s.events.WantTrailers(st)
}

// takeChunks moves n bytes of a body to what is sent.
func (s *Session) takeChunks(st *Stream, n int) {
	st.queued -= n
	s.queuedBytes -= n
	for n > 0 {
		c := &st.queue[0]
		part := c.Bytes[:min(n, len(c.Bytes))]
		s.out = append(s.out, part...)
		c.Bytes = c.Bytes[len(part):]
		n -= len(part)
		if len(c.Bytes) > 0 {
			return
		}
		s.sent = append(s.sent, *c)
		st.queue = st.queue[1:]
	}
	s.finishChunks(st)
}

// finishChunks completes empty chunks at the front.
func (s *Session) finishChunks(st *Stream) {
	for len(st.queue) > 0 && len(st.queue[0].Bytes) == 0 {
		s.sent = append(s.sent, st.queue[0])
		st.queue = st.queue[1:]
	}
}
