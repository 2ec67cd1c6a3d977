package buffer

import (
	"strings"
	"testing"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// The scripts' benchmarks call one method in a loop of JavaScript, so that
// they measure what a script pays.
func benchScript(b *testing.B, setup, body string) {
	s := newScript(b)
	if _, err := s.vm.RunString(setup); err != nil {
		b.Fatal(err)
	}
	loop, err := s.vm.RunString("(function (n) { for (let i = 0; i < n; i++) { " + body + " } })")
	if err != nil {
		b.Fatal(err)
	}
	run := env.CallbackOf(loop)
	b.ReportAllocs()
	b.ResetTimer()
	run(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{s.vm.ToValue(b.N)}})
}

func BenchmarkFromString(b *testing.B) { benchScript(b, "", "Buffer.from('hello world, hello')") }

func BenchmarkFromUnicode(b *testing.B) {
	benchScript(b, "", "Buffer.from('h\\u00e9llo w\\u00f6rld, \\u20ac')")
}

func BenchmarkToString(b *testing.B) {
	benchScript(b, "const x = Buffer.from('hello world, '.repeat(10))", "x.toString()")
}

func BenchmarkToStringUnicode(b *testing.B) {
	benchScript(b, "const x = Buffer.from('h\\u00e9llo w\\u00f6rld, '.repeat(10))", "x.toString('utf8')")
}

func BenchmarkToStringHex(b *testing.B) {
	benchScript(b, "const x = Buffer.from('hello world, hello')", "x.toString('hex')")
}

func BenchmarkConcat(b *testing.B) {
	benchScript(b, "const x = [Buffer.alloc(100), Buffer.alloc(200)]", "Buffer.concat(x)")
}

func BenchmarkAlloc(b *testing.B)       { benchScript(b, "", "Buffer.alloc(64)") }
func BenchmarkAllocUnsafe(b *testing.B) { benchScript(b, "", "Buffer.allocUnsafe(64)") }

func BenchmarkReadUInt32(b *testing.B) {
	benchScript(b, "const x = Buffer.alloc(64)", "x.readUInt32BE(4)")
}

func BenchmarkWriteUInt32(b *testing.B) {
	benchScript(b, "const x = Buffer.alloc(64)", "x.writeUInt32BE(70000, 4)")
}

func BenchmarkSubarray(b *testing.B) {
	benchScript(b, "const x = Buffer.alloc(64)", "x.subarray(4, 20)")
}

func BenchmarkIndexOf(b *testing.B) {
	benchScript(b, "const x = Buffer.from('hello world, '.repeat(10) + '\\n')", "x.indexOf('\\n')")
}

func BenchmarkIsBuffer(b *testing.B) {
	benchScript(b, "const x = Buffer.alloc(64)", "Buffer.isBuffer(x)")
}

func BenchmarkEmptyLoop(b *testing.B) { benchScript(b, "const x = 1", "x") }

func BenchmarkNew(b *testing.B) {
	s := newScript(b)
	b.ReportAllocs()
	for b.Loop() {
		New(s.e, make([]byte, 64))
	}
}

func BenchmarkDecode(b *testing.B) {
	s := newScript(b)
	data := []byte(strings.Repeat("hello ", 20))
	b.ReportAllocs()
	for b.Loop() {
		Decode(s.e, data, UTF8)
	}
}

func BenchmarkPeek(b *testing.B) {
	s := newScript(b)
	v := Decode(s.e, []byte(strings.Repeat("hello ", 20)), UTF8)
	b.ReportAllocs()
	for b.Loop() {
		Peek(s.e, v, UTF8)
	}
}
