package modules

import (
	"errors"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
)

// scope is what the names of a context's scripts are looked up in: what they
// have declared by let, const and class; the properties of the context's
// object; the language's own globals. To the engine it is a proxy that has
// every name, so that none reaches the scopes around.
type scope struct {
	l         *Loader
	proxy     goja.Value
	object    *goja.Object          // the context's
	global    goja.Value            // what scripts see in its place
	intrinsic map[string]struct{}   // the language's own
	changed   *goja.Object          // has those that are not the main context's
	vanilla   bool                  // object is nothing but the context's global object
	internal  map[string]goja.Value // what compiled code calls: no script can spell the names
	lexical   map[string]lexical
	order     []string // of lexical

	// What var and function have declared, and what the context's object would
	// not take. Such variables outlive the object's property.
	declared map[string]goja.Value

	probed  string // the name whose type is asked for
	probing bool

	has, describe env.Callback // 'in', and the descriptor of a property wherever it is
}

// lexical is how to read and to assign what let, const or class has declared.
type lexical struct{ get, set goja.Callable }

// newScope is createScope(object, global, intrinsics, changed, has, describe,
// vanilla) of "internal/binding/vm". intrinsics are names; changed has the
// values of those that differ from the main context's. It returns an object with
//   - scope, for compileContext and compileFunction
//   - lexicalNames(), what let, const and class have declared
//   - provide(name, value), which compiled code can name from then on
func (l *Loader) newScope(c goja.FunctionCall) goja.Value {
	vm := l.env.VM
	s := &scope{
		l: l, object: c.Argument(0).(*goja.Object), global: c.Argument(1),
		intrinsic: make(map[string]struct{}), changed: c.Argument(3).(*goja.Object), vanilla: c.Argument(6).ToBoolean(),
		lexical: make(map[string]lexical), declared: make(map[string]goja.Value),
		has: env.CallbackOf(c.Argument(4)), describe: env.CallbackOf(c.Argument(5)),
	}
	var names []string
	if err := vm.ExportTo(c.Argument(2), &names); err != nil {
		panic(err)
	}
	for _, name := range names {
		s.intrinsic[name] = struct{}{}
	}
	s.defineInternal()
	s.proxy = vm.ToValue(vm.NewProxy(vm.CreateObject(nil), &goja.ProxyTrapConfig{
		Has:                      func(*goja.Object, string) bool { return true },
		Get:                      func(_ *goja.Object, name string, _ goja.Value) goja.Value { return s.get(name) },
		Set:                      func(_ *goja.Object, name string, v, _ goja.Value) bool { s.set(name, v); return true },
		GetOwnPropertyDescriptor: func(_ *goja.Object, name string) goja.PropertyDescriptor { return s.checkStrict(name) },
		DeleteProperty:           func(_ *goja.Object, name string) bool { return s.delete(name) },
	}))
	o := vm.NewObject()
	o.Set("scope", s.proxy)
	o.Set("lexicalNames", l.env.Function("lexicalNames", 0, func(goja.FunctionCall) goja.Value { return l.strings(s.order) }))
	o.Set("provide", l.env.Function("provide", 2, func(c goja.FunctionCall) goja.Value {
		s.internal[c.Argument(0).String()] = c.Argument(1)
		return goja.Undefined()
	}))
	return o
}

// defineInternal makes what compile.CompileContext refers to.
func (s *scope) defineInternal() {
	e := s.l.env
	function := func(fn func(c goja.FunctionCall)) goja.Value {
		return e.Function("", 0, func(c goja.FunctionCall) goja.Value { fn(c); return goja.Undefined() })
	}
	s.internal = map[string]goja.Value{
		compile.ContextThis: s.global,
		compile.ContextVar:  function(func(c goja.FunctionCall) { s.declare(c.Arguments) }),
		compile.ContextLexical: function(func(c goja.FunctionCall) {
			name := c.Argument(0).String()
			s.mustBeNew(name)
			get, _ := goja.AssertFunction(c.Argument(1))
			set, _ := goja.AssertFunction(c.Argument(2))
			s.lexical[name] = lexical{get, set}
			s.order = append(s.order, name)
		}),
		compile.ContextProbe: function(func(c goja.FunctionCall) { s.probed, s.probing = c.Argument(0).String(), true }),
		compile.ContextProbed: e.Function("", 1, func(c goja.FunctionCall) goja.Value {
			s.probing = false
			return c.Argument(0)
		}),
		compile.ContextOwn: e.Function("", 1, func(c goja.FunctionCall) goja.Value {
			if this := c.Argument(0); this != goja.Value(e.VM.GlobalObject()) && this != s.proxy {
				return this
			}
			return s.global
		}),
	}
}

