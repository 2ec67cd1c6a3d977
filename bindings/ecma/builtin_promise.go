package ecma

import "github.com/dop251/goja"

func (r *Realm) installPromise() {
	class := r.global("Promise")
	r.promiseThen, _ = goja.AssertFunction(class.Get("prototype").(*goja.Object).Get("then"))
	r.method(class, "withResolvers", 0, func(c goja.FunctionCall) goja.Value {
		promise, resolve, reject := r.capability(c.This)
		o := r.vm.NewObject()
		putNew(o, "promise", promise)
		putNew(o, "resolve", resolve)
		putNew(o, "reject", reject)
		return o
	})
	r.method(class, "try", 1, r.promiseTry)
}

// capability is NewPromiseCapability(class).
func (r *Realm) capability(class goja.Value) (promise *goja.Object, resolve, reject goja.Value) {
	o, ok := class.(*goja.Object)
	if !ok {
		panic(r.typeError("Promise resolve or reject function is not callable"))
	}
	executor := r.function("", 2, func(c goja.FunctionCall) goja.Value {
		if nullish(resolve) == "" && resolve != nil || nullish(reject) == "" && reject != nil {
			panic(r.typeError("Promise executor has already been invoked with non-undefined arguments"))
		}
		resolve, reject = c.Argument(0), c.Argument(1)
		return goja.Undefined()
	})
	promise, err := r.vm.New(o, executor)
	if err != nil {
		panic(err)
	}
	for _, fn := range []goja.Value{resolve, reject} {
		if _, ok := goja.AssertFunction(orUndefined(fn)); !ok {
			panic(r.typeError("Promise resolve or reject function is not callable"))
		}
	}
	return promise, resolve, reject
}

func (r *Realm) promiseTry(c goja.FunctionCall) goja.Value {
	if _, ok := c.This.(*goja.Object); !ok {
		panic(r.typeError("Promise.try called on non-object"))
	}
	promise, resolve, reject := r.capability(c.This)
	var v goja.Value
	settle := resolve
	ex := r.vm.Try(func() {
		var args []goja.Value
		if len(c.Arguments) > 1 {
			args = c.Arguments[1:]
		}
		v = invoke(r.callable(c.Argument(0)), goja.Undefined(), args...)
	})
	if ex != nil {
		settle, v = reject, ex.Value()
	}
	fn, _ := goja.AssertFunction(settle)
	invoke(fn, goja.Undefined(), v)
	return promise
}
