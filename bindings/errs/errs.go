// Package errs makes the errors that Node's API throws: with Node's codes,
// classes, texts and own properties. It is the one place where they are made.
// Source: nodejs/node:lib/internal/errors.js.
package errs

import (
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// base is the built-in class that an error extends.
type base int

const (
	plain base = iota
	typeError
	rangeError
	syntaxError
	uriError
	referenceError
	baseCount

	// withContext is an Error with a context: see makeSystemError.
	withContext
)

var baseNames = [baseCount]string{"Error", "TypeError", "RangeError", "SyntaxError", "URIError", "ReferenceError"}

// classes are the built-in error constructors as they were before any script
// ran, and the prototypes of Node's error classes, by code and base.
type classes struct {
	ctors  [baseCount]*goja.Object
	protos map[protoKey]*goja.Object
	kNode  *goja.Symbol
}

type protoKey struct {
	code string
	base base
}

var slot = env.NewSlot(func(e *env.Env) *classes {
	c := &classes{protos: make(map[protoKey]*goja.Object), kNode: goja.NewSymbol("kIsNodeError")}
	for b, name := range baseNames {
		c.ctors[b] = e.VM.Get(name).(*goja.Object)
	}
	return c
})

// Setup keeps the built-in error classes before a script can replace them.
func Setup(e *env.Env) { slot.Of(e) }

// KIsNodeError is the symbol under which the prototypes of Node's errors hold
// true: it tells the stack's writer to put the code into the first line.
func KIsNodeError(e *env.Env) *goja.Symbol { return slot.Of(e).kNode }

// New makes the error with the given code; args fill its text. A code that
// the table does not have, or a wrong number of args, is a mistake of ours
// and panics with a Go value.
func New(e *env.Env, code string, args ...any) *goja.Object {
	d, ok := table[code]
	if !ok {
		panic("errs: no error " + code)
	}
	if d.base == withContext {
		return makeSystemError(e, code, d.format, args)
	}
	return makeError(e, d.base, code, d.text(e, args))
}

// NewRange is New with RangeError as the class of the error.
func NewRange(e *env.Env, code string, args ...any) *goja.Object {
	return makeError(e, rangeError, code, table[code].text(e, args))
}

// Throw throws New(code, args...). It does not return.
func Throw(e *env.Env, code string, args ...any) {
	panic(New(e, code, args...))
}

// NewText makes an error of class Error with a code and a text of its own, for
// the few that Node makes without its table.
func NewText(e *env.Env, code, message string) *goja.Object {
	return makeError(e, plain, code, message)
}

// NewTypeText is NewText for a TypeError.
func NewTypeText(e *env.Env, code, message string) *goja.Object {
	return makeError(e, typeError, code, message)
}

// NewRangeText is NewText for a RangeError.
func NewRangeText(e *env.Env, code, message string) *goja.Object {
	return makeError(e, rangeError, code, message)
}

func makeError(e *env.Env, b base, code, message string) *goja.Object {
	o := builtin(e, b, message)
	o.SetPrototype(prototype(e, code, b))
	o.Set("code", code)
	return o
}

// builtin makes an error of one of the built-in classes.
func builtin(e *env.Env, b base, message string) *goja.Object {
	return e.Construct(slot.Of(e).ctors[b], e.VM.ToValue(message))
}

// Error makes a plain Error without a code.
func Error(e *env.Env, message string) *goja.Object { return builtin(e, plain, message) }

// TypeError makes a TypeError without a code, as the engine throws them.
func TypeError(e *env.Env, message string) *goja.Object { return builtin(e, typeError, message) }

// RangeError makes a RangeError without a code.
func RangeError(e *env.Env, message string) *goja.Object { return builtin(e, rangeError, message) }

// ReferenceError makes a ReferenceError, as the engine throws them.
func ReferenceError(e *env.Env, message string) *goja.Object {
	return builtin(e, referenceError, message)
}

// SyntaxError makes a SyntaxError without a code. place, if not empty, says
// where the source is wrong: file and line, with the line and a caret if there
// are any; it comes first in the stack, as V8 has it.
func SyntaxError(e *env.Env, message, place string) *goja.Object {
	o := builtin(e, syntaxError, message)
	if place == "" {
		return o
	}
	frames := ""
	if stack := o.Get("stack").String(); strings.Contains(stack, "\n    at ") {
		frames = stack[strings.Index(stack, "\n    at "):]
	}
	stack := e.VM.ToValue(place + "\n\nSyntaxError: " + message + frames)
	if err := o.DefineDataProperty("stack", stack, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
	return o
}

// prototype returns the prototype of Node's error class for code: it extends
// the built-in's, has its constructor, and a toString that shows the code.
func prototype(e *env.Env, code string, b base) *goja.Object {
	if b == withContext {
		b = plain
	}
	c := slot.Of(e)
	key := protoKey{code, b}
	if p, ok := c.protos[key]; ok {
		return p
	}
	p := e.VM.CreateObject(c.ctors[b].Get("prototype").(*goja.Object))
	toString := e.Function("toString", 0, func(call goja.FunctionCall) goja.Value {
		this := call.This.ToObject(e.VM)
		return e.VM.ToValue(this.Get("name").String() + " [" + code + "]: " + this.Get("message").String())
	})
	hidden := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	hidden(p.DefineDataProperty("constructor", c.ctors[b], goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	hidden(p.DefineDataProperty("toString", toString, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	hidden(p.DefineDataPropertySymbol(c.kNode, e.VM.ToValue(true), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	c.protos[key] = p
	return p
}
