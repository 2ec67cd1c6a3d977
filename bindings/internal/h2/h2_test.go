package h2

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/http2/hpack"
)

// recorder is Events that writes down what it is told, and answers requests
// with what it gets if echo is set.
type recorder struct {
	log     []string
	streams map[uint32]*Stream
	body    bytes.Buffer
	consume bool
}

func (r *recorder) note(format string, args ...any) {
	r.log = append(r.log, fmt.Sprintf(format, args...))
}

func (r *recorder) Headers(st *Stream, cat Category, flags uint8, fields []hpack.HeaderField) {
	r.streams[st.ID] = st
	r.note("headers %d %d %s", st.ID, cat, fields[0].Value)
}
func (r *recorder) Data(st *Stream, b []byte) {
	r.body.Write(b)
	if r.consume {
		st.Consume(len(b))
	}
}
func (r *recorder) EndData(st *Stream)                   { r.note("end %d", st.ID) }
func (r *recorder) Closed(st *Stream, code Code, _ bool) { r.note("closed %d %d", st.ID, code) }
func (r *recorder) WantTrailers(st *Stream)              { r.note("trailers %d", st.ID) }
func (r *recorder) Settings([]Setting)                   { r.note("settings") }
func (r *recorder) Ping(p [8]byte)                       { r.note("ping %s", p[:]) }
func (r *recorder) GoAway(code Code, last uint32, data []byte) {
	r.note("goaway %d %d %s", code, last, data)
}
func (r *recorder) AltSvc(id uint32, origin, value string) {
	r.note("altsvc %d %s %s", id, origin, value)
}
func (r *recorder) Origin(origins []string)                   { r.note("origin %v", origins) }
func (r *recorder) Priority(uint32, uint32, int, bool)        {}
func (r *recorder) FrameError(id uint32, t FrameType, e Code) { r.note("frame error %d %d", id, e) }
func (r *recorder) Failed(lib int, custom string)             { r.note("failed %d %s", lib, custom) }
func newRecorder() *recorder                                  { return &recorder{streams: make(map[uint32]*Stream), consume: true} }
func (r *recorder) has(t *testing.T, line string) (index int) { return has(t, r.log, line) }

func has(t *testing.T, log []string, line string) int {
	t.Helper()
	for i, l := range log {
		if l == line {
			return i
		}
	}
	t.Fatalf("no %q in %q", line, log)
	return -1
}

func options(server bool) Options {
	return Options{
		Server: server, MaxHeaderPairs: 128, MaxSendHeaderBlock: 65536, MaxDeflateTable: 4096, PeerMaxStreams: 100,
		MaxReservedStreams: 200, MaxSettings: 32, MaxOutstandingPings: 10, MaxOutstandingSettings: 10,
		MaxInvalidFrames: 1000, MaxRejectedStreams: 100, StreamResetRate: 33, StreamResetBurst: 1000, MaxMemory: 10_000_000,
	}
}

// pair is a client and a server that have said hello.
type pair struct {
	t              *testing.T
	client, server *Session
	c, s           *recorder
}

func newPair(t *testing.T, settings ...Setting) *pair {
	p := &pair{t: t, c: newRecorder(), s: newRecorder()}
	p.client, p.server = New(options(false), p.c), New(options(true), p.s)
	p.client.SubmitSettings(nil, nil)
	p.server.SubmitSettings(settings, nil)
	p.run()
	return p
}

// run carries bytes, a few at a time, until neither side has any.
func (p *pair) run() {
	p.t.Helper()
	for moved := true; moved; {
		moved = p.carry(p.client, p.server)
		moved = p.carry(p.server, p.client) || moved
	}
}

func (p *pair) carry(from, to *Session) bool {
	p.t.Helper()
	b, done := from.Pull()
	for _, c := range done {
		if c.Done != nil {
			c.Done(0)
		}
	}
	for rest := b; len(rest) > 0; {
		n := min(len(rest), 7)
		if lib := to.Receive(rest[:n]); lib != 0 {
			p.t.Fatalf("Receive: %s", ErrorText(lib))
		}
		rest = rest[n:]
	}
	return len(b) > 0
}

