package timers

import (
	"math"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/warning"
)

// maxTimeout is the longest timeout in milliseconds: it fits in 32 bits.
const maxTimeout = math.MaxInt32

// Timeout is what setTimeout and setInterval return.
type Timeout struct {
	env.State
	entry
	env.Async

	timers   *Timers
	callback goja.Value // a function; nil once the timeout is cleared
	args     []goja.Value

	// idle and repeat are milliseconds and may have fractions, which do not
	// count. idle is negative once the timeout has been cleared; a repeat of
	// zero means none.
	idle, repeat float64

	destroyed bool // neither running nor about to be run again
	refed     bool
	primitive bool // known by its number
}

// settings are what a timeout is made of.
type settings struct {
	callback goja.Value
	after    goja.Value // milliseconds, as the script gave them
	args     []goja.Value
	repeat   bool
	unref    bool
}

// newTimeout makes object, which must be new, a timeout that does not run yet.
func (t *Timers) newTimeout(object *goja.Object, s settings) *Timeout {
	after := t.duration(s.after)
	to := &Timeout{timers: t, callback: s.callback, args: s.args, idle: after, refed: !s.unref}
	to.owner = to
	if s.repeat {
		to.repeat = after
	}
	if to.refed {
		t.ref()
	}
	to.Parts[env.PartOwner] = to
	t.env.AttachState(object, &to.State)
	t.env.InitAsync(&to.Async, "Timeout", object)
	return to
}

// start makes a timeout and starts it.
func (t *Timers) start(s settings) *Timeout {
	to := t.newTimeout(t.env.VM.CreateObject(t.classes.timeout.Proto), s)
	t.insert(&to.entry, int64(to.idle), t.now())
	return to
}

// duration returns the milliseconds that v stands for: 1 for what is not a
// number from 1 to maxTimeout, after a warning.
func (t *Timers) duration(v goja.Value) float64 {
	if v == nil || goja.IsUndefined(v) {
		return 1
	}
	number := v.ToNumber()
	after := number.ToFloat()
	switch {
	case after >= 1 && after <= maxTimeout:
		return after
	case after > maxTimeout:
		t.warn(number, " does not fit into a 32-bit signed integer.", "TimeoutOverflowWarning")
	case after < 0 && !t.warned.negative:
		t.warned.negative = true
		t.warn(number, " is a negative number.", "TimeoutNegativeWarning")
	case math.IsNaN(after) && !t.warned.notNumber:
		t.warned.notNumber = true
		t.warn(number, " is not a number.", "TimeoutNaNWarning")
	}
	return 1
}

func (t *Timers) warn(number goja.Value, text, kind string) {
	warning.Emit(t.env, number.String()+text+"\nTimeout duration was set to 1.", kind, "")
}

// expire is the timeout's turn. As listOnTimeout.
func (to *Timeout) expire() bool {
	t := to.timers
	if to.callback == nil {
		if !to.destroyed {
			to.callback, to.args = nil, nil
			to.end()
		}
		return true
	}
	return t.env.RunAsync(&to.Async, to.Object, func() {
		now := int64(0)
		if to.repeat > 0 {
			now = t.now()
		}
		defer func() { to.expired(now) }()
		t.call(to.callback, to.Object, to.args)
	})
}

// expired decides what becomes of a timeout whose callback has run, from now
// on if it repeats.
func (to *Timeout) expired(now int64) {
	switch {
	case to.repeat > 0 && to.idle != -1:
		to.idle = to.repeat
		to.timers.insert(&to.entry, int64(to.idle), now)
	case to.list != nil: // refreshed by its callback
	case to.destroyed:
		to.callback, to.args = nil, nil
	default:
		to.end()
	}
}

// end marks a timeout as no longer running.
func (to *Timeout) end() {
	to.destroyed = true
	if to.primitive {
		delete(to.timers.known, to.ID)
	}
	if to.refed {
		to.timers.unref()
	}
	to.timers.env.DestroyAsync(&to.Async)
}

// clear stops the timeout for good. As unenroll.
func (to *Timeout) clear() {
	to.callback, to.args = nil, nil
	if to.destroyed {
		return
	}
	if to.refed {
		to.timers.drop(&to.entry)
	} else {
		// Lists of unreferenced timeouts come from sockets and are soon
		// needed again.
		to.remove()
	}
	to.end()
	to.idle = -1
}

// refresh starts the timeout anew.
func (to *Timeout) refresh() {
	if to.idle < 0 {
		return
	}
	t := to.timers
	t.insert(&to.entry, int64(to.idle), t.now())
	if !to.destroyed {
		return
	}
	to.destroyed = false
	t.env.InitAsync(&to.Async, "Timeout", to.Object)
	if to.refed {
		t.ref()
	}
}

// setRef is the timeout's ref and unref.
func (to *Timeout) setRef(ref bool) {
	if to.refed == ref {
		return
	}
	to.refed = ref
	switch {
	case to.destroyed:
	case ref:
		to.timers.ref()
	default:
		to.timers.unref()
	}
}

// number returns the timeout's number, by which it can be cleared from now on.
func (to *Timeout) number() int64 {
	if !to.primitive {
		to.primitive = true
		to.timers.known[to.ID] = to
	}
	return to.ID
}

// call calls a function that a script set as a callback; what a script has
// replaced by something else throws.
func (t *Timers) call(callback goja.Value, this goja.Value, args []goja.Value) {
	fn := env.CallbackOf(callback)
	if fn == nil {
		panic(t.env.VM.NewTypeError("callback is not a function"))
	}
	fn(goja.FunctionCall{This: this, Arguments: args})
}
