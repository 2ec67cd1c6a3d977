// Package worker is what node:worker_threads needs of Go: the thread that a
// script runs in, and handles of the workers that it starts.
package worker

import (
	"context"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/owned"
	"gonet/bindings/mailbox"
	"gonet/bindings/messaging"
	"gonet/bindings/process"
	"gonet/bindings/threads"
	"gonet/netimpl"
)

// Module is the module internal/binding/worker.
func Module(e *env.Env) goja.Value {
	t := threads.Of(e)
	o := e.VM.NewObject()
	set := func(name string, v any) { must(o.Set(name, v)) }
	set("threadId", t.ID)
	set("threadName", t.Name)
	set("isMainThread", t.Main)
	set("isInternalThread", t.Internal)
	set("limits", e.VM.NewArray(t.Limits[0], t.Limits[1], t.Limits[2], t.Limits[3]))
	set("Worker", workerSlot.Of(e).Ctor)
	method := func(name string, length int, fn func(c goja.FunctionCall) goja.Value) {
		set(name, e.Function(name, length, fn))
	}
	// parentPort() is this thread's end of the channel to its parent, to be taken
	// once.
	method("parentPort", 0, func(goja.FunctionCall) goja.Value { return messaging.WrapEnd(e, t.Parent) })
	method("parseOptions", 1, func(c goja.FunctionCall) goja.Value { return parseOptions(e, words(e, c.Argument(0))) })
	// listen() returns where messages come that are sent to this thread by its
	// number; sendTo(id, bytes, moved) sends one and reports
	// whether there is such a thread.
	method("listen", 0, func(goja.FunctionCall) goja.Value {
		if t.Inbox == nil {
			t.Enter()
		}
		return messaging.WrapEnd(e, t.Inbox)
	})
	method("sendTo", 3, func(c goja.FunctionCall) goja.Value {
		id := int(c.Argument(0).ToInteger())
		if !t.Group.Has(id) {
			return e.False
		}
		return e.VM.ToValue(t.Group.Send(id, messaging.MessageOf(e, c, 1)))
	})
	return o
}

// handle is a worker as the thread sees it that has started it.
type handle struct {
	env.Async
	env    *env.Env
	object *goja.Object
	spec   threads.Spec
	port   *goja.Object
	limits *goja.Object
	alive  *netimpl.Check // active until the worker has ended
	onExit env.Callback
	stop   context.CancelFunc // nil before the start
	ended  bool
}

var workerSlot = env.NewSlot(newWorkerClass)

// newWorkerClass makes the class of handles: new Worker({ script, kind,
// source, args, execArgv, env, options, limits, name, internal }); env is an array of
// "NAME=value", or null to share this thread's.
func newWorkerClass(e *env.Env) *env.Class {
	class := e.NewClass("Worker", 1, nil, func(c goja.ConstructorCall) *goja.Object {
		h := newHandle(e, c.Argument(0).ToObject(e.VM))
		h.object = c.This
		e.Attach(c.This).Parts[env.PartOwner] = h
		e.InitAsync(&h.Async, "WORKER", c.This)
		must(c.This.Set("threadId", h.spec.Thread.ID))
		must(c.This.Set("threadName", h.spec.Thread.Name))
		must(c.This.Set("limits", h.limits))
		must(c.This.Set("port", h.port))
		return nil
	})
	method := owned.Methods[*handle](e, class)
	// start(onexit) starts the worker; onexit(code, failure, detail) is called
	// when it has ended.
	method("start", 0, func(h *handle, c goja.FunctionCall) goja.Value {
		h.start(env.CallbackOf(c.Argument(0)))
		return goja.Undefined()
	})
	method("stop", 0, func(h *handle, _ goja.FunctionCall) goja.Value {
		if h.stop != nil {
			h.stop()
		}
		return goja.Undefined()
	})
	method("ref", 0, func(h *handle, _ goja.FunctionCall) goja.Value {
		h.alive.Ref()
		return goja.Undefined()
	})
	method("unref", 0, func(h *handle, _ goja.FunctionCall) goja.Value {
		h.alive.Unref()
		return goja.Undefined()
	})
	// usage() returns the milliseconds that the worker's loop has waited and
	// worked, undefined before it has begun.
	method("usage", 0, func(h *handle, _ goja.FunctionCall) goja.Value {
		idle, active, ok := h.spec.Thread.Usage.Times()
		if !ok {
			return goja.Undefined()
		}
		return e.VM.NewArray(float64(idle)/1e6, float64(active)/1e6)
	})
	method("hasRef", 0, func(h *handle, _ goja.FunctionCall) goja.Value {
		if h.ended {
			return goja.Undefined()
		}
		return e.VM.ToValue(h.alive.HasRef())
	})
	return class
}

