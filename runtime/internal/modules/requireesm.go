package modules

import (
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
)

// requireModule is require() of the ES module unit, for which o is the module
// object: its namespace, what it exports as "module.exports", or its namespace
// with a property __esModule if it has a default export.
func (l *Loader) requireModule(o *goja.Object, filename string, unit *compile.Unit) goja.Value {
	l.esm.requiring++
	defer func() { l.esm.requiring-- }()
	u := l.urlOf(l.moduleOf(o), filename)
	key := l.esm.key(u, "")
	m, ok := l.esm.records[key]
	if ok {
		l.refuseCycle(m, o, filename)
	} else {
		m = l.unitRecord(key, u, unit)
	}
	m.link()
	if m.awaits(map[*record]bool{}) {
		l.throwAsync(o, filename)
	}
	m.evaluateNow()
	if binding, ok := m.resolve("module.exports", nil); ok && binding != nil {
		return binding.value()
	}
	return m.facade()
}

// refuseCycle throws if the module is being loaded or evaluated.
func (l *Loader) refuseCycle(m *record, o *goja.Object, filename string) {
	if !m.loading && m.status != evaluating {
		return
	}
	message := "Cannot require() ES Module " + filename + " in a cycle."
	if stack := l.requireStack(o); len(stack) > 1 {
		message += " (from " + stack[1] + ")"
	}
	errs.Throw(l.env, "ERR_REQUIRE_CYCLE_MODULE", message)
}

// throwAsync throws for a module that awaits at its top level.
func (l *Loader) throwAsync(o *goja.Object, filename string) {
	text := "\nRequired module: " + filename
	if stack := l.requireStack(o); len(stack) > 1 {
		text += "\nRequire stack:\n- " + strings.Join(stack[1:], "\n- ")
	}
	errs.Throw(l.env, "ERR_REQUIRE_ASYNC_MODULE", text)
}

// facade is what require() gives of m.
func (m *record) facade() goja.Value {
	names := m.exportNames(map[*record]bool{})
	hasDefault := false
	for _, name := range names {
		switch name {
		case "__esModule":
			return m.namespaceObject()
		case "default":
			hasDefault = true
		}
	}
	if !hasDefault {
		return m.namespaceObject()
	}
	if m.required == nil {
		m.required = m.makeNamespace(append(names, "__esModule"))
	}
	return m.required
}
