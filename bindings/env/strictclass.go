package env

import (
	"sync"

	"github.com/dop251/goja"
)

// strictClassProgram makes a class that only new can call: to a constructor
// made from a Go function, goja does not tell a call with new from one
// without.
var strictClassProgram = sync.OnceValue(func() *goja.Program {
	return goja.MustCompile("node:internal/class", `(function (construct, parent) {
	if (parent) {
		return class extends parent { constructor(...args) { super(...args); construct(this, ...args); } };
	}
	return class { constructor(...args) { construct(this, ...args); } };
})`, true)
})

// NewStrictClass makes a class whose constructor throws without new, as one
// that is written in JavaScript. construct runs when this exists: that is, if
// parent is not nil, after the parent's constructor, which has been given the
// same arguments.
func (e *Env) NewStrictClass(name string, length int, parent *Class, construct func(this *goja.Object, args []goja.Value)) *Class {
	makeClass, err := e.VM.RunProgram(strictClassProgram())
	must(err)
	var parentCtor goja.Value = goja.Undefined()
	if parent != nil {
		parentCtor = parent.Ctor
	}
	native := e.VM.ToValue(func(c goja.FunctionCall) goja.Value {
		construct(c.Argument(0).(*goja.Object), c.Arguments[1:])
		return goja.Undefined()
	})
	ctor := CallbackOf(makeClass)(goja.FunctionCall{
		This:      goja.Undefined(),
		Arguments: []goja.Value{native, parentCtor},
	}).(*goja.Object)
	e.setNameAndLength(ctor, name, length)
	return &Class{Ctor: ctor, Proto: ctor.Get("prototype").(*goja.Object), env: e, enumerable: goja.FLAG_FALSE}
}
