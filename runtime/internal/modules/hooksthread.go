package modules

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// Hooks of module.register run in a thread of their own: what follows is what
// the modules on both sides need, js/internal/modules/hooks_client.js and
// hooks_thread.js.

// bindThread adds it to "internal/binding/modules".
func (l *Loader) bindThread(exports *goja.Object) {
	e := l.env
	set := func(name string, length int, fn env.Callback) { exports.Set(name, e.Function(name, length, fn)) }
	// setThreadHooks(resolve, load) sets what asks the hooks thread.
	set("setThreadHooks", 2, func(c goja.FunctionCall) goja.Value {
		l.thread = &hooks{env.CallbackOf(c.Argument(0)), env.CallbackOf(c.Argument(1))}
		return goja.Undefined()
	})
	// In the hooks thread: the last of the chains, and import() as from another
	// module.
	set("resolveImport", 2, func(c goja.FunctionCall) goja.Value {
		context := c.Argument(1).ToObject(e.VM)
		return l.defaultResolve(toSpecifier(c.Argument(0)), context, field(context, "parentURL") == "")
	})
	set("loadImport", 2, func(c goja.FunctionCall) goja.Value {
		s := l.defaultLoad(c.Argument(0).String(), c.Argument(1).ToObject(e.VM))
		text := goja.Value(goja.Null())
		if s.format != formatBuiltin && s.format != formatCommonJS && s.format != formatAddon {
			text = l.env.Invoke(l.env.Require("buffer").Get("Buffer").(*goja.Object), "from", e.VM.ToValue(s.text))
		}
		o := l.result("source", "", s.format).(*goja.Object)
		o.Set("source", text)
		return o
	})
	set("importFrom", 2, func(c goja.FunctionCall) goja.Value {
		return l.importDynamically(c.Argument(0), goja.Undefined(), c.Argument(1).String())
	})
}

// startLoaders starts the hooks thread with the modules of the option
// experimental-loader; names in it are relative to the folder dir.
func (l *Loader) startLoaders(dir string) {
	if loaders := l.env.Options["experimental-loader"]; len(loaders) > 0 {
		client := l.env.Require("internal/modules/hooks_client")
		l.env.Invoke(client, "startLoaders", l.strings(loaders), l.env.VM.ToValue(folderURL(dir)))
	}
}
