package h2

import (
	"encoding/binary"

	"golang.org/x/net/http2/hpack"
)

// block is a block of fields of which more is to come in CONTINUATION frames.
type block struct {
	header   frameHeader
	fragment []byte
	frames   int
	stream   *Stream
	cat      Category
	refused  bool // decode it for the tables' sake only
}

const (
	// maxContinuations is nghttp2's limit for one block.
	maxContinuations = 8
	// maxFragment bounds a block in its encoded form.
	maxFragment = 1 << 20
)

func (s *Session) onHeaders(h frameHeader, payload []byte) int {
	if h.stream == 0 {
		s.fail(ErrProto, ProtocolError)
		return 0
	}
	payload, ok := unpad(h, payload)
	if !ok {
		s.fail(ErrProto, ProtocolError)
		return 0
	}
	if h.has(FlagPriority) {
		if len(payload) < 5 {
			s.fail(ErrFrameSize, FrameSizeError)
			return 0
		}
		if parent, _, _ := parsePriority(payload); parent == h.stream {
			s.fail(ErrProto, ProtocolError)
			return 0
		}
		payload = payload[5:]
	}
	b := s.beginHeaders(h)
	if b == nil {
		return 0
	}
	return s.continueBlock(b, h, payload)
}

// beginHeaders finds the stream that HEADERS belong to, or opens it. It
// returns nil if they end the session.
func (s *Session) beginHeaders(h frameHeader) *block {
	b := &block{header: h, stream: s.streams[h.stream]}
	if st := b.stream; st != nil {
		switch {
		case st.resetQueued:
			b.refused = true
		case st.remoteClosed:
			s.failStream(st, ErrStreamClosed)
			b.refused = true
		case st.reserved && st.local:
			s.fail(ErrProto, ProtocolError)
			return nil
		case st.reserved:
			st.reserved = false
			s.reservedRemote--
			s.incoming++
			b.cat = st.category
		default:
			b.cat = st.category
		}
		return b
	}
	switch {
	case !s.idle(h.stream):
		b.refused = true
	case !s.server, h.stream%2 == 0:
		s.fail(ErrProto, ProtocolError)
		return nil
	default:
		s.openRequest(b)
	}
	if s.ignore {
		return nil
	}
	return b
}

// openRequest opens a stream for a client's request, unless it is refused.
func (s *Session) openRequest(b *block) {
	s.lastPeer = b.header.stream
	if s.goawaySent && b.header.stream > s.ourLast || s.terminating {
		b.refused = true
		return
	}
	if uint32(s.incoming) >= s.local.MaxConcurrentStreams {
		s.fail(ErrProto, ProtocolError)
		return
	}
	st := s.newStream(b.header.stream, false)
	st.category = CatHeaders
	b.stream, b.cat = st, CatRequest
	s.open(st)
	switch {
	case uint32(s.incoming) > s.pendingMaxStreams():
		b.refused = true
		st.Reset(RefusedStream)
	case s.memory() > s.options.MaxMemory:
		b.refused = true
		s.rejected++
		if s.rejected > s.options.MaxRejectedStreams+1 {
			s.ignore = true
			s.events.Failed(ErrCallbackFailure, "")
			return
		}
		st.Reset(EnhanceYourCalm)
	default:
		s.rejected = 0
	}
}

// pendingMaxStreams is the lowest limit that this side has announced.
func (s *Session) pendingMaxStreams() uint32 {
	limit := s.local.MaxConcurrentStreams
	for _, p := range s.pendingLocal {
		for _, e := range p.entries {
			if e.ID == SettingMaxConcurrentStreams {
				limit = e.Value
			}
		}
	}
	return limit
}

