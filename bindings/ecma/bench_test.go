package ecma

import (
	"testing"

	"github.com/dop251/goja"
)

func BenchmarkInstall(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		Install(goja.New())
	}
}

func BenchmarkNewRealm(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		goja.New()
	}
}

func benchmarkLoop(b *testing.B, install bool, body string) {
	vm := goja.New()
	if install {
		Install(vm)
	}
	v, err := vm.RunString("(n) => { for (let i = 0; i < n; i++) { " + body + " } }")
	if err != nil {
		b.Fatal(err)
	}
	fn, _ := goja.AssertFunction(v)
	b.ReportAllocs()
	b.ResetTimer()
	if _, err := fn(nil, vm.ToValue(b.N)); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkNewError(b *testing.B)       { benchmarkLoop(b, true, "new Error('x')") }
func BenchmarkNewErrorGoja(b *testing.B)   { benchmarkLoop(b, false, "new Error('x')") }
func BenchmarkErrorStack(b *testing.B)     { benchmarkLoop(b, true, "new Error('x').stack") }
func BenchmarkThrow(b *testing.B)          { benchmarkLoop(b, true, "try { null.x } catch {}") }
func BenchmarkThrowGoja(b *testing.B)      { benchmarkLoop(b, false, "try { null.x } catch {}") }
func BenchmarkJoin(b *testing.B)           { benchmarkLoop(b, true, "['a', 'b', 'c'].join('')") }
func BenchmarkJoinGoja(b *testing.B)       { benchmarkLoop(b, false, "['a', 'b', 'c'].join('')") }
func BenchmarkReplace(b *testing.B)        { benchmarkLoop(b, true, "'a-b'.replace('-', '+')") }
func BenchmarkReplaceGoja(b *testing.B)    { benchmarkLoop(b, false, "'a-b'.replace('-', '+')") }
func BenchmarkRegexpTest(b *testing.B)     { benchmarkLoop(b, true, "/b/.test('abc')") }
func BenchmarkUint8Array(b *testing.B)     { benchmarkLoop(b, true, "new Uint8Array(8)") }
func BenchmarkUint8ArrayGoja(b *testing.B) { benchmarkLoop(b, false, "new Uint8Array(8)") }