func requestFields(extra ...hpack.HeaderField) []hpack.HeaderField {
	return append([]hpack.HeaderField{
		{Name: ":method", Value: "POST"}, {Name: ":path", Value: "/"}, {Name: ":scheme", Value: "http"},
		{Name: ":authority", Value: "localhost"},
	}, extra...)
}

func TestRequestAndResponse(t *testing.T) {
	p := newPair(t)
	st, _ := p.client.Request(requestFields(), Body{})
	sent := 0
	st.Write(Chunk{Bytes: []byte("hello "), Done: func(int) { sent++ }})
	st.Write(Chunk{Bytes: []byte("world")})
	st.End()
	p.run()
	if sent != 1 || p.s.body.String() != "hello world" {
		t.Fatalf("sent %d, body %q", sent, p.s.body.String())
	}
	p.s.has(t, "headers 1 0 POST")
	p.s.has(t, "end 1")
	answer := p.s.streams[1]
	answer.Respond([]hpack.HeaderField{{Name: ":status", Value: "200"}}, Body{Trailers: true})
	answer.Write(Chunk{Bytes: []byte("answer")})
	answer.End()
	p.run()
	p.s.has(t, "trailers 1")
	answer.Trailers([]hpack.HeaderField{{Name: "x", Value: "y"}})
	p.run()
	p.c.has(t, "headers 1 1 200")
	p.c.has(t, "headers 1 3 y")
	p.c.has(t, "closed 1 0")
	p.s.has(t, "closed 1 0")
}

// A peer that does not consume gets no more than its window.
func TestFlowControl(t *testing.T) {
	p := newPair(t, Setting{SettingInitialWindowSize, 1000})
	p.s.consume = false
	st, _ := p.client.Request(requestFields(), Body{})
	st.Write(Chunk{Bytes: bytes.Repeat([]byte("x"), 5000)})
	st.End()
	p.run()
	if n := p.s.body.Len(); n != 1000 {
		t.Fatalf("%d bytes within a window of 1000", n)
	}
	for received := 1000; received < 5000; received = p.s.body.Len() {
		p.s.streams[1].Consume(min(1000, 5000-received))
		p.run()
	}
	p.s.has(t, "end 1")
}

func TestLargeBlockIsContinued(t *testing.T) {
	p := newPair(t)
	value := strings.Repeat("é", 20000)
	p.client.Request(requestFields(hpack.HeaderField{Name: "x", Value: value}), Body{None: true})
	p.run()
	p.s.has(t, "headers 1 0 POST")
}

func TestRequestsWaitForTheLimit(t *testing.T) {
	p := newPair(t, Setting{SettingMaxConcurrentStreams, 1})
	p.client.Request(requestFields(), Body{None: true})
	p.client.Request(requestFields(), Body{None: true})
	p.run()
	if p.s.streams[3] != nil {
		t.Fatal("two streams at once")
	}
	p.s.streams[1].Respond([]hpack.HeaderField{{Name: ":status", Value: "204"}}, Body{None: true})
	p.run()
	p.s.has(t, "headers 3 0 POST")
}

