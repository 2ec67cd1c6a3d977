package fs

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

// dir is an open folder: its entries, which are read when it is opened.
type dir struct {
	fs      *FS
	path    path
	options options
	entries []found
	pending int // asynchronous reads under way
	closed  bool
}

func prepareOpendir(f *FS, a args) *job {
	p := f.path(a.at(0), "path")
	o := f.options(a.at(1), "utf8")
	if v := o.get("bufferSize"); !validate.IsUndefined(v) {
		validate.Integer(f.env, v, "options.bufferSize", 1, 1<<32-1)
	}
	recursive := o.get("recursive").ToBoolean()
	d := &dir{fs: f, path: p, options: o}
	return &job{
		syscall: "opendir", path: p.given,
		run: func() (err error) {
			d.entries, err = scan(p, recursive)
			if other, ok := err.(*failure); ok {
				return &failure{other.err, "opendir", p.given}
			}
			return err
		},
		result: func() goja.Value { return d.object() },
	}
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

// checkIdle throws while asynchronous work goes on.
func (d *dir) checkIdle() {
	d.check()
	if d.pending > 0 {
		errs.Throw(d.fs.env, "ERR_DIR_CONCURRENT_OPERATION")
	}
}

// later calls back, or resolves a promise, from the next tick with what fn
// returns or throws.
func (d *dir) later(callback goja.Value, fn func() goja.Value) goja.Value {
	e := d.fs.env
	if goja.IsUndefined(callback) {
		p, resolve, reject := e.VM.NewPromise()
		if d.closed {
			must(reject(errs.New(e, "ERR_DIR_CLOSED")))
			return e.VM.ToValue(p)
		}
		d.pending++
		e.NextTick(func() {
			d.pending--
			must(resolve(fn()))
		})
		return e.VM.ToValue(p)
	}
	call := validate.Function(e, callback, "callback")
	d.check()
	d.pending++
	e.NextTick(func() {
		d.pending--
		v := fn()
		args := []goja.Value{goja.Null(), v}
		if goja.IsUndefined(v) {
			args = args[:1]
		}
		call(goja.FunctionCall{This: goja.Undefined(), Arguments: args})
	})
	return goja.Undefined()
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
		d.checkIdle()
		d.closed = true
		return goja.Undefined()
	}
	read := method("read", 1, func(d *dir, c goja.FunctionCall) goja.Value { return d.later(c.Argument(0), d.next) })
	method("readSync", 0, func(d *dir, _ goja.FunctionCall) goja.Value {
		d.checkIdle()
		return d.next()
	})
	closing := method("close", 1, func(d *dir, c goja.FunctionCall) goja.Value {
		v := d.later(c.Argument(0), goja.Undefined)
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
		return d.later(goja.Undefined(), func() goja.Value {
			if entry := d.next(); !goja.IsNull(entry) {
				return answer(entry, false)
			}
			d.closed = true
			return answer(goja.Undefined(), true)
		})
	})))
	must(o.Set("return", e.Function("return", 0, func(c goja.FunctionCall) goja.Value {
		d.closed = true
		p, resolve, _ := e.VM.NewPromise()
		must(resolve(answer(c.Argument(0), true)))
		return e.VM.ToValue(p)
	})))
	if s := e.WellKnown("asyncIterator"); s != nil {
		must(o.SetSymbol(s, e.Function("[Symbol.asyncIterator]", 0, func(goja.FunctionCall) goja.Value { return o })))
	}
	return o
}
