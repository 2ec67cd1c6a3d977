package fs

import (
	"math"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/bindings/internal/work"
	"gonet/netimpl/fsys"
)

// dir is an open folder, of which some entries at a time are read.
type dir struct {
	fs        *FS
	path      path
	options   options
	size      int // how many entries are read at once
	recursive bool

	handle  *fsys.Dir // the folder that is read, nil between two
	folder  path      // its path
	queue   []path    // the folders that are read next
	entries []found   // what has been read

	waiting []func() // asynchronous calls, of which the first goes on
	closed  bool
}

// defaultBuffer is how many entries are read at once.
const defaultBuffer = 32

func prepareOpendir(f *FS, a args) *job {
	p := f.path(a.at(0), "path")
	o := f.options(a.at(1), "utf8")
	d := &dir{fs: f, path: p, options: o, size: defaultBuffer, recursive: o.get("recursive").ToBoolean(), queue: []path{p}}
	if v := o.get("bufferSize"); !validate.IsUndefined(v) {
		d.size = int(min(validate.Integer(f.env, v, "options.bufferSize", 1, 1<<32-1), math.MaxInt32))
	}
	return &job{syscall: "opendir", path: p.given, run: d.open, result: func() goja.Value { return d.object() }}
}

// open opens the next folder.
func (d *dir) open() error {
	next := d.queue[0]
	handle, err := fsys.OpenDir(next.real)
	if err != nil {
		return &failure{err, "opendir", next.given}
	}
	d.handle, d.folder, d.queue = handle, next, d.queue[1:]
	return nil
}

// hasRead reports whether fill has nothing to do.
func (d *dir) hasRead() bool { return len(d.entries) > 0 || d.handle == nil && len(d.queue) == 0 }

// hasShut reports whether shut has nothing to do.
func (d *dir) hasShut() bool { return d.handle == nil }

// fill reads until there is an entry, or no more folder. As shut, it may run on
// any goroutine, one at a time.
func (d *dir) fill() error {
	for !d.hasRead() {
		if d.handle == nil {
			if err := d.open(); err != nil {
				return err
			}
		}
		entries, err := d.handle.Next(d.size)
		if err != nil {
			return &failure{err, "scandir", d.folder.given}
		}
		if len(entries) == 0 {
			if err := d.shut(); err != nil {
				return err
			}
		}
		added, below := inside(d.folder, entries, d.recursive)
		d.entries, d.queue = append(d.entries, added...), append(d.queue, below...)
	}
	return nil
}

// shut closes the folder that is read, if there is one.
func (d *dir) shut() error {
	if d.handle == nil {
		return nil
	}
	handle := d.handle
	d.handle = nil
	if err := handle.Close(); err != nil {
		return &failure{err, "closedir", ""}
	}
	return nil
}

// prepareOpendirSync is prepareOpendir for the form whose errors tell of no path.
func prepareOpendirSync(f *FS, a args) *job {
	j := prepareOpendir(f, a)
	open := j.run
	j.path = ""
	j.run = func() error {
		err := open()
		if other, ok := err.(*failure); ok {
			return other.err
		}
		return err
	}
	return j
}

func (d *dir) object() *goja.Object {
	o := d.fs.env.VM.CreateObject(d.fs.classes.dir.Proto)
	d.fs.env.Attach(o).Parts[env.PartOwner] = d
	return o
}

// next takes the next entry; null after the last.
func (d *dir) next() goja.Value {
	if len(d.entries) == 0 {
		return goja.Null()
	}
	entry := d.entries[0]
	d.entries = d.entries[1:]
	return d.fs.dirent(entry.Name, entry.Type, d.fs.name(entry.folder, d.options), d.options)
}

func (d *dir) check() {
	if d.closed {
		errs.Throw(d.fs.env, "ERR_DIR_CLOSED")
	}
}

// sync does a call at once, which nothing asynchronous may be under way for.
func (d *dir) sync(run func() error) {
	d.check()
	if len(d.waiting) > 0 {
		errs.Throw(d.fs.env, "ERR_DIR_CONCURRENT_OPERATION")
	}
	if err := run(); err != nil {
		panic(d.fs.exception(new(job), err))
	}
}

// call is what an asynchronous method does: done says that run is not needed, and
// result makes what the method gives.
type call struct {
	done   func() bool
	run    func() error
	result func() goja.Value
}

// later does a call after those before it, and calls back or resolves a promise.
func (d *dir) later(callback goja.Value, c call) goja.Value {
	f, vm := d.fs, d.fs.env.VM
	if goja.IsUndefined(callback) {
		p, resolve, reject := vm.NewPromise()
		if d.closed {
			must(reject(errs.New(f.env, "ERR_DIR_CLOSED")))
			return vm.ToValue(p)
		}
		d.enqueue(c, func(v goja.Value, err error) {
			if err != nil {
				must(reject(f.exception(new(job), err)))
				return
			}
			must(resolve(v))
		})
		return vm.ToValue(p)
	}
	fn := validate.Function(f.env, callback, "callback")
	d.check()
	d.enqueue(c, func(v goja.Value, err error) {
		args := []goja.Value{goja.Null()}
		if err != nil {
			args[0] = f.exception(new(job), err)
		} else if !goja.IsUndefined(v) {
			args = append(args, v)
		}
		fn(goja.FunctionCall{This: goja.Undefined(), Arguments: args})
	})
	return goja.Undefined()
}

