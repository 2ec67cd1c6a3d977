package buffer

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/raw"
)

// Module is node:buffer.
func Module(e *env.Env) goja.Value {
	w := slot.Of(e)
	exports := e.VM.NewObject()
	function := func(name string, length int, fn func(goja.FunctionCall) goja.Value) {
		exports.Set(name, e.Function(name, length, fn))
	}
	exports.Set("Buffer", w.ctor)
	function("transcode", 3, w.transcode)
	function("isUtf8", 1, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(utf8.Valid(w.bytesToCheck(c.Argument(0))))
	})
	function("isAscii", 1, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(raw.IsASCII(w.bytesToCheck(c.Argument(0))))
	})
	exports.Set("kMaxLength", MaxLength)
	exports.Set("kStringMaxLength", MaxStringLength)
	function("btoa", 1, func(c goja.FunctionCall) goja.Value { return Btoa(e, c) })
	function("atob", 1, func(c goja.FunctionCall) goja.Value { return Atob(e, c) })
	constant := func(o *goja.Object, name string, v goja.Value) {
		o.DefineDataProperty(name, v, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE)
	}
	constants := e.VM.NewObject()
	constant(constants, "MAX_LENGTH", e.VM.ToValue(MaxLength))
	constant(constants, "MAX_STRING_LENGTH", e.VM.ToValue(MaxStringLength))
	constant(exports, "constants", constants)
	w.inspectMaxBytesAccessor(exports)
	lazy(e, exports, "Blob", "internal/blob")
	lazy(e, exports, "resolveObjectURL", "internal/blob")
	lazy(e, exports, "File", "internal/file")
	return exports
}

// lazy defines a property that is the one of the same name that a module
// exports, loaded when it is first read.
func lazy(e *env.Env, exports *goja.Object, name, module string) {
	define := func(v goja.Value) {
		exports.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
	e.Accessor(exports, name, goja.FLAG_TRUE,
		func(goja.Value) goja.Value {
			v := e.Require(module).Get(name)
			define(v)
			return v
		},
		func(_, v goja.Value) { define(v) })
}

func throwBelow(e *env.Env, name string, v goja.Value) {
	errs.Throw(e, "ERR_OUT_OF_RANGE", name, ">= 0", v)
}

const (
	deprecation = "Buffer() is deprecated due to security and usability issues. Please use the " +
		"Buffer.alloc(), Buffer.allocUnsafe(), or Buffer.from() methods instead."
	// deprecationChecks bounds how often a call is traced to its caller.
	deprecationChecks = 10000
)

// warnDeprecated emits DEP0005 once, unless the caller is in node_modules.
func (w *world) warnDeprecated() {
	if w.deprecationChecks >= deprecationChecks {
		return
	}
	w.deprecationChecks++
	if _, pending := w.env.Option("pending-deprecation"); !pending && w.insideNodeModules() {
		return
	}
	w.deprecationChecks = math.MaxInt
	vm := w.env.VM
	process := vm.Get("process").(*goja.Object)
	w.env.Invoke(process, "emitWarning", vm.ToValue(deprecation), vm.ToValue("DeprecationWarning"), vm.ToValue("DEP0005"))
}

// insideNodeModules reports whether the innermost script that is running lies
// in a node_modules folder.
func (w *world) insideNodeModules() bool {
	var frames [10]goja.StackFrame
	for _, frame := range w.env.VM.CaptureCallStack(len(frames), frames[:0]) {
		name := frame.SrcName()
		if name == "" || name == "<native>" || strings.HasPrefix(name, "node:") {
			continue
		}
		name = strings.ReplaceAll(name, `\`, "/")
		return strings.Contains(name, "/node_modules/")
	}
	return false
}
