package fs

import (
	"runtime"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/validate"
	"gonet/netimpl/fsys"
)

// scripted are the functions and classes of fs that are written in JavaScript,
// by the built-in that has them.
var scripted = []struct {
	module  string
	names   []string
	lengths []int
}{
	{"internal/fs/streams", []string{"createReadStream", "createWriteStream"}, []int{2, 2}},
	{"internal/fs/watchers", []string{"watch", "watchFile", "unwatchFile"}, []int{3, 3, 2}},
	{"internal/fs/cp", []string{"cp", "cpSync"}, []int{4, 3}},
	{"internal/fs/glob", []string{"glob", "globSync"}, []int{3, 2}},
	{"internal/fs/disposable", []string{"mkdtempDisposableSync"}, []int{2}},
	{"internal/fs/blob", []string{"openAsBlob", "openAsBlobSync"}, []int{1, 1}},
}

// addOthers adds to the module what is not an operation.
func (f *FS) addOthers(o *goja.Object) {
	e := f.env
	f.defineStats()
	f.defineDirent()
	f.defineDir()
	f.addReadAndWrite(o)
	f.addRealpath(o)
	f.addExists(o)
	f.addClose(o)
	if runtime.GOOS == "darwin" {
		op := &operation{callback: 2, earliest: 2, prepare: prepareLchmod}
		must(o.Set("lchmod", e.Function("lchmod", 3, f.callbackForm(op))))
		must(o.Set("lchmodSync", e.Function("lchmodSync", 2, f.syncForm(op))))
	} else {
		must(o.Set("lchmod", goja.Undefined()))
		must(o.Set("lchmodSync", goja.Undefined()))
	}
	for _, s := range scripted {
		if e.HasModule(s.module) {
			for i, name := range s.names {
				must(o.Set(name, f.scriptedFunction(s.module, name, s.lengths[i])))
			}
		}
	}
	must(o.Set("_toUnixTimestamp", e.Function("toUnixTimestamp", 1, func(c goja.FunctionCall) goja.Value {
		t := f.seconds(c.Argument(0), "time")
		return e.VM.ToValue(float64(t.Sec) + float64(t.Nsec)/1e9)
	})))
	must(o.Set("Dir", f.classes.dir.Ctor))
	must(o.Set("Dirent", f.classes.dirent.Ctor))
	must(o.Set("Stats", f.classes.stats.Ctor))
	f.addStreamClasses(o)
	must(o.DefineDataProperty("constants", f.constants(), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE))
	e.Accessor(o, "promises", goja.FLAG_TRUE, func(goja.Value) goja.Value { return f.promisesObject() }, nil)
}

// fromScript calls a function of a built-in in JavaScript, which is compiled
// by the first call.
func (f *FS) fromScript(module, name string) env.Callback {
	return func(c goja.FunctionCall) goja.Value {
		fn := env.CallbackOf(f.env.Require(module).Get(name))
		return fn(goja.FunctionCall{This: c.This, Arguments: append([]goja.Value(nil), c.Arguments...)})
	}
}

// scriptedFunction is fromScript as a function that new may be used with, as
// old programs do with createReadStream.
func (f *FS) scriptedFunction(module, name string, length int) *goja.Object {
	call := f.fromScript(module, name)
	return f.env.NewClass(name, length, nil, func(c goja.ConstructorCall) *goja.Object {
		o, _ := call(goja.FunctionCall{This: goja.Undefined(), Arguments: c.Arguments}).(*goja.Object)
		return o
	}).Ctor
}

// addStreamClasses adds the classes of streams, under both their names.
func (f *FS) addStreamClasses(o *goja.Object) {
	for _, class := range []struct{ name, module, export string }{
		{"ReadStream", "internal/fs/streams", "ReadStream"},
		{"WriteStream", "internal/fs/streams", "WriteStream"},
		{"FileReadStream", "internal/fs/streams", "ReadStream"},
		{"FileWriteStream", "internal/fs/streams", "WriteStream"},
		{"Utf8Stream", "internal/fs/utf8_stream", "Utf8Stream"},
	} {
		replaced := goja.Value(nil)
		f.env.Accessor(o, class.name, goja.FLAG_TRUE, func(goja.Value) goja.Value {
			if replaced != nil {
				return replaced
			}
			return f.env.Require(class.module).Get(class.export)
		}, func(_, v goja.Value) { replaced = v })
	}
}

