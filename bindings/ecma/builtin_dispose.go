package ecma

import "github.com/dop251/goja"

// installDispose adds SuppressedError and the stacks of disposable resources.
func (r *Realm) installDispose() {
	r.installSuppressedError()
	r.installDisposableStack("DisposableStack", r.symbols.dispose)
	r.installDisposableStack("AsyncDisposableStack", r.symbols.asyncDispose)
}

func (r *Realm) installSuppressedError() {
	base := r.errors.base
	_, makeError := native(base)
	proto := r.vm.CreateObject(base.Get("prototype").(*goja.Object))
	class := r.constructor("SuppressedError", 3, proto, func(proto *goja.Object, args []goja.Value) *goja.Object {
		var message []goja.Value
		if m := argument(args, 2); !goja.IsUndefined(m) {
			message = []goja.Value{m}
		}
		o := (*makeError)(message, nil)
		must(o.SetPrototype(proto))
		hide(o, "error", argument(args, 0))
		hide(o, "suppressed", argument(args, 1))
		return o
	})
	must(class.SetPrototype(base))
	hide(proto, "name", r.vm.ToValue("SuppressedError"))
	hide(proto, "message", r.vm.ToValue(""))
	r.errors.suppressed = class
}

// disposables is the state of a DisposableStack or AsyncDisposableStack.
type disposables struct {
	async    bool
	disposed bool
	dispose  []func() goja.Value // in the order of addition
}

func (r *Realm) installDisposableStack(name string, symbol *goja.Symbol) {
	async := symbol == r.symbols.asyncDispose
	this := func(c goja.FunctionCall, method string) *disposables {
		s := receiver[*disposables](r, c.This, name+".prototype."+method)
		if s.async != async {
			panic(r.typeError("Method " + name + ".prototype." + method + " called on incompatible receiver " + r.display(c.This)))
		}
		return s
	}
	open := func(c goja.FunctionCall, method string) *disposables {
		s := this(c, method)
		if s.disposed {
			panic(r.errors.construct("ReferenceError", "Cannot add values to a disposed stack!"))
		}
		return s
	}
	var proto *goja.Object
	_, proto = r.class(name, 0, func(proto *goja.Object, _ []goja.Value) *goja.Object {
		o := r.vm.CreateObject(proto)
		r.setState(o, &disposables{async: async})
		return o
	})
	r.methods(proto, []method{
		{"use", 1, func(c goja.FunctionCall) goja.Value {
			r.use(open(c, "use"), c.Argument(0))
			return c.Argument(0)
		}},
		{"adopt", 2, func(c goja.FunctionCall) goja.Value {
			s, v, fn := open(c, "adopt"), c.Argument(0), r.callable(c.Argument(1))
			s.dispose = append(s.dispose, func() goja.Value { return invoke(fn, goja.Undefined(), v) })
			return v
		}},
		{"defer", 1, func(c goja.FunctionCall) goja.Value {
			s, fn := open(c, "defer"), r.callable(c.Argument(0))
			s.dispose = append(s.dispose, func() goja.Value { return invoke(fn, goja.Undefined()) })
			return goja.Undefined()
		}},
		{"move", 0, func(c goja.FunctionCall) goja.Value {
			s := open(c, "move")
			moved := r.vm.CreateObject(proto)
			r.setState(moved, &disposables{async: async, dispose: s.dispose})
			s.disposed, s.dispose = true, nil
			return moved
		}},
	})
	r.getter(proto, "disposed", func(v goja.Value) goja.Value {
		return r.vm.ToValue(this(goja.FunctionCall{This: v}, "disposed").disposed)
	})
	method := "dispose"
	if async {
		method = "disposeAsync"
	}
	fn := r.method(proto, method, 0, func(c goja.FunctionCall) goja.Value {
		if async {
			return r.disposeAsync(c, this)
		}
		r.disposeAll(this(c, method))
		return goja.Undefined()
	})
	must(proto.DefineDataPropertySymbol(symbol, fn, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
}

// use adds a resource, whose method for disposing is read now.
func (r *Realm) use(s *disposables, v goja.Value) {
	if nullish(v) != "" {
		if s.async {
			s.dispose = append(s.dispose, func() goja.Value { return goja.Undefined() })
		}
		return
	}
	o, ok := v.(*goja.Object)
	if !ok {
		panic(r.typeError(r.display(v) + " is not an object"))
	}
	var method goja.Value = goja.Undefined()
	if s.async {
		method = orUndefined(o.GetSymbol(r.symbols.asyncDispose))
	}
	if nullish(method) != "" {
		method = orUndefined(o.GetSymbol(r.symbols.dispose))
	}
	fn := r.callable(method)
	s.dispose = append(s.dispose, func() goja.Value { return invoke(fn, o) })
}

// disposeAll disposes in reverse order. What is thrown goes on; an error that
// another one replaces is kept in a SuppressedError.
func (r *Realm) disposeAll(s *disposables) {
	if s.disposed {
		return
	}
	list := s.dispose
	s.disposed, s.dispose = true, nil
	var thrown goja.Value
	for i := len(list) - 1; i >= 0; i-- {
		if ex := r.vm.Try(func() { list[i]() }); ex != nil {
			thrown = r.suppress(ex.Value(), thrown)
		}
	}
	if thrown != nil {
		panic(thrown)
	}
}

// suppress returns what is thrown when err is while thrown was on its way.
func (r *Realm) suppress(err, thrown goja.Value) goja.Value {
	if thrown == nil {
		return err
	}
	o, failure := r.vm.New(r.errors.suppressed, err, thrown, r.vm.ToValue("An error was suppressed during disposal."))
	must(failure)
	return o
}

var disposeAsyncScript = &script{program: compileOnce(`(async (list, suppress) => {
	let thrown, failed = false;
	for (let i = list.length - 1; i >= 0; i--) {
		try {
			await list[i]();
		} catch (error) {
			thrown = failed ? suppress(error, thrown) : error;
			failed = true;
		}
	}
	if (failed) throw thrown;
})`)}

func (r *Realm) disposeAsync(c goja.FunctionCall, this func(goja.FunctionCall, string) *disposables) goja.Value {
	var s *disposables
	if ex := r.vm.Try(func() { s = this(c, "disposeAsync") }); ex != nil {
		return r.rejected(ex.Value())
	}
	var list []goja.Value
	if !s.disposed {
		for _, dispose := range s.dispose {
			list = append(list, r.function("", 0, func(goja.FunctionCall) goja.Value { return dispose() }))
		}
	}
	s.disposed, s.dispose = true, nil
	suppress := r.function("", 2, func(c goja.FunctionCall) goja.Value { return r.suppress(c.Argument(0), c.Argument(1)) })
	return invoke(r.run(disposeAsyncScript), goja.Undefined(), newArray(r.vm, list), suppress)
}
