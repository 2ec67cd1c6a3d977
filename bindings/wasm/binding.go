package wasm

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/wasmbin"
)

// Module is "internal/binding/wasm": what js/internal/wasm is made of. The
// functions attach their state to objects that the classes there have made.
// caller, their last argument, is the function that the script has called, for
// messages.
func Module(e *env.Env) goja.Value {
	s := slot.Of(e)
	b := &binding{store: s, exports: e.VM.NewObject()}
	b.set("setClasses", func(c goja.FunctionCall) goja.Value {
		s.classes = make(map[string]*goja.Object)
		classes := c.Argument(0).(*goja.Object)
		for _, name := range classes.Keys() {
			s.classes[name] = classes.Get(name).(*goja.Object)
		}
		return goja.Undefined()
	})
	b.modules()
	b.memories()
	b.tables()
	b.globals()
	b.tags()
	b.systemInterfaces()
	return b.exports
}

type binding struct {
	store   *store
	exports *goja.Object
}

func (b *binding) set(name string, fn func(goja.FunctionCall) goja.Value) {
	b.exports.Set(name, b.store.env.Function(name, 0, fn))
}

// receiver returns the state of this, of the class called class.
func receiver[T any](s *store, this goja.Value, class string, caller goja.Value) T {
	part, ok := own[T](s, this)
	if !ok {
		panic(s.typeError("%s: Receiver is not a WebAssembly.%s", caller, class))
	}
	return part
}

func (b *binding) modules() {
	s, vm := b.store, b.store.env.VM
	argument := func(c goja.FunctionCall) *module {
		m, ok := own[*module](s, c.Argument(0))
		if !ok {
			panic(s.typeError("%s: Argument 0 must be a WebAssembly.Module", c.Argument(1)))
		}
		return m
	}
	b.set("isModule", func(c goja.FunctionCall) goja.Value {
		_, ok := own[*module](s, c.Argument(0))
		return vm.ToValue(ok)
	})
	// isInstance: whether a value is itself something of WebAssembly's
	b.set("isInstance", func(c goja.FunctionCall) goja.Value {
		_, ok := own[any](s, c.Argument(0))
		return vm.ToValue(ok)
	})
	// shareModule(this, module): this becomes the same module
	b.set("shareModule", func(c goja.FunctionCall) goja.Value {
		m, _ := own[*module](s, c.Argument(1))
		s.keep(c.Argument(0).(*goja.Object), m)
		return goja.Undefined()
	})
	// moduleSource: { bytes, options } to make the module again
	b.set("moduleSource", func(c goja.FunctionCall) goja.Value {
		m, _ := own[*module](s, c.Argument(0))
		return s.sourceOf(m)
	})
	b.set("isBufferSource", func(c goja.FunctionCall) goja.Value {
		_, ok := s.source(c.Argument(0))
		return vm.ToValue(ok)
	})
	b.set("validate", func(c goja.FunctionCall) goja.Value {
		bytes, ok := s.source(c.Argument(0))
		if !ok {
			panic(s.typeError("%s: Argument 0 must be a buffer source", c.Argument(2)))
		}
		_, err := s.compile(bytes, s.optionsOf(c.Argument(1)))
		return vm.ToValue(err == nil)
	})
	// newModule(this, source, options, caller)
	b.set("newModule", func(c goja.FunctionCall) goja.Value {
		caller := c.Argument(3).String()
		bytes, ok := s.source(c.Argument(1))
		if !ok {
			panic(s.typeError("%s: Argument 0 must be a buffer source", caller))
		}
		m, err := s.compile(bytes, s.optionsOf(c.Argument(2)))
		if err != nil {
			panic(s.compileError(caller, err))
		}
		s.keep(c.Argument(0).(*goja.Object), m)
		return goja.Undefined()
	})
	// compile(source, options, caller, resolve, reject)
	b.set("compile", func(c goja.FunctionCall) goja.Value {
		bytes, _ := s.source(c.Argument(0))
		caller, resolve, reject := c.Argument(2).String(), env.CallbackOf(c.Argument(3)), env.CallbackOf(c.Argument(4))
		s.compileLater(bytes, s.optionsOf(c.Argument(1)), func(m *module, err error) {
			if err != nil {
				s.env.Call(reject, goja.Undefined(), s.compileError(caller, err))
				return
			}
			s.env.Call(resolve, goja.Undefined(), s.object("Module", m))
		})
		return goja.Undefined()
	})
	b.set("moduleExports", func(c goja.FunctionCall) goja.Value { return s.exportsOf(argument(c)) })
	b.set("moduleImports", func(c goja.FunctionCall) goja.Value { return s.importsOf(argument(c)) })
	b.set("customSections", func(c goja.FunctionCall) goja.Value {
		return s.customSections(argument(c), c.Argument(2).String())
	})
	// newInstance(this, module, imports, caller)
	b.set("newInstance", func(c goja.FunctionCall) goja.Value {
		m, _ := own[*module](s, c.Argument(1))
		in := s.newInstance(m, c.Argument(2), c.Argument(3).String())
		s.keep(c.Argument(0).(*goja.Object), in)
		return goja.Undefined()
	})
	b.set("instanceExports", func(c goja.FunctionCall) goja.Value {
		return receiver[*instance](s, c.Argument(0), "Instance", c.Argument(1)).exports
	})
}

func (s *store) compileError(caller string, err error) *goja.Object {
	return s.error("CompileError", caller+": "+err.Error())
}

// limitsOf reads initial and maximum, which are numbers that have been checked,
// or undefined.
func limitsOf(initial, maximum goja.Value) wasmbin.Limits {
	l := wasmbin.Limits{Min: uint64(initial.ToInteger())}
	if !goja.IsUndefined(maximum) {
		l.Max, l.HasMax = uint64(maximum.ToInteger()), true
	}
	return l
}

func (b *binding) tags() {
	s := b.store
	// newTag(this, parameters): false if one of these is no type
	b.set("newTag", func(c goja.FunctionCall) goja.Value {
		t := &tag{object: c.Argument(0).(*goja.Object)}
		ok := true
		s.env.VM.ForOf(c.Argument(1), func(v goja.Value) bool {
			param, known := typeNames[v.String()]
			t.params = append(t.params, param)
			ok = ok && known
			return true
		})
		if ok {
			s.keep(t.object, t)
		}
		return s.env.VM.ToValue(ok)
	})
	b.set("isTag", func(c goja.FunctionCall) goja.Value {
		_, ok := own[*tag](s, c.Argument(0))
		return s.env.VM.ToValue(ok)
	})
	// convert(tag, values): the values as they come out of an exception
	b.set("convert", func(c goja.FunctionCall) goja.Value {
		t, _ := own[*tag](s, c.Argument(0))
		values := c.Argument(1).(*goja.Object)
		converted := make([]any, len(t.params))
		for i, p := range t.params {
			converted[i] = s.toJS(s.toWasm(values.Get(s.env.VM.ToValue(i).String()), p), p)
		}
		return s.env.VM.NewArray(converted...)
	})
	b.set("tagLength", func(c goja.FunctionCall) goja.Value {
		t, _ := own[*tag](s, c.Argument(0))
		return s.env.VM.ToValue(len(t.params))
	})
}

// typeNames are what scripts call the types.
var typeNames = map[string]wasmbin.ValType{
	"i32": wasmbin.I32, "i64": wasmbin.I64, "f32": wasmbin.F32, "f64": wasmbin.F64, "v128": wasmbin.V128,
	"anyfunc": wasmbin.FuncRef, "externref": wasmbin.ExternRef,
}
