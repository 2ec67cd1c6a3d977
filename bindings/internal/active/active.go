// Package active is where bindings say what they have under way, for
// process.getActiveResourcesInfo and its like.
package active

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// Resource is a handle that is active and referenced, or a request.
type Resource struct {
	Kind    string     // as async_hooks calls it: "TCPSocketWrap"
	Owner   goja.Value // what a script knows it by; nil if it does not
	Request bool
}

// Source calls yield for each of a binding's resources, oldest first.
type Source func(yield func(Resource))

type registry struct{ sources []Source }

var slot = env.NewSlot(func(*env.Env) *registry { return new(registry) })

// Add declares a source. Each binding calls it once in an Env.
func Add(e *env.Env, s Source) {
	r := slot.Of(e)
	r.sources = append(r.sources, s)
}

// Each calls yield for all resources of one sort.
func Each(e *env.Env, requests bool, yield func(Resource)) {
	for _, source := range slot.Of(e).sources {
		source(func(r Resource) {
			if r.Request == requests {
				yield(r)
			}
		})
	}
}
