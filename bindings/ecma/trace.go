package ecma

import (
	"reflect"
	"slices"
	"strings"

	"github.com/dop251/goja"
)

const (
	defaultTraceLimit = 10
	// maxTraceLimit bounds Error.stackTraceLimit = Infinity.
	maxTraceLimit = 1 << 16
)

// hiddenFile is how the names of the files begin whose frames are no part of
// the program: the trampolines at the bottom of the stack.
const hiddenFile = "gonet:"

// traceLimit returns Error.stackTraceLimit; false if it is no number, and
// errors have no stack then.
func (r *Realm) traceLimit() (int, bool) {
	v := r.errors.base.Get("stackTraceLimit")
	if v == nil {
		return 0, false
	}
	switch v.ExportType().Kind() {
	case reflect.Int64, reflect.Float64:
		return int(min(max(v.ToFloat(), 0), maxTraceLimit)), true
	}
	return 0, false
}

// trace gives a new error object its stack, without the skip innermost frames.
// Nor does it show those of the constructors that made it for newTarget, if
// that is not nil: in a class that extends Error the trace begins at "new".
func (r *Realm) trace(o *goja.Object, skip int, newTarget *goja.Object) {
	frames := framesOf(o)
	if frames == nil || r.overflowing {
		return
	}
	dropStackProperty(o)
	limit, ok := r.traceLimit()
	if !ok {
		*frames = nil
		return
	}
	*frames = r.visible(*frames, max(skip, r.constructing(newTarget)), limit, nil)
	if len(*frames) == 0 {
		*frames = nil // has goja note where it is thrown
	}
	must(o.DefineAccessorProperty("stack", r.errors.get, r.errors.set, goja.FLAG_TRUE, goja.FLAG_FALSE))
	listLastFirst(o)
}

// constructing returns the number of innermost frames up to the one of
// newTarget; 0 if it is none of those: goja has none for the constructor of a
// class that does not write one.
func (r *Realm) constructing(newTarget *goja.Object) int {
	if newTarget == nil {
		return 0
	}
	const deepest = 16 // constructors of classes that extend each other
	if n := skipAbove(r.machine.activations(deepest), newTarget, -1); n > 0 {
		return n
	}
	return 0
}

// visible returns the frames that a stack trace shows, with the names that it
// shows them under. If above is not nil, frames up to the innermost call of it
// are left out.
func (r *Realm) visible(frames []goja.StackFrame, skip, limit int, above *goja.Object) []goja.StackFrame {
	const slack = 16 // frames that turn out to be hidden
	depth := limit + skip + slack
	if above != nil {
		depth = len(frames)
	}
	activations := r.machine.activations(depth)
	if above != nil {
		skip = skipAbove(activations, above, len(frames))
	}
	list := make([]goja.StackFrame, 0, min(limit, max(len(frames)-skip, 0)))
	var host hostStack
	receiver := "" // the type of the innermost script's, with a dot
	for i := 0; i < len(frames) && len(list) < limit; i++ {
		f := frames[i]
		name, place := functionName(&f), ""
		if i < len(activations) && activations[i].native {
			var played []goja.StackFrame
			played, place = host.through(nativeName(activations[i].callee), receiver)
			if i >= skip {
				list = append(list, played...)
			}
			if name == "" || place == hiddenPlace || r.onlyCalls(activations[i].callee) {
				continue
			}
		}
		if i < skip || strings.HasPrefix(f.SrcName(), hiddenFile) {
			continue
		}
		switch {
		case i < len(activations):
			name = r.describe(activations[i], name) + place
			if typ := splitName(name).typ; typ != "" {
				receiver = typ + "."
			}
		case len(activations) < depth: // no frame of the stack any more
			name = strings.TrimSuffix("async "+name, " ")
		}
		setFrameName(&f, name)
		list = append(list, f)
	}
	return list[:min(len(list), limit)]
}

// onlyCalls reports whether callee is one of the natives that only call another
// function, which V8 has no frames for.
func (r *Realm) onlyCalls(callee goja.Value) bool {
	o, ok := callee.(*goja.Object)
	return ok && slices.Contains(r.errors.callers, o)
}

// skipAbove returns how many activations there are up to the innermost call of
// above, and all if it is not among them.
func skipAbove(activations []activation, above *goja.Object, all int) int {
	for i, a := range activations {
		if a.callee != nil && a.callee.SameAs(above) {
			return i + 1
		}
	}
	return all
}

func functionName(f *goja.StackFrame) string {
	name := f.FuncName()
	if name == "<anonymous>" || name == "<native>" {
		return ""
	}
	return name
}

// describe returns the name of a frame as V8 writes it: new C, Type.method, or
// the function's own name.
func (r *Realm) describe(a activation, name string) string {
	if r.describing {
		return name
	}
	r.describing = true
	defer func() { r.describing = false }()
	if callee, ok := a.callee.(*goja.Object); ok {
		kind := implementation(callee).Elem().Name()
		switch {
		case constructs(callee, a.newTarget) && !strings.HasSuffix(kind, "rrowFuncObject"): // in an arrow it is the outer function's
			if name == "" {
				name = r.dataName(callee)
			}
			return "new " + orAnonymous(name)
		case kind == "methodFuncObject":
			if own := r.dataName(callee); strings.HasPrefix(own, "get ") || strings.HasPrefix(own, "set ") {
				return own
			}
		}
	}
	typeName := r.typeName(a.this)
	if typeName == "" || strings.HasPrefix(name, typeName+".") {
		return name
	}
	return typeName + "." + orAnonymous(name)
}

