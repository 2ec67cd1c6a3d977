package modules

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/runtime/internal/compile"
)

// status is how far a module has come: the states of a Cyclic Module Record.
type status int

const (
	unlinked status = iota
	linked
	evaluating
	evaluatingAsync
	evaluated
)

// record is a module of the import graph: an ES module, or a synthetic one
// that shows a built-in, a CommonJS module or JSON.
// https://tc39.es/ecma262/#sec-cyclic-module-records
type record struct {
	loader    *Loader
	url       string
	isMain    bool
	commonJS  bool
	loading   bool // what it imports is still being loaded
	status    status
	unit      *compile.Unit // nil if synthetic
	requested []*record     // as unit.Requests
	imports   *goja.Object  // what the module's code reads its imports from
	getters   *goja.Object  // for each local export, what returns its value
	namespace *goja.Object  // made on first need
	required  *goja.Object  // the namespace that require() gives, if it is another

	builtin *goja.Object        // synthetic: the built-in that it shows, if any
	names   []string            // synthetic: what it exports
	load    func() *goja.Object // synthetic: makes the exports
	exports *goja.Object        // synthetic: the exports, once loaded

	body    *coroutine // the module's code, once it is linked
	failure *failure   // what the evaluation threw

	evaluation
}

// failure is an exception that a module's evaluation ended with; every later
// import of it gets the same.
type failure struct{ value goja.Value }

// binding is an exported binding, resolved to where it is declared.
type binding struct {
	module *record
	name   string // of a local binding's export, or of a synthetic one; "*" for the namespace
}

// constant reports whether the binding's value can change no more.
func (b *binding) constant() bool {
	if b.name == "*" {
		return true
	}
	if b.module.unit == nil {
		return b.module.exports != nil
	}
	if b.module.status != evaluated {
		return false
	}
	i := slices.IndexFunc(b.module.unit.Exports, func(x compile.Export) bool { return x.Name == b.name && x.Local != "" })
	return i >= 0 && b.module.unit.Exports[i].Constant
}

// value reads the binding; it throws a ReferenceError before its declaration
// has been evaluated.
func (b *binding) value() goja.Value {
	switch {
	case b.name == "*":
		return b.module.namespaceObject()
	case b.module.unit == nil:
		if b.module.exports != nil {
			if v := b.module.exports.Get(b.name); v != nil {
				return v
			}
		}
		return goja.Undefined()
	}
	get := env.CallbackOf(b.module.getters.Get(b.name))
	return get(goja.FunctionCall{This: goja.Undefined()})
}

// visited are the exports that a resolution has looked for, to end cycles.
type visited map[binding]bool

// resolve finds the binding that m exports as name: ResolveExport. ok is false
// if two star exports disagree; the binding is nil if there is none.
func (m *record) resolve(name string, seen visited) (found *binding, ok bool) {
	if seen == nil {
		seen = visited{}
	}
	if seen[binding{m, name}] {
		return nil, true
	}
	seen[binding{m, name}] = true
	if m.unit == nil {
		return m.resolveSynthetic(name), true
	}
	for _, x := range m.unit.Exports {
		switch {
		case x.Name != name || x.Name == "":
		case x.Request < 0:
			return &binding{m, name}, true
		case x.Import == "*":
			return &binding{m.requested[x.Request], "*"}, true
		default:
			return m.requested[x.Request].resolve(x.Import, seen)
		}
	}
	if name == "default" {
		return nil, true
	}
	for _, x := range m.unit.Exports {
		if x.Name != "" {
			continue
		}
		b, ok := m.requested[x.Request].resolve(name, seen)
		switch {
		case !ok:
			return nil, false
		case b != nil && found == nil:
			found = b
		case b != nil && *b != *found:
			return nil, false
		}
	}
	return found, true
}

