package wasm

import (
	"context"
	"errors"

	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/tetratelabs/wazero/sys"

	"gonet/bindings/internal/wasmbin"
)

// wazero keeps every instance until it is closed. JavaScript closes nothing: an
// instance must go when nothing refers to it. So instances are closed at once,
// which takes them off wazero's list and leaves them usable but for one thing:
// calls report, after they have ended, that the instance is closed.
//
// References to functions are mere addresses to the engine. An instance that
// could have given some away therefore stays.

// keepResources stands in the way of what closing does to an instance after it
// has been taken off the list: its memory would lose its allocator.
type keepResources struct{}

func (keepResources) CloseNotify(context.Context, uint32) { panic(keepResources{}) }

// collectable has the instance that is made with ctx be one that release takes.
func collectable(ctx context.Context) context.Context {
	return experimental.WithCloseNotifier(ctx, keepResources{})
}

// release leaves m to the collector.
func (s *store) release(m api.Module) {
	defer func() {
		if reason := recover(); reason != nil && reason != (keepResources{}) {
			panic(reason)
		}
	}()
	_ = m.Close(s.ctx)
}

// ended is the error of a call, nil if it only says that the instance has been
// released.
func ended(err error) error {
	if exit := (*sys.ExitError)(nil); errors.As(err, &exit) {
		return nil
	}
	return err
}

// confined reports whether no reference to a function can get into an instance
// or out of it but by JavaScript, which keeps what it refers to.
func (m *module) confined() bool {
	for _, i := range m.Imports {
		if m.leaks(i.Kind, i.Index) {
			return false
		}
	}
	for _, e := range m.Exports {
		if m.leaks(e.Kind, e.Index) {
			return false
		}
	}
	return true
}

func (m *module) leaks(k wasmbin.Kind, i int) bool {
	switch k {
	case wasmbin.Func:
		t := m.FuncType(i)
		return refersToFuncs(t.Params) || refersToFuncs(t.Results)
	case wasmbin.Table:
		return m.Tables[i].Elem != wasmbin.ExternRef
	case wasmbin.Global:
		return refersToFuncs([]wasmbin.ValType{m.Globals[i].Val})
	case wasmbin.Tag:
		return refersToFuncs(m.Types[m.Tags[i]].Params)
	}
	return false
}

func refersToFuncs(list []wasmbin.ValType) bool {
	for _, t := range list {
		if t.IsRef() && t != wasmbin.ExternRef {
			return true
		}
	}
	return false
}
