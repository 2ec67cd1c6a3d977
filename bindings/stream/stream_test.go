package stream_test

import (
	"strings"
	"testing"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/bindings/internal/envtest"
	"gonet/bindings/stream"
	"gonet/bindings/stringdecoder"
)

func newWorld(t testing.TB) *envtest.World {
	w := envtest.New(t, map[string]env.Loader{
		"buffer": buffer.Module, "events": events.Module, "internal/errors": errs.Module, "stream": stream.Module, "string_decoder": stringdecoder.Module,
	})
	w.VM.Set("nextTick", func(c goja.FunctionCall) goja.Value {
		w.NextTickCall(env.CallbackOf(c.Argument(0)))
		return goja.Undefined()
	})
	return w
}

const prelude = `
	const { Readable, Writable, Duplex, Transform, PassThrough } = require('stream');
	const { Buffer } = require('buffer');
`

// run runs a script and compares what it has logged.
func run(t *testing.T, src, want string) {
	t.Helper()
	w := newWorld(t)
	w.Run(prelude + src)
	want = strings.TrimSpace(strings.ReplaceAll(want, "\t", ""))
	if got := strings.Join(w.Log, "\n"); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestReadable(t *testing.T) {
	run(t, `
		const r = new Readable({ read() {} });
		r.push('ab'); r.push('c');
		r.on('data', (c) => log('data', c, Buffer.isBuffer(c)));
		r.on('end', () => log('end'));
		r.on('close', () => log('close', r.destroyed));
		nextTick(() => { log('tick'); r.push(Buffer.from('d')); r.push(null); });
		log('sync');
	`, `
		sync
		data ab true
		data c true
		tick
		data d true
		end
		close true
	`)
}

func TestWritable(t *testing.T) {
	run(t, `
		const w = new Writable({ highWaterMark: 3, write(c, e, cb) { log('write', c, e); nextTick(cb); } });
		log(w.write('ab', () => log('cb1')), w.write('cd', () => log('cb2')), w.writableLength);
		w.on('drain', () => log('drain'));
		w.on('finish', () => log('finish'));
		w.on('close', () => log('close'));
		nextTick(() => nextTick(() => nextTick(() => w.end('e', () => log('ended')))));
	`, `
		write ab buffer
		true false 4
		write cd buffer
		cb1
		drain
		cb2
		write e buffer
		ended
		finish
		close
	`)
}

func TestTransformAndPipe(t *testing.T) {
	run(t, `
		const up = new Transform({ transform(c, e, cb) { cb(null, c.toString().toUpperCase()); }, flush(cb) { cb(null, '!'); } });
		const sink = new Writable({ write(c, e, cb) { log('sink', c); cb(); }, final(cb) { log('final'); cb(); } });
		up.pipe(new PassThrough()).pipe(sink).on('finish', () => log('finish'));
		up.write('a'); up.end('b');
	`, `
		sink A
		sink B
		sink !
		final
		finish
	`)
}

func TestErrorDestroys(t *testing.T) {
	run(t, `
		const w = new Writable({ write(c, e, cb) { cb(new Error('no')); } });
		w.on('error', (e) => log('error', e.message));
		w.on('close', () => log('close'));
		w.write('x', (e) => log('cb', e.message));
		w.write('y', (e) => log('cb', e.message));
	`, `
		cb no
		cb no
		error no
		close
	`)
}

func TestReadReturnsOneChunk(t *testing.T) {
	run(t, `
		const r = new Readable({ read() {} });
		r.push('abc'); r.push('def'); r.push(null);
		r.once('readable', () => { log(r.read()); log(r.read(1)); log(r.read(2)); log(r.read()); });
		r.on('end', () => log('end'));
	`, `
		abc
		d
		ef
		null
		end
	`)
}

func TestState(t *testing.T) {
	run(t, `
		const d = new Duplex({ read() {}, write(c, e, cb) {} });
		d.cork(); d.write('x'); d.write('y');
		log(d._writableState.getBuffer().length, d._writableState.corked, d.writableCorked, d._writableState.length);
		log(d._readableState.highWaterMark, d._readableState.flowing, d._readableState.awaitDrainWriters);
		log(d instanceof Readable, d instanceof Writable, new Readable() instanceof Writable);
		log(Object.keys(require('stream')).join());
	`, `
		2 1 1 2
		65536 null null
		true true false
		isDestroyed,isDisturbed,isErrored,isReadable,isWritable,Readable,Writable,Duplex,Transform,PassThrough,duplexPair,pipeline,addAbortSignal,finished,destroy,compose,setDefaultHighWaterMark,getDefaultHighWaterMark,promises,Stream,_isArrayBufferView,_isUint8Array,_uint8ArrayToBuffer
	`)
}

func TestSetEncoding(t *testing.T) {
	run(t, `
		const r = new Readable({ read() {} }).setEncoding('utf8');
		r.on('data', (c) => log('data', c));
		nextTick(() => {
			r.push(Buffer.from([0xe2, 0x82])); r.push(Buffer.from([0xac, 0x41]));
			const { write } = r._readableState.decoder;
			r._readableState.decoder.write = function (c) { log('write', Buffer.isBuffer(c)); return write.call(this, c); };
			r.push(Buffer.from('b')); r.push(Buffer.from([0xe2])); r.push(null);
		});
		r.on('end', () => log('end'));
	`, `
		data €A
		write true
		data b
		write true
		data �
		end
	`)
}