// constructs reports whether callee is running for new. goja leaves the target
// of an outer function to those that an arrow in it calls: callee is the target
// itself, or one of its classes.
func constructs(callee *goja.Object, newTarget goja.Value) bool {
	target, ok := newTarget.(*goja.Object)
	for ok && target != nil && target != callee && !isProxy(target) {
		target = target.Prototype()
	}
	return ok && target != nil
}

func orAnonymous(name string) string {
	if name == "" {
		return "<anonymous>"
	}
	return name
}

// typeName is what V8 calls the type of a receiver; empty if it has none, as
// for functions that are called without one.
func (r *Realm) typeName(this goja.Value) string {
	o, ok := this.(*goja.Object)
	if !ok {
		return primitiveName(this)
	}
	if o == r.vm.GlobalObject() {
		return ""
	}
	name := ""
	r.try(func() {
		switch {
		case isProxy(o):
		case o.ClassName() == "Function":
			name = r.dataName(o)
		default:
			if ctor, ok := o.Get("constructor").(*goja.Object); ok {
				name = r.dataName(ctor)
			}
			if tag, ok := o.GetSymbol(goja.SymToStringTag).(goja.String); ok && (name == "" || name == "Object") {
				name = tag.String()
			}
		}
	})
	if name == "" {
		return o.ClassName()
	}
	return name
}

func primitiveName(v goja.Value) string {
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) {
		return ""
	}
	switch v.ExportType().Kind() {
	case reflect.String:
		return "String"
	case reflect.Bool:
		return "Boolean"
	case reflect.Int64, reflect.Float64:
		return "Number"
	}
	return ""
}

// dataName returns the name of a function.
func (r *Realm) dataName(f *goja.Object) string {
	name := ""
	r.try(func() {
		if s, ok := f.Get("name").(goja.String); ok {
			name = s.String()
		}
	})
	return name
}

// captureStackTrace is Error.captureStackTrace(object, above).
func (r *Realm) captureStackTrace(call goja.FunctionCall) goja.Value {
	o, ok := call.Argument(0).(*goja.Object)
	if !ok {
		panic(r.typeError("Invalid argument"))
	}
	limit, ok := r.traceLimit()
	if !ok {
		return goja.Undefined()
	}
	above, _ := call.Argument(1).(*goja.Object)
	frames := r.visible(r.vm.CaptureCallStack(0, nil), 1, limit, above)
	get := r.errors.get
	if own := framesOf(o); own != nil {
		*own = frames
		dropStackProperty(o)
	} else {
		get = r.function("", 0, func(goja.FunctionCall) goja.Value { return r.formatOnce(o, frames) })
	}
	if err := o.DefineAccessorProperty("stack", get, r.errors.set, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(r.typeError("Cannot define property stack, object is not extensible"))
	}
	return goja.Undefined()
}

// getStack is the getter of an error's stack property.
func (r *Realm) getStack(call goja.FunctionCall) goja.Value {
	o := errorAbove(call.This)
	if o == nil {
		return goja.Undefined()
	}
	return r.formatOnce(o, *framesOf(o))
}

// errorAbove returns v or the first of its prototypes that is an error object.
func errorAbove(v goja.Value) *goja.Object {
	o, _ := v.(*goja.Object)
	for o != nil && framesOf(o) == nil {
		if isProxy(o) {
			return nil
		}
		o = o.Prototype()
	}
	return o
}

// setStack is the setter of an error's stack property.
func (r *Realm) setStack(call goja.FunctionCall) goja.Value {
	o := errorAbove(call.This)
	if o == nil {
		var ok bool
		if o, ok = call.This.(*goja.Object); !ok {
			return goja.Undefined()
		}
	}
	if err := o.DefineDataProperty("stack", call.Argument(0), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE); err != nil {
		panic(err)
	}
	return goja.Undefined()
}

// formatOnce makes the stack of o from frames and keeps it: in V8, too, name
// and message count as they are when the stack is first read.
func (r *Realm) formatOnce(o *goja.Object, frames []goja.StackFrame) goja.Value {
	v := r.format(o, frames)
	// A frozen error has its stack made each time.
	_ = r.try(func() {
		_ = o.DefineDataProperty("stack", v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	})
	return v
}

// replFile is how the names of the scripts that a REPL runs begin.
const replFile = "REPL"

// CutTrace leaves out of the stack of o, if it has not been read yet, the
// outermost frame of a REPL's script and those below it: they tell the user
// nothing. If none is left, the stack is the error's name and message.
func (r *Realm) CutTrace(o *goja.Object) {
	frames := framesOf(o)
	if frames == nil {
		return
	}
	for i := len(*frames) - 1; i >= 0; i-- {
		f := &(*frames)[i]
		if functionName(f) == "" && strings.HasPrefix(f.SrcName(), replFile) {
			*frames = (*frames)[:i]
			if _, own := r.ownPrepare(); i == 0 && !own {
				r.setStack(goja.FunctionCall{This: o, Arguments: []goja.Value{r.vm.ToValue(r.header(o))}})
			}
			return
		}
	}
}