// addClose adds close, which may do without a callback: then an error is thrown.
func (f *FS) addClose(o *goja.Object) {
	op := &operation{callback: 1, earliest: 1, prepare: prepareClose, callbackFirst: true}
	withCallback := f.callbackForm(op)
	must(o.Set("close", f.env.Function("close", 1, func(c goja.FunctionCall) goja.Value {
		if !goja.IsUndefined(c.Argument(1)) {
			return withCallback(c)
		}
		f.start(prepareClose(f, c.Arguments), func(done goja.FunctionCall) goja.Value {
			if err := done.Argument(0); !goja.IsNull(err) {
				panic(err)
			}
			return goja.Undefined()
		})
		return goja.Undefined()
	})))
}

// addExists adds the functions that never fail.
func (f *FS) addExists(o *goja.Object) {
	e := f.env
	look := func(v goja.Value) bool {
		found := false
		// A bad argument names nothing.
		_ = e.VM.Try(func() { found = fsys.Access(f.path(v, "path").real, 0) == nil })
		return found
	}
	exists := e.Function("exists", 2, func(c goja.FunctionCall) goja.Value {
		callback := validate.Function(e, c.Argument(1), "cb")
		var p path
		if ex := e.VM.Try(func() { p = f.path(c.Argument(0), "path") }); ex != nil {
			e.NextTickCall(callback, e.VM.ToValue(false))
			return goja.Undefined()
		}
		j := &job{run: func() error { return fsys.Access(p.real, 0) }}
		f.start(j, func(done goja.FunctionCall) goja.Value {
			found := goja.IsNull(done.Argument(0))
			return callback(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{e.VM.ToValue(found)}})
		})
		return goja.Undefined()
	})
	promised := e.Function("exists", 1, func(c goja.FunctionCall) goja.Value {
		p, resolve, _ := e.VM.NewPromise()
		must(resolve(look(c.Argument(0))))
		return e.VM.ToValue(p)
	})
	must(exists.DefineDataPropertySymbol(e.SymbolFor("nodejs.util.promisify.custom"), promised, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	must(o.Set("exists", exists))
	must(o.Set("existsSync", e.Function("existsSync", 1, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(look(c.Argument(0)))
	})))
}

// scriptedPromises are the functions of fs/promises that are written in
// JavaScript.
var scriptedPromises = []struct {
	module, name, export string
	length               int
}{
	{"internal/fs/cp", "cp", "cpPromise", 3},
	{"internal/fs/glob", "glob", "globPromise", 2},
	{"internal/fs/watchers", "watch", "watchPromise", 1},
	{"internal/fs/disposable", "mkdtempDisposable", "mkdtempDisposable", 2},
}

// addOtherPromises adds to fs/promises what is not an operation.
func (f *FS) addOtherPromises(o *goja.Object) {
	e := f.env
	f.defineFileHandle()
	must(o.Set("open", e.Function("open", 3, func(c goja.FunctionCall) goja.Value {
		given := append(args(nil), c.Arguments...)
		return f.promise(func() *job {
			j := prepareOpen(f, given)
			j.promised = func() goja.Value { return f.newFileHandle(int(j.result().ToInteger())) }
			return j
		})
	})))
	must(o.Set("realpath", e.Function("realpath", 2, f.promiseForm(&operation{prepare: prepareRealpath(true)}))))
	for name, flag := range map[string]string{"writeFile": "w", "appendFile": "a"} {
		must(o.Set(name, e.Function(name, 3, func(c goja.FunctionCall) goja.Value {
			return f.writeFilePromise(append(args(nil), c.Arguments...), flag)
		})))
	}
	must(o.Set("lchmod", e.Function("lchmod", 2, f.promiseForm(&operation{prepare: prepareLchmod}))))
	// util.promisify leaves a function that returns a promise as it is.
	opendir := o.Get("opendir").(*goja.Object)
	must(opendir.DefineDataPropertySymbol(e.SymbolFor("nodejs.util.promisify.custom"), opendir, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	for _, s := range scriptedPromises {
		if e.HasModule(s.module) {
			must(o.Set(s.name, e.Function(s.name, s.length, f.fromScript(s.module, s.export))))
		}
	}
	must(o.Set("constants", f.exports.Get("constants")))
}
