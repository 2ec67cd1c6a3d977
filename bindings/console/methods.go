package console

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/inspector"
)

// method is one of a console's methods.
type method struct {
	name   string
	length int
	run    func(c *console, args []goja.Value)
}

// methods are in the order in which Node's console shows them.
var methods = []method{
	{"log", 0, published("console.log", (*console).log)},
	{"info", 0, published("console.info", (*console).log)},
	{"debug", 0, published("console.debug", (*console).log)},
	{"warn", 0, published("console.warn", (*console).error)},
	{"error", 0, published("console.error", (*console).error)},
	{"dir", 2, (*console).dir},
	{"time", 0, (*console).time}, {"timeEnd", 0, (*console).timeEnd}, {"timeLog", 0, (*console).timeLog},
	{"trace", 0, (*console).trace}, {"assert", 1, (*console).assert}, {"clear", 0, (*console).clear},
	{"count", 0, (*console).count}, {"countReset", 0, (*console).countReset},
	{"group", 0, (*console).group}, {"groupEnd", 0, (*console).groupEnd},
	{"table", 2, (*console).table},
	{"dirxml", 0, published("console.log", (*console).log)}, {"groupCollapsed", 0, (*console).group},
}

func (c *console) log(args []goja.Value)   { c.print(c.stdout(), args) }
func (c *console) error(args []goja.Value) { c.print(c.stderr(), args) }

// published is a method whose calls subscribers of a channel are told of first.
func published(channel string, print func(*console, []goja.Value)) func(*console, []goja.Value) {
	return func(c *console, args []goja.Value) {
		c.publish(channel, args)
		print(c, args)
	}
}

// publish tells the subscribers of a channel. There are none before a script
// has loaded node:diagnostics_channel.
func (c *console) publish(name string, args []goja.Value) {
	channels := c.env.IfLoaded("diagnostics_channel")
	if channels == nil {
		return
	}
	channel := c.env.Invoke(channels, "channel", c.string(name)).ToObject(c.env.VM)
	if !channel.Get("hasSubscribers").ToBoolean() {
		return
	}
	list := make([]any, len(args))
	for i, arg := range args {
		list[i] = arg
	}
	c.env.Invoke(channel, "publish", c.env.VM.NewArray(list...))
}

// call calls a method of the console as a script does: it may be replaced.
func (c *console) call(name string, args ...goja.Value) { c.env.Invoke(c.this, name, args...) }

// string makes a JavaScript string of text that may come from inspect.
func (c *console) string(text string) goja.Value { return inspector.Of(c.env).Text(text) }

func argument(args []goja.Value, i int) goja.Value {
	if i < len(args) {
		return args[i]
	}
	return goja.Undefined()
}

// label is the first argument as a string, "default" if there is none.
func (c *console) label(args []goja.Value) string {
	v := argument(args, 0)
	if goja.IsUndefined(v) {
		return "default"
	}
	if _, ok := v.(*goja.Symbol); ok {
		panic(errs.TypeError(c.env, "Cannot convert a Symbol value to a string"))
	}
	return v.ToString().String()
}

func (c *console) dir(args []goja.Value) {
	in := inspector.Of(c.env)
	opts := c.options(c.stdout())
	opts.CustomInspect = false
	if options, ok := argument(args, 1).(*goja.Object); ok {
		opts = in.With(opts, options)
	}
	c.write(c.stdout(), c.string(in.Inspect(argument(args, 0), opts)))
}

func (c *console) warning(text string) {
	process := c.env.Require("process")
	c.env.Invoke(process, "emitWarning", c.string(text))
}

func (c *console) time(args []goja.Value) {
	name := c.label(args)
	if _, ok := c.times[name]; ok {
		c.warning(fmt.Sprintf("Label '%s' already exists for console.time()", name))
		return
	}
	c.times[name] = time.Now()
}

func (c *console) timeEnd(args []goja.Value) {
	c.elapsed(c.label(args), "console.timeEnd()", nil)
	delete(c.times, c.label(args))
}

func (c *console) timeLog(args []goja.Value) {
	var data []goja.Value
	if len(args) > 1 {
		data = args[1:]
	}
	c.elapsed(c.label(args), "console.timeLog()", data)
}

func (c *console) elapsed(name, caller string, data []goja.Value) {
	start, ok := c.times[name]
	if !ok {
		c.warning(fmt.Sprintf("No such label '%s' for %s", name, caller))
		return
	}
	args := append([]goja.Value{c.string("%s: %s"), c.string(name), c.string(formatTime(time.Since(start)))}, data...)
	c.call("log", args...)
}

// formatTime shows a duration as console.time does: "1.234ms", "2.345s",
// "1:02.345 (m:ss.mmm)", "1:02:03.456 (h:mm:ss.mmm)".
func formatTime(d time.Duration) string {
	switch {
	case d < time.Second:
		ms := float64(d) / float64(time.Millisecond)
		return strconv.FormatFloat(math.Round(ms*1000)/1000, 'f', -1, 64) + "ms"
	case d < time.Minute:
		return fmt.Sprintf("%.3fs", d.Seconds())
	}
	hours, minutes := int(d/time.Hour), int(d%time.Hour/time.Minute)
	seconds := (d % time.Minute).Seconds()
	if hours > 0 {
		return fmt.Sprintf("%d:%02d:%06.3f (h:mm:ss.mmm)", hours, minutes, seconds)
	}
	return fmt.Sprintf("%d:%06.3f (m:ss.mmm)", minutes, seconds)
}

func (c *console) trace(args []goja.Value) {
	name := "Trace"
	if message := inspector.Of(c.env).Format(args, c.options(c.stderr())); message != "" {
		name += ": " + message
	}
	holder := c.env.VM.NewObject()
	class := c.env.VM.Get("Error").(*goja.Object)
	c.env.Invoke(class, "captureStackTrace", holder, c.this.Get("trace"))
	_, frames, _ := strings.Cut(holder.Get("stack").String(), "\n")
	c.call("error", c.string(name+"\n"+frames))
}

func (c *console) assert(args []goja.Value) {
	if argument(args, 0).ToBoolean() {
		return
	}
	rest := args[min(1, len(args)):]
	if text, ok := argument(rest, 0).(goja.String); ok {
		rest = append([]goja.Value{c.string("Assertion failed: " + text.String())}, rest[1:]...)
	} else {
		rest = append([]goja.Value{c.string("Assertion failed")}, rest...)
	}
	c.call("warn", rest...)
}

func (c *console) clear([]goja.Value) {
	stream := c.stdout()
	term := c.environment("TERM")
	if tty := stream.Get("isTTY"); tty == nil || !tty.ToBoolean() || term != nil && term.String() == "dumb" {
		return
	}
	c.env.Invoke(stream, "write", c.string("\x1b[1;1H\x1b[0J"))
}

func (c *console) count(args []goja.Value) {
	name := c.label(args)
	c.counts[name]++
	c.call("log", c.string(fmt.Sprintf("%s: %d", name, c.counts[name])))
}

func (c *console) countReset(args []goja.Value) {
	name := c.label(args)
	if _, ok := c.counts[name]; !ok {
		c.warning(fmt.Sprintf("Count for '%s' does not exist", name))
		return
	}
	delete(c.counts, name)
}

func (c *console) group(args []goja.Value) {
	if len(args) > 0 {
		c.call("log", args...)
	}
	c.indent += strings.Repeat(" ", c.indentWidth)
}

func (c *console) groupEnd([]goja.Value) {
	c.indent = c.indent[:max(0, len(c.indent)-c.indentWidth)]
}