func (s *Session) onPromise(h frameHeader, payload []byte) int {
	payload, ok := unpad(h, payload)
	switch {
	case h.stream == 0 || s.server || !ok || s.local.EnablePush == 0:
		s.fail(ErrProto, ProtocolError)
		return 0
	case len(payload) < 4:
		s.fail(ErrFrameSize, FrameSizeError)
		return 0
	}
	id := binary.BigEndian.Uint32(payload) & maxStreamID
	parent := s.streams[h.stream]
	if id == 0 || id%2 != 0 || id <= s.lastPeer || parent == nil && s.idle(h.stream) {
		s.fail(ErrProto, ProtocolError)
		return 0
	}
	s.lastPeer = id
	b := &block{header: h, cat: CatRequest}
	if parent == nil || parent.resetQueued || s.goawaySent || s.reservedRemote >= s.options.MaxReservedStreams {
		b.refused = true
		s.submit(item{typ: FrameRSTStream, id: id, number: Cancel})
	} else {
		st := s.newStream(id, false)
		st.reserved, st.localClosed, st.category = true, true, CatPushResponse
		s.open(st)
		s.reservedRemote++
		b.stream = st
	}
	return s.continueBlock(b, h, payload[4:])
}

func (s *Session) onContinuation(h frameHeader, payload []byte) int {
	b := s.block
	if b == nil {
		s.fail(ErrProto, ProtocolError)
		return 0
	}
	if b.frames++; b.frames > maxContinuations {
		return ErrTooManyContinuations
	}
	return s.continueBlock(b, h, payload)
}

// continueBlock adds to a block, and handles it when it is whole.
func (s *Session) continueBlock(b *block, h frameHeader, fragment []byte) int {
	s.block = b
	b.fragment = append(b.fragment, fragment...)
	if len(b.fragment) > maxFragment {
		s.fail(ErrHeaderComp, EnhanceYourCalm)
		return 0
	}
	if !h.has(FlagEndHeaders) {
		return 0
	}
	s.block = nil
	b.header.flags |= FlagEndHeaders
	return s.endBlock(b)
}

// onField collects the fields of a block while it is decoded.
// More than are allowed are only counted, by one too many.
func (s *Session) onField(f hpack.HeaderField) {
	if len(s.fields) <= s.options.MaxHeaderPairs {
		s.fields = append(s.fields, f)
	}
}

func (s *Session) endBlock(b *block) int {
	s.fields = nil
	_, err := s.dec.Write(b.fragment)
	if err == nil {
		err = s.dec.Close()
	}
	if err != nil {
		s.fail(ErrHeaderComp, CompressionError)
		return 0
	}
	fields := s.fields
	s.fields = nil
	st := b.stream
	if b.refused || st == nil || st.closed || st.resetQueued {
		return 0
	}
	push := b.header.typ == FramePushPromise
	trailer := !push && b.cat == CatHeaders && st.message.final
	kept, lib := s.checkFields(st, fields, blockKind{request: s.server || push, trailer: trailer})
	if lib == 0 && trailer && !b.header.has(FlagEndStream) {
		lib = ErrHTTPMessaging
	}
	if lib == 0 && !s.fits(st, kept) {
		st.Reset(EnhanceYourCalm)
		return 0
	}
	if lib != 0 {
		return s.failStream(st, lib)
	}
	if !push {
		st.category = nextCategory(st, b.cat)
	}
	s.lastProcessed = max(s.lastProcessed, s.processed(b, st))
	first(&st.Stats.FirstHeader)
	tell := func() { s.events.Headers(st, b.cat, b.header.flags, kept) }
	if !push && b.header.has(FlagEndStream) {
		s.endRemote(st, tell)
	} else {
		tell()
	}
	return 0
}

// nextCategory is that of a block that follows one of category cat.
func nextCategory(st *Stream, cat Category) Category {
	if !st.message.final && cat != CatRequest {
		return cat
	}
	return CatHeaders
}

func (s *Session) processed(_ *block, st *Stream) uint32 {
	if st.local {
		return 0
	}
	return st.ID
}

// fits reports whether a block is within the limits of this side.
func (s *Session) fits(st *Stream, fields []hpack.HeaderField) bool {
	if len(fields) > s.options.MaxHeaderPairs {
		return false
	}
	size := uint64(0)
	for _, f := range fields {
		size += uint64(len(f.Name) + len(f.Value) + 32)
	}
	return size <= uint64(st.maxFields)
}
