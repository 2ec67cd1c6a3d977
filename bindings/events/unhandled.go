package events

import (
	"slices"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/frames"
)

// unhandled throws for an 'error' event that nobody listens for: the error
// itself, or one that wraps what was emitted instead. It does not return.
func (ev *Events) unhandled(o *goja.Object, args []goja.Value) {
	emitted := goja.Undefined()
	if len(args) > 0 {
		emitted = args[0]
	}
	if err, ok := emitted.(*goja.Object); ok && ev.env.VM.InstanceOf(err, ev.errorClass) {
		ev.keepEmitStack(o, err)
		panic(err)
	}
	text := emitted.String()
	if ev.env.Inspect != nil {
		if ex := ev.env.VM.Try(func() { text = ev.env.Inspect(emitted, 2) }); ex != nil {
			text = emitted.String()
		}
	}
	err := errs.New(ev.env, "ERR_UNHANDLED_ERROR", text)
	err.Set("context", emitted)
	panic(err)
}

// keepEmitStack leaves with err what shows where it was emitted, for the
// process that dies of it. An error that cannot be changed goes without.
func (ev *Events) keepEmitStack(o, err *goja.Object) {
	_, own, _ := strings.Cut(errs.Error(ev.env, "").Get("stack").String(), "\n")
	enhance := ev.env.VM.ToValue(func(goja.FunctionCall) goja.Value {
		return ev.env.VM.ToValue(ev.enhancedStack(o, err, fromCaller(own)))
	})
	_ = err.DefineDataPropertySymbol(ev.KEnhanceStack, enhance, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// fromCaller leaves emit itself out of a stack.
func fromCaller(stack string) string {
	if first, rest, _ := strings.Cut(stack, "\n"); strings.Contains(first, "emit (node:events:") {
		return rest
	}
	return stack
}

// UnhandledPlace is where an 'error' event that nobody listens for is thrown.
func UnhandledPlace() string { return frames.PlaceOf((*Events).unhandled, "node:events") }

func (ev *Events) enhancedStack(o, err *goja.Object, own string) string {
	on := ""
	if ctor, ok := o.Get("constructor").(*goja.Object); ok {
		if name := ctor.Get("name"); name != nil && name.String() != "EventEmitter" {
			on = " on " + name.String() + " instance"
		}
	}
	stack := err.Get("stack").String()
	ownLines := strings.Split(strings.TrimRight(own, "\n"), "\n")
	if n, at := commonLines(ownLines, strings.Split(stack, "\n")[1:]); n > 2 {
		ownLines = slices.Replace(ownLines, at+1, at+n-1, "    [... lines matching original stack trace ...]")
	}
	return stack + "\nEmitted 'error' event" + on + " at:\n" + strings.Join(ownLines, "\n")
}

// commonLines finds the longest run of lines of a, of at least four, that is
// also in b: its length, and where it begins in a.
func commonLines(a, b []string) (n, at int) {
	for i := 0; i < len(a)-3; i++ {
		pos := slices.Index(b, a[i])
		if pos < 0 {
			continue
		}
		run := 1
		for run < len(b)-pos && i+run < len(a) && a[i+run] == b[pos+run] {
			run++
		}
		if run > 3 {
			return run, i
		}
	}
	return 0, 0
}
