package runtime

import (
	"context"

	"gonet/netimpl"
)

// REPL reads code from standard input, runs it and prints what it gives, as
// `node` does on a terminal, until the user leaves. If source is not empty it
// is run first, in the global scope; with print its value is shown.
func (r *Runtime) REPL(ctx context.Context, source string, print bool) error {
	return r.run(ctx, func() {
		e := r.env
		options := map[string]any{"print": print}
		if source != "" {
			options["code"] = source
		}
		if kind, given := e.Option("input-type"); given {
			options["inputType"] = kind
		}
		e.Invoke(e.Require("internal/repl/standalone").ToObject(e.VM), "start", e.VM.ToValue(options))
	})
}

// IsTerminal reports whether a descriptor of the process is a terminal.
func IsTerminal(fd int) bool { return netimpl.GuessHandle(fd) == netimpl.DescriptorTTY }
