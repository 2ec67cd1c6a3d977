package wasm

import (
	"fmt"
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/wasmbin"
)

// jsStringModule is the module of the builtins for strings.
const jsStringModule = "wasm:js-string"

// jsString is one of these builtins. Those that take arrays of the engine's are
// not there, since it has none.
type jsString struct {
	sig wasmbin.FuncType
	run func(s *store, args []goja.Value) goja.Value
}

const ext, i32 = wasmbin.ExternRef, wasmbin.I32

var jsStrings = map[string]jsString{
	"cast": {sig(ext)(ext), func(s *store, a []goja.Value) goja.Value {
		s.units(a[0])
		return a[0]
	}},
	"test": {sig(ext)(i32), func(s *store, a []goja.Value) goja.Value {
		return s.env.VM.ToValue(digit(goja.IsString(a[0])))
	}},
	"fromCharCode": {sig(i32)(ext), func(s *store, a []goja.Value) goja.Value {
		return s.stringMethod("String", "fromCharCode", a)
	}},
	"fromCodePoint": {sig(i32)(ext), func(s *store, a []goja.Value) goja.Value {
		if uint32(a[0].ToInteger()) > 0x10ffff {
			panic(s.error("RuntimeError", "invalid code point"))
		}
		return s.stringMethod("String", "fromCodePoint", a)
	}},
	"charCodeAt": {sig(ext, i32)(i32), func(s *store, a []goja.Value) goja.Value {
		return s.env.VM.ToValue(int32(s.unit(a)))
	}},
	"codePointAt": {sig(ext, i32)(i32), func(s *store, a []goja.Value) goja.Value {
		s.unit(a)
		return s.env.Invoke(a[0].ToObject(s.env.VM), "codePointAt", a[1])
	}},
	"length": {sig(ext)(i32), func(s *store, a []goja.Value) goja.Value {
		return s.env.VM.ToValue(s.units(a[0]).Length())
	}},
	"concat": {sig(ext, ext)(ext), func(s *store, a []goja.Value) goja.Value {
		s.units(a[0])
		s.units(a[1])
		return s.env.Invoke(a[0].ToObject(s.env.VM), "concat", a[1])
	}},
	"substring": {sig(ext, i32, i32)(ext), func(s *store, a []goja.Value) goja.Value {
		text := s.units(a[0])
		from, to := uint32(a[1].ToInteger()), uint32(a[2].ToInteger())
		n := uint32(text.Length())
		if from > to || from > n {
			return s.env.VM.ToValue("")
		}
		return text.Substring(int(from), int(min(to, n)))
	}},
	"equals": {sig(ext, ext)(i32), func(s *store, a []goja.Value) goja.Value {
		for _, v := range a {
			if !goja.IsNull(v) {
				s.units(v)
			}
		}
		return s.env.VM.ToValue(digit(a[0].StrictEquals(a[1])))
	}},
	"compare": {sig(ext, ext)(i32), func(s *store, a []goja.Value) goja.Value {
		return s.env.VM.ToValue(s.units(a[0]).CompareTo(s.units(a[1])))
	}},
}

// units returns v, which must be a string.
func (s *store) units(v goja.Value) goja.String {
	text, ok := v.(goja.String)
	if !ok {
		panic(s.error("RuntimeError", "illegal cast"))
	}
	return text
}

// unit returns the code unit of a[0] at a[1].
func (s *store) unit(a []goja.Value) uint16 {
	text, at := s.units(a[0]), uint32(a[1].ToInteger())
	if at >= uint32(text.Length()) {
		panic(s.error("RuntimeError", "string offset out of bounds"))
	}
	return text.CharAt(int(at))
}

func (s *store) stringMethod(class, name string, args []goja.Value) goja.Value {
	return s.env.Invoke(s.env.VM.Get(class).(*goja.Object), name, args...)
}

// builtin has import n provided by the engine.
func (l *linker) builtin(n int, i wasmbin.Import) {
	s := l.store
	if i.Module != jsStringModule || !l.instance.module.options.jsStrings {
		text := s.env.VM.ToValue(i.Name)
		l.passGlobal(n, s.newGlobal(wasmbin.GlobalType{Val: wasmbin.ExternRef}, s.refs.handle(text)))
		return
	}
	run := jsStrings[i.Name].run
	l.host(n, i.Index, env.Callback(func(c goja.FunctionCall) goja.Value { return run(s, c.Arguments) }))
}

// checkBuiltins looks at imports that the engine is to provide.
func checkBuiltins(m *module) error {
	for n, i := range m.Imports {
		if !m.options.builtin(i) {
			continue
		}
		text := m.options.jsStrings && i.Module == jsStringModule
		switch {
		case text && !isBuiltin(m, i):
			return fmt.Errorf("Imported builtin function %q %q has incorrect signature", i.Module, i.Name)
		case !text && (i.Kind != wasmbin.Global || m.Globals[i.Index] != wasmbin.GlobalType{Val: ext}):
			return fmt.Errorf("String constant import #%d %q %q should be an immutable global subtype of externref", n, i.Module, i.Name)
		}
	}
	return nil
}

func isBuiltin(m *module, i wasmbin.Import) bool {
	b, ok := jsStrings[i.Name]
	if !ok || i.Kind != wasmbin.Func {
		return false
	}
	have := m.FuncType(i.Index)
	return slices.Equal(have.Params, b.sig.Params) && slices.Equal(have.Results, b.sig.Results)
}
