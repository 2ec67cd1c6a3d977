// Package console is node:console: the global console and the class Console.
// Source: nodejs/node:lib/internal/console/constructor.js.
package console

import (
	"strings"
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/inspect"
	"gonet/bindings/inspector"
	"gonet/bindings/internal/validate"
)

// console is the state of one console object.
type console struct {
	env    *env.Env
	this   *goja.Object
	stdout func() *goja.Object // process.stdout is made only when it is used
	stderr func() *goja.Object

	ignoreErrors bool
	colors       goja.Value // true, false or "auto"
	inspect      func(stream *goja.Object) goja.Value
	indentWidth  int
	indent       string
	counts       map[string]int
	times        map[string]time.Time
	handlers     map[*goja.Object]goja.Value // by stream: see written
}

func newConsole(e *env.Env, this *goja.Object, stdout, stderr func() *goja.Object) *console {
	return &console{
		env: e, this: this, stdout: stdout, stderr: stderr,
		ignoreErrors: true, colors: e.VM.ToValue("auto"), indentWidth: 2,
		counts: make(map[string]int), times: make(map[string]time.Time),
		handlers: make(map[*goja.Object]goja.Value),
	}
}

// print formats args for a stream and writes them as a line.
func (c *console) print(stream *goja.Object, args []goja.Value) {
	if len(args) == 1 {
		if s, ok := args[0].(goja.String); ok {
			c.write(stream, s)
			return
		}
	}
	text := inspector.Of(c.env).Format(args, c.options(stream))
	c.write(stream, c.string(text))
}

// options are util.inspect's for values that go to stream.
func (c *console) options(stream *goja.Object) inspect.Options {
	in := inspector.Of(c.env)
	opts := in.Options()
	if c.inspect != nil {
		if given, ok := c.inspect(stream).(*goja.Object); ok {
			if colors := given.Get("colors"); colors == nil || goja.IsUndefined(colors) {
				given.Set("colors", c.colorize(stream))
			}
			return in.With(opts, given)
		}
	}
	opts.Colors = c.colorize(stream)
	return opts
}

// colorize decides on colours: as colorMode says, and for "auto" as the
// terminal and the environment do.
func (c *console) colorize(stream *goja.Object) bool {
	if on, ok := c.colors.Export().(bool); ok {
		return on
	}
	if forced := c.environment("FORCE_COLOR"); !validate.IsUndefined(forced) {
		colors := c.env.Require("internal/util/colors")
		return c.env.Invoke(colors, "shouldColorize", stream).ToBoolean()
	}
	if tty := stream.Get("isTTY"); tty == nil || !tty.ToBoolean() {
		return false
	}
	depth := env.CallbackOf(stream.Get("getColorDepth"))
	if depth == nil {
		return true
	}
	return depth(goja.FunctionCall{This: stream}).ToInteger() > 2
}

func (c *console) environment(name string) goja.Value {
	return c.env.Require("process").Get("env").ToObject(c.env.VM).Get(name)
}

// write writes text as a line, indented by the open groups. Failures of the
// stream are swallowed unless ignoreErrors is off.
func (c *console) write(stream *goja.Object, text goja.Value) {
	line := text
	if c.indent != "" {
		line = c.env.VM.ToValue(c.indent + strings.ReplaceAll(text.String(), "\n", "\n"+c.indent))
	}
	line = line.ToString().(goja.String).Concat(c.env.VM.ToValue("\n").(goja.String))
	if !c.ignoreErrors {
		c.env.Invoke(stream, "write", line)
		return
	}
	quiet := quietOf(c.env)
	guarded := c.env.Invoke(stream, "listenerCount", c.env.VM.ToValue("error")).ToInteger() == 0
	if guarded {
		c.env.Invoke(stream, "once", c.env.VM.ToValue("error"), quiet.noop)
		defer c.env.Invoke(stream, "removeListener", c.env.VM.ToValue("error"), quiet.noop)
	}
	// An error that the stream reports later, after the guard is gone, comes
	// to the callback first, which guards anew.
	ex := c.env.VM.Try(func() { c.env.Invoke(stream, "write", line, c.written(stream)) })
	if ex != nil && isStackOverflow(ex.Value()) {
		panic(ex)
	}
}

// written is the callback of all writes to a stream: a stream completes writes
// with the same callback together, in one tick.
func (c *console) written(stream *goja.Object) goja.Value {
	if handler, ok := c.handlers[stream]; ok {
		return handler
	}
	handler := c.env.VM.ToValue(func(call goja.FunctionCall) goja.Value {
		// An error after the first is not kept from the script: a stream that
		// takes no more ends a program that goes on printing.
		if err := call.Argument(0); !goja.IsUndefined(err) && !goja.IsNull(err) && !errorEmitted(stream) {
			if c.env.Invoke(stream, "listenerCount", c.env.VM.ToValue("error")).ToInteger() == 0 {
				c.env.Invoke(stream, "once", c.env.VM.ToValue("error"), quietOf(c.env).noop)
			}
		}
		return goja.Undefined()
	})
	c.handlers[stream] = handler
	return handler
}

// errorEmitted reports whether the stream has told of an error before.
func errorEmitted(stream *goja.Object) bool {
	state, ok := stream.Get("_writableState").(*goja.Object)
	if !ok {
		return false
	}
	emitted := state.Get("errorEmitted")
	return emitted != nil && emitted.ToBoolean()
}

func isStackOverflow(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	return ok && o.Get("message").String() == "Maximum call stack size exceeded"
}

// quiet is the listener that keeps a failed write from being an uncaught
// exception.
type quiet struct{ noop *goja.Object }

var quietSlot = env.NewSlot(func(e *env.Env) *quiet {
	return &quiet{e.Function("noop", 0, func(goja.FunctionCall) goja.Value { return goja.Undefined() })}
})

func quietOf(e *env.Env) *quiet { return quietSlot.Of(e) }