// What a peer does wrong ends the session with the right code.
func TestConnectionErrors(t *testing.T) {
	frame := func(typ FrameType, flags uint8, id uint32, payload string) []byte {
		return append(appendFrameHeader(nil, frameHeader{len(payload), typ, flags, id}), payload...)
	}
	for name, test := range map[string]struct {
		frame []byte
		code  Code
	}{
		"data of stream 0":          {frame(FrameData, 0, 0, "x"), ProtocolError},
		"data of an idle stream":    {frame(FrameData, 0, 1, "x"), ProtocolError},
		"headers of stream 0":       {frame(FrameHeaders, 4, 0, ""), ProtocolError},
		"headers of an even stream": {frame(FrameHeaders, 4, 2, ""), ProtocolError},
		"bad block":                 {frame(FrameHeaders, 4, 1, "\xff\xff\xff\xff\xff\xff"), CompressionError},
		"padding too long":          {frame(FrameHeaders, 4|8, 1, "\x10x"), ProtocolError},
		"continuation of nothing":   {frame(FrameContinuation, 4, 1, ""), ProtocolError},
		"interrupted block":         {append(frame(FrameHeaders, 0, 1, ""), frame(FramePing, 0, 0, "12345678")...), ProtocolError},
		"short ping":                {frame(FramePing, 0, 0, "1234"), FrameSizeError},
		"settings of odd length":    {frame(FrameSettings, 0, 0, "1234"), FrameSizeError},
		"settings of a stream":      {frame(FrameSettings, 0, 1, ""), ProtocolError},
		"large window":              {frame(FrameSettings, 0, 0, "\x00\x04\xff\xff\xff\xff"), FlowControlError},
		"window update of nothing":  {frame(FrameWindowUpdate, 0, 0, "\x00\x00\x00\x00"), ProtocolError},
		"window too large":          {frame(FrameWindowUpdate, 0, 0, "\x7f\xff\xff\xff"), FlowControlError},
		"reset of an idle stream":   {frame(FrameRSTStream, 0, 1, "\x00\x00\x00\x00"), ProtocolError},
		"push to a server":          {frame(FramePushPromise, 4, 1, "\x00\x00\x00\x02"), ProtocolError},
		"frame too large":           {frame(FrameData, 0, 1, strings.Repeat("x", 16385)), FrameSizeError},
		"short goaway":              {frame(FrameGoAway, 0, 0, "1234"), FrameSizeError},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPair(t)
			p.server.Receive(test.frame)
			p.run()
			p.c.has(t, fmt.Sprintf("goaway %d 0 ", test.code))
		})
	}
}

// A message that breaks a rule of HTTP resets its stream only.
func TestStreamErrors(t *testing.T) {
	for name, fields := range map[string][]hpack.HeaderField{
		"no method":           {{Name: ":path", Value: "/"}, {Name: ":scheme", Value: "http"}, {Name: ":authority", Value: "a"}},
		"upper case":          requestFields(hpack.HeaderField{Name: "X", Value: "y"}),
		"connection":          requestFields(hpack.HeaderField{Name: "connection", Value: "close"}),
		"te":                  requestFields(hpack.HeaderField{Name: "te", Value: "gzip"}),
		"late pseudo-header":  requestFields(hpack.HeaderField{Name: "a", Value: "b"}, hpack.HeaderField{Name: ":path", Value: "/"}),
		"twice":               requestFields(hpack.HeaderField{Name: ":path", Value: "/"}),
		"status":              requestFields(hpack.HeaderField{Name: ":status", Value: "200"}),
		"wrong length":        requestFields(hpack.HeaderField{Name: "content-length", Value: "5"}),
		"length is no number": requestFields(hpack.HeaderField{Name: "content-length", Value: "x"}),
	} {
		t.Run(name, func(t *testing.T) {
			p := newPair(t)
			p.client.Request(fields, Body{None: true})
			p.run()
			p.c.has(t, "closed 1 1")
			if p.server.terminating {
				t.Error("the session has ended")
			}
		})
	}
}

func TestBadPreface(t *testing.T) {
	s := New(options(true), newRecorder())
	if lib := s.Receive([]byte("GET / HTTP/1.1\r\n\r\n")); lib != ErrBadClientMagic {
		t.Fatalf("Receive: %d", lib)
	}
}

func FuzzReceive(f *testing.F) {
	p := newPair(&testing.T{})
	p.client.Request(requestFields(), Body{None: true})
	b, _ := p.client.Pull()
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		s := New(options(true), newRecorder())
		s.SubmitSettings(nil, nil)
		s.Receive([]byte(clientPreface))
		s.Receive(append(appendFrameHeader(nil, frameHeader{0, FrameSettings, 0, 0}), b...))
		s.Pull()
	})
}