func (s *scope) mustBeNew(name string) {
	if _, ok := s.lexical[name]; ok {
		panic(errs.SyntaxError(s.l.env, "Identifier '"+name+"' has already been declared", ""))
	}
}

// declare makes variables. They become properties when they are set. One with
// the name of a global of the language's is that global.
func (s *scope) declare(names []goja.Value) {
	for _, v := range names {
		name := v.String()
		s.mustBeNew(name)
		_, declared := s.declared[name]
		if _, intrinsic := s.intrinsic[name]; !declared && !intrinsic {
			s.declared[name] = goja.Undefined()
		}
	}
}

func (s *scope) get(name string) goja.Value {
	probing := s.probing && s.probed == name
	s.probing = false
	if d, ok := s.lexical[name]; ok {
		return s.use(name, d.get)
	}
	if v := s.object.Get(name); v != nil && (v != goja.Undefined() || s.objectHas(name)) {
		if v == goja.Value(s.object) {
			return s.global
		}
		return v
	}
	if v, ok := s.declared[name]; ok {
		return v
	}
	if _, ok := s.intrinsic[name]; ok {
		if v := s.changed.Get(name); v != nil {
			return v
		}
		if v := s.l.env.VM.GlobalObject().Get(name); v != nil {
			return v
		}
	}
	if v, ok := s.internal[name]; ok {
		return v
	}
	if !probing {
		panic(errs.ReferenceError(s.l.env, name+" is not defined"))
	}
	return goja.Undefined()
}

// use calls what reads or sets a let, const or class. It throws if that is too
// early, or if the value does not change.
func (s *scope) use(name string, accessor goja.Callable, args ...goja.Value) goja.Value {
	v, err := accessor(goja.Undefined(), args...)
	var thrown *goja.Exception
	switch {
	case err == nil:
		return v
	case !errors.As(err, &thrown):
		panic(err) // an interrupt
	}
	// The error is made anew, so that its stack does not name the accessor.
	if o, ok := thrown.Value().(*goja.Object); ok && o.Get("name").String() == "TypeError" {
		panic(errs.TypeError(s.l.env, o.Get("message").String()))
	}
	panic(errs.ReferenceError(s.l.env, "Cannot access '"+name+"' before initialization"))
}

func (s *scope) objectHas(name string) bool {
	return s.has(goja.FunctionCall{Arguments: []goja.Value{s.object, s.l.env.VM.ToValue(name)}}).ToBoolean()
}

// property returns the descriptor of a property of the context's object or its
// prototypes, nil if there is none.
func (s *scope) property(name string) *goja.Object {
	d, _ := s.describe(goja.FunctionCall{Arguments: []goja.Value{s.object, s.l.env.VM.ToValue(name)}}).(*goja.Object)
	return d
}

func readOnly(property *goja.Object) bool {
	writable := property.Get("writable")
	return writable != nil && !writable.ToBoolean()
}

func (s *scope) set(name string, v goja.Value) {
	if d, ok := s.lexical[name]; ok {
		s.use(name, d.set, v)
		return
	}
	if err := s.object.Set(name, v); err != nil {
		property := s.property(name)
		switch {
		case property == nil: // the object is not extensible
			if !s.vanilla {
				s.declared[name] = v
			}
			return
		case readOnly(property) || property.Get("get") != nil && goja.IsUndefined(property.Get("set")):
			return
		}
		panic(err) // by a setter or a proxy
	}
	if _, ok := s.declared[name]; ok {
		s.declared[name] = v
	}
}

// checkStrict is asked for the own property of a name when strict code is about
// to assign to it, and never else: no script gets hold of the proxy. Without
// one the engine throws a ReferenceError.
func (s *scope) checkStrict(name string) goja.PropertyDescriptor {
	there := goja.PropertyDescriptor{
		Value: goja.Undefined(), Writable: goja.FLAG_TRUE, Enumerable: goja.FLAG_TRUE, Configurable: goja.FLAG_TRUE,
	}
	if _, ok := s.lexical[name]; ok {
		return there
	}
	if property := s.property(name); property != nil {
		if readOnly(property) {
			panic(errs.TypeError(s.l.env, "Cannot assign to read only property '"+name+"' of object '[object Object]'"))
		}
		return there
	}
	_, declared := s.declared[name]
	_, intrinsic := s.intrinsic[name]
	if declared || intrinsic || s.objectHas(name) {
		return there
	}
	return goja.PropertyDescriptor{}
}

// delete deletes a property of the context's object. A variable stays.
func (s *scope) delete(name string) bool {
	if _, ok := s.lexical[name]; ok {
		return false
	}
	err := s.object.Delete(name)
	_, declared := s.declared[name]
	return err == nil && !declared
}
