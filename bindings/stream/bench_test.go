package stream_test

import (
	"testing"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/events"
	"gonet/bindings/internal/envtest"
	"gonet/bindings/stream"
)

// endpoint is a stream as net has them: its class, its state and both sides,
// in one struct.
type endpoint struct {
	state   env.State
	emitter events.Emitter
	stream.Duplex
	written int
}

// newEndpoint makes one whose writes complete at once.
func newEndpoint(w *envtest.World) *endpoint {
	s := stream.For(w.Env)
	class := w.NewClass("Endpoint", 1, s.Duplex, nil2)
	impl := s.Implement(class, s.DuplexImpl, stream.Methods{
		Read: func(*stream.Stream, int) {},
		Write: func(st *stream.Stream, c stream.Chunk, done stream.Done) {
			st.State().Parts[env.PartOwner].(*endpoint).written += c.Size()
			done.Done(nil)
		},
	})
	o := w.VM.CreateObject(class.Proto)
	p := new(endpoint)
	w.AttachState(o, &p.state)
	p.state.Parts[env.PartOwner] = p
	s.InitDuplex(&p.state, &p.emitter, &p.Duplex, impl, -1)
	return p
}

func nil2(goja.ConstructorCall) *goja.Object { return nil }

// eval runs source with d, the endpoint, and returns its value.
func eval(b *testing.B, w *envtest.World, p *endpoint, source string) goja.Value {
	w.VM.Set("d", p.Object())
	v, err := w.VM.RunString("(function () {" + prelude + source + "})()")
	if err != nil {
		b.Fatal(err)
	}
	return v
}

// A chunk goes from below to a listener of 'data', as one turn of the loop.
func BenchmarkPushToData(b *testing.B) {
	w := newWorld(b)
	p := newEndpoint(w)
	w.Frame(func() {
		w.Enter(func() { eval(b, w, p, "d.on('data', (c) => {})") })
		chunk := make([]byte, 64)
		push := func() { p.Readable.Push(chunk) }
		b.ReportAllocs()
		for b.Loop() {
			w.Enter(push)
		}
	})
}

// The same without the turn, and so without the tick that asks for more.
func BenchmarkPushToDataOnly(b *testing.B) {
	w := newWorld(b)
	p := newEndpoint(w)
	w.Frame(func() {
		w.Enter(func() { eval(b, w, p, "d.on('data', (c) => {})") })
		chunk := make([]byte, 64)
		b.ReportAllocs()
		w.Enter(func() {
			for b.Loop() {
				p.Readable.Push(chunk)
			}
		})
	})
}

// The same for text: no Buffer is made.
func BenchmarkPushToText(b *testing.B) {
	w := newWorld(b)
	p := newEndpoint(w)
	w.Frame(func() {
		w.Enter(func() { eval(b, w, p, "d.setEncoding('utf8').on('data', (c) => {})") })
		chunk := []byte("a line of text, as a protocol may have it\n")
		push := func() { p.Readable.Push(chunk) }
		b.ReportAllocs()
		for b.Loop() {
			w.Enter(push)
		}
	})
}

func benchLoop(b *testing.B, source string) {
	w := newWorld(b)
	p := newEndpoint(w)
	w.Frame(func() {
		w.Enter(func() {
			loop := env.CallbackOf(eval(b, w, p, "const buf = Buffer.alloc(64);"+source))
			b.ReportAllocs()
			b.ResetTimer()
			w.Call(loop, goja.Undefined(), w.VM.ToValue(b.N))
		})
	})
}

// A script writes a Buffer, and the write completes at once.
func BenchmarkWrite(b *testing.B) {
	benchLoop(b, "return (n) => { for (let i = 0; i < n; i++) d.write(buf); }")
}

func BenchmarkWriteString(b *testing.B) {
	benchLoop(b, "return (n) => { for (let i = 0; i < n; i++) d.write('hello, world'); }")
}

func BenchmarkWriteCallback(b *testing.B) {
	benchLoop(b, "const cb = () => {}; return (n) => { for (let i = 0; i < n; i++) d.write(buf, cb); }")
}

// The same with _write in JavaScript.
func BenchmarkWriteJS(b *testing.B) {
	benchLoop(b, `const w = new Writable({ write(c, e, cb) { cb(); } });
		return (n) => { for (let i = 0; i < n; i++) w.write(buf); }`)
}

func BenchmarkTransformJS(b *testing.B) {
	benchLoop(b, `const t = new Transform({ transform(c, e, cb) { cb(null, c); } });
		t.on('data', () => {});
		return (n) => { for (let i = 0; i < n; i++) t.write(buf); }`)
}

// One endpoint is piped into another: no script sees the chunks.
func BenchmarkPipe(b *testing.B) {
	w := newWorld(b)
	p, q := newEndpoint(w), newEndpoint(w)
	w.VM.Set("q", q.Object())
	w.Frame(func() {
		w.Enter(func() { eval(b, w, p, "d.pipe(q)") })
		chunk := make([]byte, 64)
		push := func() { p.Readable.Push(chunk) }
		b.ReportAllocs()
		for b.Loop() {
			w.Enter(push)
		}
	})
	if q.written == 0 {
		b.Fatal("nothing was written")
	}
}

func BenchmarkNewDuplex(b *testing.B) {
	w := newWorld(b)
	s := stream.For(w.Env)
	b.ReportAllocs()
	for b.Loop() {
		o := w.VM.CreateObject(s.Duplex.Proto)
		p := new(endpoint)
		w.AttachState(o, &p.state)
		s.InitDuplex(&p.state, &p.emitter, &p.Duplex, s.DuplexImpl, -1)
	}
}
