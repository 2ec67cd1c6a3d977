package modules

import "github.com/dop251/goja"

// traced calls fn, and has the tracing channel called name tell of it if it has
// subscribers: method is the channel's that does it. A program that has not
// loaded diagnostics_channel has none.
func (l *Loader) traced(name, method string, context func(*goja.Object), fn func() goja.Value) goja.Value {
	channels := l.env.IfLoaded("diagnostics_channel")
	if channels == nil {
		return fn()
	}
	vm := l.env.VM
	channel := l.tracing[name]
	if channel == nil {
		channel = l.env.Invoke(channels, "tracingChannel", vm.ToValue(name)).ToObject(vm)
		l.tracing[name] = channel
	}
	if !channel.Get("hasSubscribers").ToBoolean() {
		return fn()
	}
	about := vm.CreateObject(nil)
	context(about)
	body := l.env.Function("", 0, func(goja.FunctionCall) goja.Value { return fn() })
	return l.env.Invoke(channel, method, body, about)
}

// tracedRequire is require() of id in m, on the channel module.require.
func (l *Loader) tracedRequire(m *goja.Object, id goja.Value) goja.Value {
	return l.traced("module.require", "traceSync", func(about *goja.Object) {
		about.Set("parentFilename", property(m, "filename"))
		about.Set("id", id)
	}, func() goja.Value {
		return l.env.Invoke(l.class.Ctor, "_load", id, m, l.env.False)
	})
}

// importDynamically returns a promise of the namespace of the module that
// specifier means, on the channel module.import.
func (l *Loader) importDynamically(specifier, options goja.Value, parentURL string) goja.Value {
	return l.traced("module.import", "tracePromise", func(about *goja.Object) {
		about.Set("parentURL", parentURL)
		about.Set("url", specifier)
	}, func() goja.Value { return l.startImport(specifier, options, parentURL) })
}
