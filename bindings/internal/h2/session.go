// Package h2 is the protocol of one HTTP/2 connection (RFC 9113): what nghttp2
// is for Node, with the limits that Node puts on it. It knows no sockets and
// no JavaScript: bytes are given to Receive, and Pull returns those to be sent.
//
// A session belongs to one goroutine. It calls its Events from inside Receive,
// Pull and the methods that submit frames; they may call the session again.
package h2

import (
	"bytes"
	"time"

	"golang.org/x/net/http2/hpack"
)

// Events is what a session tells its user of. Bytes are valid only during the
// call.
type Events interface {
	// Headers is a whole block of fields of st. The stream is new if it has no
	// Owner.
	Headers(st *Stream, cat Category, flags uint8, fields []hpack.HeaderField)
	// Data is a part of the body; EndData follows the last one.
	Data(st *Stream, b []byte)
	EndData(st *Stream)
	// Closed is the last that is told of a stream; peerReset says that a
	// RST_STREAM ended it.
	Closed(st *Stream, code Code, peerReset bool)
	// WantTrailers asks for what is to follow a body that has left.
	WantTrailers(st *Stream)
	Settings(entries []Setting)
	Ping(payload [8]byte)
	GoAway(code Code, last uint32, data []byte)
	AltSvc(stream uint32, origin, value string)
	Origin(origins []string)
	Priority(stream, parent uint32, weight int, exclusive bool)
	// FrameError is a frame that could not be sent.
	FrameError(stream uint32, typ FrameType, code Code)
	// Failed is an error that ends the session; custom is the name of Node's
	// error, empty if it is one of nghttp2's.
	Failed(lib int, custom string)
}

// The strategies of padding.
const (
	PadNone = iota
	PadAligned
	PadMax
)

// Options are what Node lets a script set of a session.
type Options struct {
	Server                 bool
	PaddingStrategy        int
	MaxHeaderPairs         int
	MaxSendHeaderBlock     int
	MaxDeflateTable        uint32
	PeerMaxStreams         uint32 // until the peer has said how many
	MaxReservedStreams     int
	MaxSettings            int // entries in one frame
	MaxOutstandingPings    int
	MaxOutstandingSettings int
	MaxInvalidFrames       int
	MaxRejectedStreams     int
	StreamResetRate        int // RST_STREAM frames that are added to the budget a second
	StreamResetBurst       int // and its limit
	LaxWhitespace          bool
	MaxMemory              int      // bytes: see Session.memory
	RemoteCustom           []uint16 // settings of the peer that are noted
}

// Session is one side of a connection.
type Session struct {
	options Options
	events  Events
	server  bool

	// Receiving.
	in            []byte // a part of a frame
	later         []byte // that came while receiving
	receiving     bool
	magicLeft     int
	settingsSeen  bool
	ignore        bool // whatever still arrives
	body          bodyPart
	block         *block
	dec           *hpack.Decoder
	fields        []hpack.HeaderField
	invalidFrames int
	rejected      int
	resets        bucket

	// Sending.
	enc            *hpack.Encoder
	encoded        bytes.Buffer
	urgent, queue  []item
	starts         []item // requests, which wait for the peer's limit
	ready          []*Stream
	out            []byte
	sent           []Chunk // whose bytes are all in out
	pullDepth      int
	prefacePending bool

	stats             Stats
	streams           map[uint32]*Stream
	incoming          int // streams that the peer has opened
	outgoing          int // streams that this side has opened
	reservedRemote    int
	nextID, lastPeer  uint32
	lastProcessed     uint32
	local, remote     Settings
	pendingLocal      []inflightSettings
	pings             []pingSent
	acks              int // that wait to be sent
	sendWindow        int64
	recvWindow        int64
	received          int64
	consumed          int64
	updating          bool // a WINDOW_UPDATE waits to be sent
	queuedBytes       int  // of all bodies
	goawaySent        bool
	goawayReceived    bool
	terminating       bool // the GOAWAY that ends all is queued
	terminated        bool // and sent
	closed            bool
	peerLast, ourLast uint32
}

