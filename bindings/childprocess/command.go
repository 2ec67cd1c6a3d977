// Package childprocess is what node:child_process is built on: processes that
// the script starts, waited for on goroutines of their own or, for the calls
// that end in Sync, at once. Source: nodejs/node:src/process_wrap.cc,
// src/spawn_sync.cc; libuv/libuv:src/unix/process.c.
package childprocess

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/validate"
)

// command is a process to be started.
type command struct {
	file     string
	args     []string // with the name that the process finds itself under
	env      []string // "NAME=value"; nil for this process's own
	dir      string
	stdio    []stdio
	detached bool
	uid, gid *int

	hide, verbatim bool // on Windows
}

// stdio is what the child gets as one of its descriptors.
type stdio struct {
	kind  stdioKind
	fd    int    // for stdioDescriptor
	input []byte // of a pipe, for the calls that wait
}

type stdioKind int

const (
	stdioIgnore     stdioKind = iota // the null device, or nothing past the first three
	stdioPipe                        // one end of a new connection
	stdioDescriptor                  // a descriptor of this process
)

// commandOf reads the options that normalizeSpawnArguments makes.
func commandOf(e *env.Env, options *goja.Object) *command {
	c := &command{
		file:     options.Get("file").String(),
		args:     stringsOf(e, options.Get("args")),
		env:      stringsOf(e, options.Get("envPairs")),
		detached: truthy(options.Get("detached")),
		hide:     truthy(options.Get("windowsHide")),
		verbatim: truthy(options.Get("windowsVerbatimArguments")),
		uid:      optionalInt(options.Get("uid")),
		gid:      optionalInt(options.Get("gid")),
	}
	if dir := options.Get("cwd"); !validate.Nullish(dir) {
		c.dir = dir.String()
	}
	for _, item := range items(e, options.Get("stdio")) {
		c.stdio = append(c.stdio, stdioOf(item.ToObject(e.VM)))
	}
	return c
}

func stdioOf(o *goja.Object) stdio {
	switch o.Get("type").String() {
	case "pipe", "overlapped":
		s := stdio{kind: stdioPipe}
		if view, ok := raw.View(o.Get("input")); ok {
			s.input = view
		}
		return s
	case "ignore":
		return stdio{kind: stdioIgnore}
	}
	return stdio{kind: stdioDescriptor, fd: int(o.Get("fd").ToInteger())}
}

func truthy(v goja.Value) bool { return v != nil && v.ToBoolean() }

func optionalInt(v goja.Value) *int {
	if validate.Nullish(v) {
		return nil
	}
	n := int(v.ToInteger())
	return &n
}

func items(e *env.Env, v goja.Value) []goja.Value {
	if validate.Nullish(v) {
		return nil
	}
	array := v.ToObject(e.VM)
	list := make([]goja.Value, array.Get("length").ToInteger())
	for i := range list {
		list[i] = array.Get(e.VM.ToValue(i).String())
	}
	return list
}

func stringsOf(e *env.Env, v goja.Value) []string {
	if validate.Nullish(v) {
		return nil
	}
	list := []string{}
	for _, item := range items(e, v) {
		list = append(list, item.String())
	}
	return list
}
