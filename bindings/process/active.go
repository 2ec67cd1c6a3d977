package process

import (
	"github.com/dop251/goja"

	"gonet/bindings/internal/active"
	"gonet/bindings/timers"
)

func (p *Process) activeRequests(goja.FunctionCall) goja.Value { return p.owners(true) }
func (p *Process) activeHandles(goja.FunctionCall) goja.Value  { return p.owners(false) }

// owners returns what scripts know the active resources by.
func (p *Process) owners(requests bool) goja.Value {
	var list []any
	active.Each(p.env, requests, func(r active.Resource) {
		if r.Owner != nil {
			list = append(list, r.Owner)
		}
	})
	return p.env.VM.NewArray(list...)
}

// requestNames are the requests that have another name here than async_hooks
// gives them.
var requestNames = map[string]string{"FSREQCALLBACK": "FSReqCallback", "FSREQPROMISE": "FSReqPromise"}

// activeResources is process.getActiveResourcesInfo.
func (p *Process) activeResources(goja.FunctionCall) goja.Value {
	var kinds []any
	add := func(r active.Resource) {
		if name, ok := requestNames[r.Kind]; ok {
			r.Kind = name
		}
		kinds = append(kinds, r.Kind)
	}
	active.Each(p.env, true, add)
	active.Each(p.env, false, add)
	t := timers.Of(p.env)
	for range t.ActiveTimeouts() {
		kinds = append(kinds, "Timeout")
	}
	for range t.ActiveImmediates() {
		kinds = append(kinds, "Immediate")
	}
	return p.env.VM.NewArray(kinds...)
}
