package events

import (
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/validate"
)

// Configure sets em's captureRejections as the options of a constructor say.
func (ev *Events) Configure(em *Emitter, options *goja.Object) {
	v := options.Get("captureRejections")
	if v == nil || !v.ToBoolean() {
		return
	}
	validate.Boolean(ev.env, v, "options.captureRejections")
	em.capture = captureOn
}

// catch listens for the rejection of what a listener has returned, if it is a
// promise.
func (ev *Events) catch(o *goja.Object, em *Emitter, result goja.Value, typ goja.Value, args []goja.Value) {
	kept := slices.Clone(args) // args is memory of the call's
	ex := ev.env.VM.Try(func() {
		then := env.CallbackOf(result.ToObject(ev.env.VM).Get("then"))
		if then == nil {
			return
		}
		rejected := ev.env.VM.ToValue(func(c goja.FunctionCall) goja.Value {
			err := c.Argument(0)
			// In a tick, so that what a listener throws is not a rejection.
			ev.env.NextTick(func() { ev.rejected(o, em, err, typ, kept) })
			return goja.Undefined()
		})
		ev.env.Call(then, result, goja.Undefined(), rejected)
	})
	if ex != nil {
		ev.Emit(o, em, nameError, ex.Value())
	}
}

// rejected hands the rejection of an asynchronous listener to the object's
// handler, or emits it as an error.
func (ev *Events) rejected(o *goja.Object, em *Emitter, err, typ goja.Value, args []goja.Value) {
	if handler := env.CallbackOf(o.GetSymbol(ev.KRejection)); handler != nil {
		handler(goja.FunctionCall{This: o, Arguments: append([]goja.Value{err, typ}, args...)})
		return
	}
	// Off meanwhile, or an asynchronous listener of 'error' that rejects
	// would go round in circles.
	before := em.capture
	em.capture = captureOff
	defer func() { em.capture = before }()
	ev.Emit(o, em, nameError, err)
}
