package buffer

import (
	"math"
	"unicode/utf8"

	"github.com/dop251/goja"

	"gonet/bindings/callers"
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
	lazy := func(name, module string) {
		e.Lazy(exports, name, goja.FLAG_TRUE, func() goja.Value { return e.Require(module).Get(name) })
	}
	lazy("Blob", "internal/blob")
	lazy("resolveObjectURL", "internal/blob")
	lazy("File", "internal/file")
	return exports
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
	if _, pending := w.env.Option("pending-deprecation"); !pending && callers.InsideNodeModules(w.env) {
		return
	}
	w.deprecationChecks = math.MaxInt
	vm := w.env.VM
	process := vm.Get("process").(*goja.Object)
	// Made here, the warning has the stack of the call.
	warning := errs.Error(w.env, deprecation)
	warning.Set("name", "DeprecationWarning")
	warning.Set("code", "DEP0005")
	w.env.Invoke(process, "emitWarning", warning)
}
