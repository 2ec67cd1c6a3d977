package ecma

import (
	"github.com/dop251/goja"
)

// installCallSites makes what Error.prepareStackTrace is called with, and the
// function itself as Node has it.
func (r *Realm) installCallSites() {
	c := &r.errors
	c.prepare = r.function("ErrorPrepareStackTrace", 2, r.defaultPrepare)
	hide(c.base, "prepareStackTrace", c.prepare)
}

// defaultPrepare is Error.prepareStackTrace(error, trace) as Node has it.
func (r *Realm) defaultPrepare(call goja.FunctionCall) goja.Value {
	text := r.header(call.Argument(0).ToObject(r.vm))
	trace := call.Argument(1).ToObject(r.vm)
	if v := r.mapped(text, func() goja.Value { return trace }); v != nil {
		return v
	}
	n := int(trace.Get("length").ToInteger())
	for i := range n {
		text += "\n    at " + trace.Get(r.vm.ToValue(i).String()).String()
	}
	return r.vm.ToValue(text)
}

func (r *Realm) callSite(f *goja.StackFrame) *goja.Object {
	c := &r.errors
	if c.callSites == nil {
		c.callSites = r.vm.NewObject()
		r.defineCallSite(c.callSites)
	}
	o := r.vm.CreateObject(c.callSites)
	r.setState(o, f)
	return o
}

func (r *Realm) defineCallSite(proto *goja.Object) {
	define := func(name string, get func(f *goja.StackFrame) any) {
		r.method(proto, name, 0, func(call goja.FunctionCall) goja.Value {
			return r.vm.ToValue(get(r.siteFrame(call.This, name)))
		})
	}
	constant := func(v any) func(*goja.StackFrame) any {
		return func(*goja.StackFrame) any { return v }
	}
	define("getColumnNumber", sitePosition(true))
	define("getEnclosingColumnNumber", sitePosition(true))
	define("getEnclosingLineNumber", sitePosition(false))
	define("getEvalOrigin", constant(goja.Undefined()))
	define("getFileName", fileName)
	define("getFunction", constant(goja.Undefined()))
	define("getFunctionName", func(f *goja.StackFrame) any { return orNull(splitName(siteName(f)).function) })
	define("getLineNumber", sitePosition(false))
	define("getMethodName", func(f *goja.StackFrame) any { return orNull(splitName(siteName(f)).method) })
	define("getPosition", placed(func(f *goja.StackFrame) any { _, offset := sourceOf(f); return offset }))
	define("getPromiseIndex", constant(nil))
	define("getScriptNameOrSourceURL", fileName)
	define("getScriptHash", constant(""))
	define("getThis", constant(goja.Undefined()))
	define("getTypeName", func(f *goja.StackFrame) any { return orNull(splitName(siteName(f)).typ) })
	define("isAsync", func(f *goja.StackFrame) any { return splitName(siteName(f)).async })
	define("isConstructor", func(f *goja.StackFrame) any { return splitName(siteName(f)).construct })
	define("isEval", func(f *goja.StackFrame) any { return f.SrcName() == "" || f.SrcName() == "<eval>" })
	define("isNative", constant(false))
	define("isPromiseAll", constant(false))
	define("isToplevel", func(f *goja.StackFrame) any { return splitName(siteName(f)).typ == "" })
	define("toString", func(f *goja.StackFrame) any { return frameText(f) })
}

func (r *Realm) siteFrame(this goja.Value, method string) *goja.StackFrame {
	if f, ok := stateOf[*goja.StackFrame](r, this); ok {
		return f
	}
	panic(r.typeError("CallSite method " + method + " expects CallSite as receiver"))
}

// placed guards what only code with a source has: null for native code.
func placed(get func(f *goja.StackFrame) any) func(*goja.StackFrame) any {
	return func(f *goja.StackFrame) any {
		if src, _ := sourceOf(f); src == nil {
			return nil
		}
		return get(f)
	}
}

// siteName is the name of a frame's function, without a place.
func siteName(f *goja.StackFrame) string {
	name, _, _ := hostPlace(functionName(f))
	return name
}

// sitePosition returns the line, or the column, of a frame; null for native
// code without a place.
func sitePosition(column bool) func(f *goja.StackFrame) any {
	return func(f *goja.StackFrame) any {
		var l, c int
		if src, _ := sourceOf(f); src != nil {
			l, c = lineColumn(f)
		} else if _, place, ok := hostPlace(functionName(f)); ok {
			_, l, c = splitPlace(place)
		} else {
			return nil
		}
		if column {
			return c
		}
		return l
	}
}

func fileName(f *goja.StackFrame) any {
	if src, _ := sourceOf(f); src != nil {
		return f.SrcName()
	}
	if _, place, ok := hostPlace(functionName(f)); ok {
		file, _, _ := splitPlace(place)
		return file
	}
	return goja.Undefined()
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