func newHandle(e *env.Env, given *goja.Object) *handle {
	text := func(name string) string {
		if v := given.Get(name); v != nil {
			return v.String()
		}
		return ""
	}
	here := threads.Of(e)
	mine, theirs := mailbox.NewChannel()
	t := &threads.Thread{
		Name: text("name"), Internal: given.Get("internal").ToBoolean(), Group: here.Group, Parent: theirs,
		Start: here.Start, Options: here.Options, Usage: &threads.Usage{},
	}
	if t.Internal {
		t.ID = -1
	} else {
		t.ID = here.Group.NextID()
		t.Enter()
	}
	limits := given.Get("limits").ToObject(e.VM)
	for i := range t.Limits {
		t.Limits[i] = limits.Get(e.VM.ToValue(i).String()).ToFloat()
	}
	h := &handle{env: e, limits: limits, port: messaging.WrapEnd(e, mine), alive: netimpl.NewCheck(e.Loop)}
	h.spec = threads.Spec{
		Thread: t, Script: text("script"), Kind: threads.Kind(text("kind")), Source: text("source"),
		Args: words(e, given.Get("args")), ExecArgs: words(e, given.Get("execArgv")),
		Options: optionsOf(e, given.Get("options")), Env: words(e, given.Get("env")), SharesEnv: goja.IsNull(given.Get("env")),
	}
	return h
}

// words is an array of strings.
func words(e *env.Env, v goja.Value) []string {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	list := make([]string, o.Get("length").ToInteger())
	for i := range list {
		list[i] = o.Get(e.VM.ToValue(i).String()).String()
	}
	return list
}

// optionsOf is an object of arrays of strings; undefined stands for the
// options of this thread.
func optionsOf(e *env.Env, v goja.Value) map[string][]string {
	o, ok := v.(*goja.Object)
	if !ok {
		return e.Options
	}
	options := make(map[string][]string)
	for _, name := range o.Keys() {
		options[name] = words(e, o.Get(name))
	}
	return options
}

func (h *handle) start(onExit env.Callback) {
	e := h.env
	h.onExit = onExit
	must(h.alive.Start(func() {}))
	h.spec.Done = func(ending threads.Ending) {
		e.Loop.Post(func() { h.end(ending) })
	}
	if h.spec.SharesEnv {
		process.Of(e).ShareEnviron()
	}
	h.stop = threads.Of(e).Start(h.spec)
}

// end tells the script that the worker has ended.
func (h *handle) end(ending threads.Ending) {
	vm := h.env.VM
	args := []goja.Value{vm.ToValue(ending.Code), vm.ToValue(ending.Failure), vm.ToValue(ending.Detail)}
	h.env.Enter(func() {
		h.env.RunAsync(&h.Async, h.object, func() { h.onExit(goja.FunctionCall{This: goja.Undefined(), Arguments: args}) })
	})
	h.alive.Close(func() { h.ended = true })
	h.env.DestroyAsync(&h.Async)
}

// perProcess are options that a worker cannot have, since the process has them.
var perProcess = map[string]bool{
	"title": true, "expose-gc": true, "max-old-space-size": true, "check": true, "eval": true, "print": true,
	"interactive": true, "version": true, "help": true, "redirect-warnings": true, "zero-fill-buffers": true,
	"abort-on-uncaught-exception": true, "stack-trace-limit": false,
}

// parseOptions reads command-line options for a worker: { options, used,
// invalid, rest }. rest are the words after "--", or from one on that is no
// option.
func parseOptions(e *env.Env, list []string) goja.Value {
	r := optionReader{options: map[string][]string{}, rest: list}
	if read := threads.Of(e).Options; read != nil {
		r.read(read)
	} else {
		r.invalid, r.rest = list, nil
	}
	o, options := e.VM.NewObject(), e.VM.NewObject()
	for name, values := range r.options {
		must(options.Set(name, texts(e, values)))
	}
	must(o.Set("options", options))
	must(o.Set("used", texts(e, r.used)))
	must(o.Set("invalid", texts(e, r.invalid)))
	must(o.Set("rest", texts(e, r.rest)))
	return o
}

// texts is words turned round.
func texts(e *env.Env, list []string) *goja.Object {
	values := make([]any, len(list))
	for i, text := range list {
		values[i] = text
	}
	return e.VM.NewArray(values...)
}

// optionReader sorts words into options and others.
type optionReader struct {
	options             map[string][]string
	used, invalid, rest []string
}

func (r *optionReader) read(read func([]string) (map[string][]string, int, error)) {
	for len(r.rest) > 0 {
		options, n, err := read(r.rest)
		if err != nil {
			// One by one, to tell which.
			if options, n, err = read(r.rest[:1]); err != nil {
				r.invalid = append(r.invalid, r.rest[0])
				r.rest = r.rest[1:]
				continue
			}
		}
		if n == 0 {
			return
		}
		words := r.rest[:n]
		r.rest = r.rest[n:]
		r.take(options, words)
		if words[n-1] == "--" {
			r.used = append(r.used, words[:n-1]...)
			return
		}
		r.used = append(r.used, words...)
	}
}

// take keeps options, which words gave.
func (r *optionReader) take(options map[string][]string, words []string) {
	for name, values := range options {
		if !perProcess[strings.TrimPrefix(name, "no-")] {
			r.options[name] = values
			continue
		}
		for _, word := range words {
			if strings.Contains(word, name) {
				r.invalid = append(r.invalid, word)
			}
		}
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