// exportNames lists what m exports: GetExportedNames.
func (m *record) exportNames(seen map[*record]bool) []string {
	if seen[m] {
		return nil
	}
	seen[m] = true
	if m.unit == nil {
		return slices.Clone(m.names)
	}
	var names []string
	for _, x := range m.unit.Exports {
		if x.Name != "" {
			names = append(names, x.Name)
			continue
		}
		for _, name := range m.requested[x.Request].exportNames(seen) {
			if name != "default" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// link binds the imports of m and of all that it imports, and instantiates
// them: functions can be called from then on.
func (m *record) link() {
	if m.status != unlinked {
		return
	}
	m.status = linked
	defer func() {
		if m.body == nil && m.unit != nil {
			m.status = unlinked // linking failed: another import reports it again
		}
	}()
	for _, dependency := range m.requested {
		dependency.link()
	}
	if m.unit == nil {
		return
	}
	m.checkExports()
	m.bindImports()
	m.instantiate()
}

// checkExports throws for what is passed on from a module that lacks it.
func (m *record) checkExports() {
	for _, x := range m.unit.Exports {
		if x.Name != "" && x.Request >= 0 && x.Import != "*" {
			m.find(x.Request, x.Import, x.Place)
		}
	}
}

// find resolves name, which stands at a place, in the module of a request, or
// throws the SyntaxError of a missing export.
func (m *record) find(request int, name string, at compile.Place) *binding {
	if name == "*" {
		return &binding{m.requested[request], "*"}
	}
	b, ok := m.requested[request].resolve(name, nil)
	specifier := m.unit.Requests[request].Specifier
	switch {
	case !ok:
		m.throwSyntax(at, fmt.Sprintf("The requested module '%s' contains conflicting star exports for name '%s' with the previous requested module '%s'", specifier, name, specifier))
	case b == nil && m.requested[request].commonJS:
		line := m.unit.ErrorAt(at, "").LineText
		m.throwSyntax(at, missingNamed(specifier, name, line))
	case b == nil:
		m.throwSyntax(at, fmt.Sprintf("The requested module '%s' does not provide an export named '%s'", specifier, name))
	}
	return b
}

// throwSyntax throws a SyntaxError that points at a place.
func (m *record) throwSyntax(at compile.Place, message string) {
	err := m.unit.ErrorAt(at, message)
	panic(errs.SyntaxError(m.loader.env, err.Message, err.Arrow()))
}

// bindImports makes the object that the module's code reads its imports from.
func (m *record) bindImports() {
	e := m.loader.env
	m.imports = e.VM.CreateObject(nil)
	for _, i := range m.unit.Imports {
		b := m.find(i.Request, i.Name, i.Place)
		e.Accessor(m.imports, i.Local, goja.FLAG_TRUE, func(goja.Value) goja.Value { return b.value() }, func(_, _ goja.Value) {
			panic(errs.TypeError(e, "Assignment to constant variable."))
		})
	}
}

// settleImports replaces the getters of imports that can change no more by
// their values, which are faster to read, and throws for names that a
// CommonJS module turned out not to have.
func (m *record) settleImports() {
	for _, i := range m.unit.Imports {
		b := m.find(i.Request, i.Name, i.Place)
		if b.constant() {
			define(m.imports, i.Local, b.value())
		}
	}
}

// namedClause is the braces of an import statement, and asName the renaming in
// it.
var (
	namedClause = regexp.MustCompile(`\{.*\}`)
	asName      = regexp.MustCompile(`\s+as\s+`)
)

// missingNamed is the text for a name that a CommonJS module does not export;
// line is that of the import statement.
func missingNamed(specifier, name, line string) string {
	text := fmt.Sprintf("Named export '%s' not found. The requested module '%s' is a CommonJS module, which may not support all module.exports as named exports.\nCommonJS modules can always be imported via the default export, for example using:\n\nimport pkg from '%s';\n", name, specifier, specifier)
	if clause := namedClause.FindString(line); clause != "" {
		text += "const " + asName.ReplaceAllString(clause, ": ") + " = pkg;\n"
	}
	return text
}

// instantiate runs the module's code up to its first statement.
func (m *record) instantiate() {
	vm := m.loader.env.VM
	factory, err := vm.RunProgram(m.unit.Program)
	if err != nil {
		panic(err)
	}
	declare := vm.ToValue(func(c goja.FunctionCall) goja.Value {
		m.getters = c.Argument(0).ToObject(vm)
		return goja.Undefined()
	})
	var dynamic goja.Value = goja.Undefined()
	if m.unit.Dynamic {
		dynamic = m.loader.moduleImport(m)
	}
	body := env.CallbackOf(factory)(goja.FunctionCall{
		This:      goja.Undefined(),
		Arguments: []goja.Value{dynamic, declare, m.imports},
	}).ToObject(vm)
	m.body = &coroutine{body, env.CallbackOf(body.Get("next")), env.CallbackOf(body.Get("throw"))}
	m.body.resume(m.body.next, goja.Undefined())
}

// coroutine is a module's code: a generator that yields what it awaits.
type coroutine struct {
	generator   *goja.Object
	next, throw env.Callback
}

// resume goes on with next or throw; done is false if the code awaits value.
func (c *coroutine) resume(method env.Callback, v goja.Value) (value goja.Value, done bool) {
	step := method(goja.FunctionCall{This: c.generator, Arguments: []goja.Value{v}}).(*goja.Object)
	return step.Get("value"), step.Get("done").ToBoolean()
}

func define(o *goja.Object, name string, v goja.Value) {
	if err := o.DefineDataProperty(name, v, goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_TRUE); err != nil {
		panic(err)
	}
}