type inflightSettings struct {
	entries []Setting
	sent    time.Time
	done    func(ack bool, took time.Duration)
}

type pingSent struct {
	payload [8]byte
	sent    time.Time
	done    func(ack bool, took time.Duration, payload [8]byte)
}

// connectionWindow is what each side may send on a connection at first.
const connectionWindow = 65535

// New makes a session that has sent nothing.
func New(options Options, events Events) *Session {
	s := &Session{
		options: options, events: events, server: options.Server,
		streams: make(map[uint32]*Stream), local: initialSettings(), remote: initialSettings(),
		sendWindow: connectionWindow, recvWindow: connectionWindow,
		peerLast: maxStreamID, ourLast: maxStreamID,
	}
	s.remote.MaxConcurrentStreams = options.PeerMaxStreams
	s.enc = hpack.NewEncoder(&s.encoded)
	s.enc.SetMaxDynamicTableSizeLimit(options.MaxDeflateTable)
	s.dec = hpack.NewDecoder(4096, func(f hpack.HeaderField) { s.onField(f) })
	s.resets = bucket{rate: options.StreamResetRate, burst: options.StreamResetBurst, tokens: options.StreamResetBurst}
	if s.server {
		s.nextID, s.magicLeft = 2, len(clientPreface)
	} else {
		s.nextID, s.prefacePending = 1, true
	}
	return s
}

// bucket limits how often something may happen.
type bucket struct {
	rate, burst, tokens int
	since               time.Time
}

func (b *bucket) take() bool {
	now := time.Now()
	if seconds := int(now.Sub(b.since) / time.Second); seconds > 0 {
		b.tokens = min(b.burst, b.tokens+seconds*b.rate)
		b.since = now
	}
	if b.tokens == 0 {
		return false
	}
	b.tokens--
	return true
}

// Server reports which side the session is.
func (s *Session) Server() bool { return s.server }

// Stream returns the stream called id, nil if there is none.
func (s *Session) Stream(id uint32) *Stream { return s.streams[id] }

// Local and Remote are the settings in force.
func (s *Session) Local() Settings  { return s.local }
func (s *Session) Remote() Settings { return s.remote }

// Stats counts what a session has done.
type Stats struct {
	FramesReceived, FramesSent int
	BytesRead, BytesWritten    int
	Streams, MostStreams       int           // in all, and at a time
	StreamTime                 time.Duration // of all streams that have ended
	PingTime                   time.Duration // that the last answer to a PING took
}

// Stats returns what has been counted so far.
func (s *Session) Stats() Stats { return s.stats }

// State is what session.state shows.
type State struct {
	LocalWindow, ReceivedLength, EffectiveWindow, RemoteWindow int64
	NextStreamID, LastProcessed                                uint32
	OutboundQueue                                              int
	DeflateTable, InflateTable                                 uint32
}

// State returns the session's state.
func (s *Session) State() State {
	return State{
		EffectiveWindow: s.recvWindow, ReceivedLength: s.received, LocalWindow: s.recvWindow - s.received,
		RemoteWindow: s.sendWindow, NextStreamID: s.nextID, LastProcessed: s.lastProcessed,
		OutboundQueue: len(s.urgent) + len(s.queue) + len(s.starts),
	}
}

// WantRead reports whether anything that arrives can still matter.
func (s *Session) WantRead() bool {
	if s.terminated {
		return false
	}
	return len(s.streams) > 0 || !s.goawaySent && !s.goawayReceived
}