// enqueue makes a call when it is its turn, on a goroutine if there is anything to
// run, and then calls then.
func (d *dir) enqueue(c call, then func(goja.Value, error)) {
	finish := func(err error) {
		var v goja.Value
		if err == nil {
			v = c.result() // before the next call looks at what there is
		}
		if d.waiting = d.waiting[1:]; len(d.waiting) > 0 {
			d.waiting[0]()
		}
		then(v, err)
	}
	d.waiting = append(d.waiting, func() {
		if c.done() {
			d.fs.env.NextTick(func() { finish(nil) })
			return
		}
		var err error
		work.Do(d.fs.env, "FSREQCALLBACK", func() { err = c.run() }, func() { finish(err) })
	})
	if len(d.waiting) == 1 {
		d.waiting[0]()
	}
}

func (f *FS) defineDir() {
	e := f.env
	class := e.NewClass("Dir", 3, nil, func(c goja.ConstructorCall) *goja.Object {
		if goja.IsUndefined(c.Argument(0)) {
			errs.Throw(e, "ERR_MISSING_ARGS", "handle")
		}
		return nil
	})
	f.classes.dir = class
	method := func(name string, length int, fn func(d *dir, c goja.FunctionCall) goja.Value) *goja.Object {
		return class.Method(name, length, func(c goja.FunctionCall) goja.Value {
			d, ok := env.PartOf[*dir](e, c.This, env.PartOwner)
			if !ok {
				errs.Throw(e, "ERR_INVALID_THIS", "Dir")
			}
			return fn(d, c)
		})
	}
	closeSync := func(d *dir, _ goja.FunctionCall) goja.Value {
		d.sync(d.shut)
		d.closed = true
		return goja.Undefined()
	}
	read := method("read", 1, func(d *dir, c goja.FunctionCall) goja.Value {
		return d.later(c.Argument(0), call{d.hasRead, d.fill, d.next})
	})
	method("readSync", 0, func(d *dir, _ goja.FunctionCall) goja.Value {
		d.sync(d.fill)
		return d.next()
	})
	closing := method("close", 1, func(d *dir, c goja.FunctionCall) goja.Value {
		v := d.later(c.Argument(0), call{d.hasShut, d.shut, goja.Undefined})
		d.closed = true
		return v
	})
	method("closeSync", 0, closeSync)
	class.Accessor("path", func(this goja.Value) goja.Value {
		if d, ok := env.PartOf[*dir](e, this, env.PartOwner); ok {
			return d.fs.name(d.path.given, options{encoding: goja.Undefined()})
		}
		return goja.Undefined()
	}, nil)
	f.defineDirIteration(class, read, closing)
}

// defineDirIteration defines the ways a Dir is used up: for await, await using
// and using.
func (f *FS) defineDirIteration(class *env.Class, read, closing *goja.Object) {
	e := f.env
	entries := class.Method("entries", 0, func(c goja.FunctionCall) goja.Value {
		d, ok := env.PartOf[*dir](e, c.This, env.PartOwner)
		if !ok {
			errs.Throw(e, "ERR_INVALID_THIS", "Dir")
		}
		return f.entries(d)
	})
	alias := func(symbol string, fn *goja.Object) {
		if s := e.WellKnown(symbol); s != nil {
			must(class.Proto.DefineDataPropertySymbol(s, fn, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE))
		}
	}
	alias("asyncIterator", entries)
	// Disposing of a folder that is closed does nothing.
	unlessClosed := func(name string, fn *goja.Object, otherwise func() goja.Value) *goja.Object {
		return e.Function(name, 0, func(c goja.FunctionCall) goja.Value {
			if d, ok := env.PartOf[*dir](e, c.This, env.PartOwner); ok && d.closed {
				return otherwise()
			}
			return env.CallbackOf(fn)(goja.FunctionCall{This: c.This})
		})
	}
	alias("asyncDispose", unlessClosed("[Symbol.asyncDispose]", closing, func() goja.Value {
		p, resolve, _ := e.VM.NewPromise()
		must(resolve(goja.Undefined()))
		return e.VM.ToValue(p)
	}))
	alias("dispose", unlessClosed("[Symbol.dispose]", class.Proto.Get("closeSync").(*goja.Object), goja.Undefined))
}

// entries is the async iterator over a Dir, which it closes at its end.
func (f *FS) entries(d *dir) goja.Value {
	e, o := f.env, f.env.VM.NewObject()
	answer := func(value goja.Value, done bool) goja.Value {
		result := e.VM.NewObject()
		must(result.Set("value", value))
		must(result.Set("done", done))
		return result
	}
	must(o.Set("next", e.Function("next", 0, func(goja.FunctionCall) goja.Value {
		if d.closed {
			p, resolve, _ := e.VM.NewPromise()
			must(resolve(answer(goja.Undefined(), true)))
			return e.VM.ToValue(p)
		}
		return d.later(goja.Undefined(), call{d.hasRead, d.fill, func() goja.Value {
			if entry := d.next(); !goja.IsNull(entry) {
				return answer(entry, false)
			}
			d.closed = true
			return answer(goja.Undefined(), true)
		}})
	})))
	must(o.Set("return", e.Function("return", 0, func(c goja.FunctionCall) goja.Value {
		d.closed = true
		if len(d.waiting) == 0 {
			_ = d.shut() // nobody waits for the outcome
		}
		p, resolve, _ := e.VM.NewPromise()
		must(resolve(answer(c.Argument(0), true)))
		return e.VM.ToValue(p)
	})))
	if s := e.WellKnown("asyncIterator"); s != nil {
		must(o.SetSymbol(s, e.Function("[Symbol.asyncIterator]", 0, func(goja.FunctionCall) goja.Value { return o })))
	}
	return o
}
