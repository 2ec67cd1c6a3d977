// Package fs is Node's fs module over the calls of netimpl/fsys: callback,
// sync and promise forms of each operation from one definition, FileHandle,
// Dir and Stats. Streams, watchers, cp and glob are in JavaScript beside it.
//
// Source: nodejs/node:lib/fs.js and lib/internal/fs/.
package fs

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/process"
)

// FS is the module in one Env.
type FS struct {
	env      *env.Env
	process  *process.Process
	exports  *goja.Object
	promises *goja.Object // made on first need
	classes  classes

	warnedTemplate bool // mkdtemp's warning has been given
}

var slot = env.NewSlot(func(e *env.Env) *FS {
	f := &FS{env: e, process: process.Of(e)}
	f.exports = f.makeExports()
	return f
})

// Module is the module fs.
func Module(e *env.Env) goja.Value { return slot.Of(e).exports }

// Promises is the module fs/promises.
func Promises(e *env.Env) goja.Value { return slot.Of(e).promisesObject() }

// makeExports makes what require('fs') returns.
func (f *FS) makeExports() *goja.Object {
	o := f.env.VM.NewObject()
	for i := range operations {
		op := &operations[i]
		must(o.Set(op.name, f.env.Function(op.name, op.lengths[0], f.callbackForm(op))))
		must(o.Set(op.name+"Sync", f.env.Function(op.name+"Sync", op.lengths[1], f.syncForm(op))))
	}
	f.addOthers(o)
	return o
}

// promisesObject makes what require('fs/promises') returns.
func (f *FS) promisesObject() *goja.Object {
	if f.promises != nil {
		return f.promises
	}
	o := f.env.VM.NewObject()
	f.promises = o
	for i := range operations {
		op := &operations[i]
		if op.lengths[2] >= 0 {
			must(o.Set(op.name, f.env.Function(op.name, op.lengths[2], f.promiseForm(op))))
		}
	}
	f.addOtherPromises(o)
	return o
}

// must panics on the error of a definition that cannot fail, or of a promise's
// resolution in a script that is being stopped.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
