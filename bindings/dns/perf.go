package dns

import "github.com/dop251/goja"

// Performance entries exist once a script has loaded perf_hooks; before that
// this costs a look into a map.

// observer returns the module that collects performance entries of the type
// "dns", nil if nobody observes them.
func (m *module) observer() *goja.Object {
	observe := m.env.IfLoaded("internal/perf/observe")
	if observe == nil || !m.env.Invoke(observe, "hasObserver", m.env.VM.ToValue("dns")).ToBoolean() {
		return nil
	}
	return observe
}

// startPerf begins the entry of a request; detail fills its detail.
func (m *module) startPerf(request *goja.Object, name string, detail func(o *goja.Object)) {
	observe := m.observer()
	if observe == nil {
		return
	}
	if m.perfSymbol == nil {
		m.perfSymbol = goja.NewSymbol("kPerfHooksDnsContext")
	}
	o := m.env.VM.NewObject()
	detail(o)
	entry := m.env.VM.NewObject()
	entry.Set("type", "dns")
	entry.Set("name", name)
	entry.Set("detail", o)
	m.env.Invoke(observe, "startPerf", request, m.perfSymbol, entry)
}

func (m *module) startQueryPerf(request *goja.Object, binding, host string, ttl bool) {
	m.startPerf(request, binding, func(detail *goja.Object) {
		detail.Set("host", host)
		detail.Set("ttl", ttl)
	})
}

// stopPerf ends the entry of a request that went well; keysAndValues add to
// its detail.
func (m *module) stopPerf(request *goja.Object, keysAndValues ...any) {
	if m.perfSymbol == nil || request.GetSymbol(m.perfSymbol) == nil {
		return
	}
	observe := m.observer()
	if observe == nil {
		return
	}
	detail, extra := m.env.VM.NewObject(), m.env.VM.NewObject()
	for i := 0; i < len(keysAndValues); i += 2 {
		detail.Set(keysAndValues[i].(string), keysAndValues[i+1])
	}
	extra.Set("detail", detail)
	m.env.Invoke(observe, "stopPerf", request, m.perfSymbol, extra)
}
