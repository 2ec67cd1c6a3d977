package fs

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/netimpl"
	"gonet/netimpl/fsys"
)

// watching is a fs.watch handle: it keeps the loop alive, and the watcher's
// events come to it over the loop.
type watching struct {
	env.Async
	fs      *FS
	watcher *fsys.Watcher
	alive   *netimpl.Check // does nothing but to be active
	closed  bool
}

// watch begins to watch a path and returns the handle, or the negative number
// of an error: watch(path, encoding, onchange).
func (f *FS) watch(c goja.FunctionCall) goja.Value {
	e := f.env
	p := f.path(c.Argument(0), "filename")
	o := options{encoding: c.Argument(1)}
	changed := env.CallbackOf(c.Argument(2))
	w := &watching{fs: f}
	e.InitAsync(&w.Async, "FSEVENTWRAP", nil)
	var err error
	w.watcher, err = fsys.Watch(p.real, func(event fsys.Event) {
		e.Loop.Post(func() {
			if w.closed {
				return
			}
			kind := "change"
			if event.Rename {
				kind = "rename"
			}
			e.Enter(func() {
				e.RunAsync(&w.Async, nil, func() {
					changed(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{e.VM.ToValue(kind), f.name(event.Name, o)}})
				})
			})
		})
	})
	if err != nil {
		return e.VM.ToValue(netimpl.ErrNumber(netimpl.AsErrno(err)))
	}
	w.alive = netimpl.NewCheck(e.Loop)
	_ = w.alive.Start(func() {}) // it is open
	return w.object()
}

func (w *watching) object() goja.Value {
	e := w.fs.env
	o := e.VM.NewObject()
	for name, fn := range map[string]func(){"ref": w.alive.Ref, "unref": w.alive.Unref, "close": w.close} {
		must(o.Set(name, e.Function(name, 0, func(goja.FunctionCall) goja.Value {
			fn()
			return goja.Undefined()
		})))
	}
	must(o.Set("hasRef", e.Function("hasRef", 0, func(goja.FunctionCall) goja.Value {
		return e.VM.ToValue(!w.closed && w.alive.HasRef())
	})))
	return o
}

func (w *watching) close() {
	if !w.closed {
		w.closed = true
		w.watcher.Close()
		w.alive.Close(nil)
		w.fs.env.DestroyAsync(&w.Async)
	}
}
