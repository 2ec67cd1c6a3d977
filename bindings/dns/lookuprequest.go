package dns

import (
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/active"
)

// lookup is a request to the system's resolver under way, an asynchronous
// resource.
type lookup struct {
	env.Async
	kind   string
	host   string
	object *goja.Object // what the script was given
}

// newLookup begins a request for host; kind is how process's list of active
// resources calls it. callback and family are what else the script's object
// has, if they are not nil.
func (m *module) newLookup(kind string, host, callback, family goja.Value) *lookup {
	req := &lookup{kind: kind, host: host.String(), object: m.env.Construct(m.requestClass(kind).Ctor)}
	if callback != nil {
		req.object.Set("callback", callback)
	}
	if family != nil {
		req.object.Set("family", family)
	}
	req.object.Set("hostname", host)
	m.env.InitAsync(&req.Async, asyncKinds[kind], req.object)
	m.lookups = append(m.lookups, req)
	return req
}

// asyncKinds are the types of requests as async_hooks calls them.
var asyncKinds = map[string]string{
	"GetAddrInfoReqWrap": "GETADDRINFOREQWRAP",
	"GetNameInfoReqWrap": "GETNAMEINFOREQWRAP",
}

func (m *module) requestClass(kind string) *env.Class {
	class := m.requests[kind]
	if class == nil {
		class = m.env.NewClass(kind, 0, nil, func(goja.ConstructorCall) *goja.Object { return nil })
		m.requests[kind] = class
	}
	return class
}

// finish runs done as the callback of req, which ends.
func (m *module) finish(req *lookup, done func()) {
	m.drop(req)
	m.env.Enter(func() { m.env.RunAsync(&req.Async, req.object, done) })
	m.env.DestroyAsync(&req.Async)
}

func (m *module) drop(req *lookup) {
	m.lookups = slices.DeleteFunc(m.lookups, func(other *lookup) bool { return other == req })
}

// reportLookups lists the requests among the process's active resources.
func (m *module) reportLookups() {
	active.Add(m.env, func(yield func(active.Resource)) {
		for _, req := range m.lookups {
			yield(active.Resource{Kind: req.kind, Owner: req.object, Request: true})
		}
	})
}