// WantWrite reports whether Pull would return something.
func (s *Session) WantWrite() bool {
	if s.terminated || s.closed {
		return false
	}
	if s.prefacePending || len(s.urgent) > 0 || len(s.queue) > 0 || len(s.starts) > 0 && s.mayStart() {
		return true
	}
	if s.sendWindow <= 0 {
		return false
	}
	for _, st := range s.ready {
		if st.sendable() {
			return true
		}
	}
	return false
}

// SetNextStreamID makes id that of the next stream of this side.
func (s *Session) SetNextStreamID(id uint32) bool {
	if id < s.nextID || id > maxStreamID || id%2 == 0 != s.server {
		return false
	}
	s.nextID = id
	return true
}

// SetLocalWindow makes size the window of the whole connection. What it grows
// by is told to the peer; it shrinks as data arrives.
func (s *Session) SetLocalWindow(size int64) {
	delta := size - s.recvWindow
	s.recvWindow = size
	if delta <= 0 {
		// Less may be sent until as much as is missing has been received.
		s.received += delta
		return
	}
	// What was owed to the peer since an earlier reduction comes off first.
	if s.received < 0 {
		pay := min(delta, -s.received)
		s.received += pay
		delta -= pay
	}
	if delta > 0 {
		s.submit(item{typ: FrameWindowUpdate, number: uint32(delta)})
	}
}

// consumeConnection gives n bytes of the connection's window back.
func (s *Session) consumeConnection(n int) {
	s.consumed += int64(n)
	if s.updating || !shouldUpdate(s.recvWindow, s.consumed) {
		return
	}
	s.updating = true
	s.submit(item{typ: FrameWindowUpdate, number: uint32(s.consumed)})
	s.received -= s.consumed
	s.consumed = 0
}

// streamSize is about what a stream takes.
const streamSize = 512

// memory is what the session keeps for its peer: when it is too much no more
// streams are taken.
func (s *Session) memory() int {
	return s.queuedBytes + len(s.out) + len(s.in) + streamSize*len(s.streams)
}

// newStream adds a stream that is not open yet.
func (s *Session) newStream(id uint32, local bool) *Stream {
	st := &Stream{
		ID: id, session: s, local: local,
		sendWindow: int64(s.remote.InitialWindowSize), recvWindow: int64(s.local.InitialWindowSize),
		maxFields: min(s.local.MaxHeaderListSize, 1<<24-1),
	}
	st.message.length = -1
	st.Stats.Begun = time.Now()
	s.streams[id] = st
	return st
}

// open counts a stream among those that its beginner has open.
func (s *Session) open(st *Stream) {
	st.opened = true
	s.stats.Streams++
	s.stats.MostStreams = max(s.stats.MostStreams, len(s.streams))
	if st.reserved {
		return
	}
	if st.local {
		s.outgoing++
	} else {
		s.incoming++
	}
}

// closeStream forgets a stream and tells of it.
func (s *Session) closeStream(st *Stream, code Code) {
	if st.closed {
		return
	}
	st.closed = true
	delete(s.streams, st.ID)
	s.stats.StreamTime += time.Since(st.Stats.Begun)
	switch {
	case !st.opened:
	case st.reserved && !st.local:
		s.reservedRemote--
	case st.reserved:
	case st.local:
		s.outgoing--
	default:
		s.incoming--
	}
	s.events.Closed(st, code, st.peerReset)
}

// closeIfDone closes a stream that both sides have ended.
func (s *Session) closeIfDone(st *Stream) {
	if st.localClosed && st.remoteClosed {
		s.closeStream(st, NoError)
	}
}

// Close ends the session at once: nothing more is received or sent. PINGs that
// wait for an answer are cancelled by cancelled, which the user calls when it
// likes; it is nil if there are none.
func (s *Session) Close() (cancelled func()) {
	s.closed, s.ignore = true, true
	pings := s.pings
	s.pings, s.pendingLocal = nil, nil
	if len(pings) == 0 {
		return nil
	}
	return func() {
		for _, p := range pings {
			p.done(false, time.Since(p.sent), p.payload)
		}
	}
}
