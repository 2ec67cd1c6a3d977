package modules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// evaluation is a record's part in evaluating a graph that awaits.
// https://tc39.es/ecma262/#sec-moduleevaluation
type evaluation struct {
	index, ancestor int       // in the depth-first search
	cycleRoot       *record   // the first of its cycle
	pending         int       // dependencies that still await
	parents         []*record // that wait for this one
	awaiting        int       // the offset of the await that it waits at
	order           int       // when it became asynchronous; 0 if it is not
	promise         *goja.Promise
	fulfil, reject  func(any) error
}

// awaits reports whether m or anything that it imports has top-level await.
func (m *record) awaits(seen map[*record]bool) bool {
	if seen[m] {
		return false
	}
	seen[m] = true
	return m.hasTLA() || slices.ContainsFunc(m.requested, func(r *record) bool { return r.awaits(seen) })
}

// hasTLA reports whether m itself has top-level await.
func (m *record) hasTLA() bool { return m.unit != nil && m.unit.HasTLA }

// evaluateNow evaluates a graph without top-level await and throws what it
// throws.
func (m *record) evaluateNow() {
	promise := m.evaluate()
	if promise.State() == goja.PromiseStateRejected {
		// Taking the reason handles the rejection.
		m.loader.handled(m.loader.env.VM.ToValue(promise))
		panic(promise.Result())
	}
}

// evaluate evaluates m and what it imports; the promise settles when all of
// it has been evaluated.
func (m *record) evaluate() *goja.Promise {
	if (m.status == evaluatingAsync || m.status == evaluated) && m.cycleRoot != nil {
		m = m.cycleRoot
	}
	if m.promise != nil {
		return m.promise
	}
	m.promise, m.fulfil, m.reject = m.loader.env.VM.NewPromise()
	search := &search{}
	if ex := m.loader.env.VM.Try(func() { search.visit(m) }); ex != nil {
		for _, r := range search.stack {
			r.status, r.failure, r.cycleRoot = evaluated, &failure{ex.Value()}, r
		}
		m.explain(ex.Value())
		m.status, m.failure = evaluated, &failure{ex.Value()}
		m.reject(ex.Value())
	} else if m.order == 0 {
		m.fulfil(goja.Undefined())
	}
	return m.promise
}

// search is one depth-first evaluation: InnerModuleEvaluation.
type search struct {
	stack []*record
	index int
}

func (s *search) visit(m *record) {
	switch m.status {
	case evaluating:
		return
	case evaluatingAsync, evaluated:
		if m.failure != nil {
			panic(m.failure.value)
		}
		return
	}
	m.status = evaluating
	m.index, m.ancestor = s.index, s.index
	s.index++
	s.stack = append(s.stack, m)
	for _, required := range m.requested {
		s.visit(required)
		if required.status == evaluating {
			m.ancestor = min(m.ancestor, required.ancestor)
			continue
		}
		root := required
		if required.cycleRoot != nil {
			root = required.cycleRoot
		}
		if root.failure != nil {
			panic(root.failure.value)
		}
		if root.order > 0 && root.status != evaluated {
			m.pending++
			root.parents = append(root.parents, m)
		}
	}
	if m.pending > 0 || m.hasTLA() {
		m.loader.esm.order++
		m.order = m.loader.esm.order
		if m.pending == 0 {
			m.runAsync()
		}
	} else {
		m.run()
	}
	if m.ancestor == m.index {
		s.close(m)
	}
}

// close takes the cycle of which m is the first off the stack.
func (s *search) close(m *record) {
	for {
		last := s.stack[len(s.stack)-1]
		s.stack = s.stack[:len(s.stack)-1]
		last.status = evaluated
		if last.order > 0 {
			last.status = evaluatingAsync
		}
		last.cycleRoot = m
		if last == m {
			return
		}
	}
}

// run evaluates the module's own code, which does not await.
func (m *record) run() {
	if m.unit == nil {
		m.loadExports()
		return
	}
	m.settleImports()
	m.body.resume(m.body.next, goja.Undefined())
}

// runAsync starts the module's own code: ExecuteAsyncModule.
func (m *record) runAsync() {
	if ex := m.loader.env.VM.Try(m.settleImports); ex != nil {
		m.loader.env.QueueMicrotask(func() { m.rejected(ex.Value()) })
		return
	}
	m.step(m.body.next, goja.Undefined())
}

// step runs the module's own code up to its next await, or to its end.
func (m *record) step(method env.Callback, v goja.Value) {
	var awaited goja.Value
	done := false
	ex := m.loader.env.VM.Try(func() { awaited, done = m.body.resume(method, v) })
	switch {
	case ex != nil:
		m.explain(ex.Value())
		m.loader.env.QueueMicrotask(func() { m.rejected(ex.Value()) })
	case done:
		m.loader.env.QueueMicrotask(m.fulfilled)
	default:
		m.awaiting = int(awaited.(*goja.Object).Get("1").ToInteger())
		m.loader.then(awaited.(*goja.Object).Get("0"),
			func(v goja.Value) { m.step(m.body.next, v) },
			func(reason goja.Value) { m.step(m.body.throw, reason) })
	}
}

// fulfilled goes on with what waited for m: AsyncModuleExecutionFulfilled.
func (m *record) fulfilled() {
	if m.status == evaluated {
		return
	}
	m.status = evaluated
	if m.promise != nil {
		m.fulfil(goja.Undefined())
	}
	var ready []*record
	m.gather(&ready)
	slices.SortFunc(ready, func(a, b *record) int { return a.order - b.order })
	for _, r := range ready {
		switch {
		case r.status == evaluated:
		case r.hasTLA():
			r.runAsync()
		default:
			if ex := r.loader.env.VM.Try(r.run); ex != nil {
				r.rejected(ex.Value())
			} else {
				r.status = evaluated
				if r.promise != nil {
					r.fulfil(goja.Undefined())
				}
			}
		}
	}
}

// gather lists the modules that now wait for nothing more:
// GatherAvailableAncestors.
func (m *record) gather(ready *[]*record) {
	for _, p := range m.parents {
		if slices.Contains(*ready, p) || p.cycleRoot != nil && p.cycleRoot.failure != nil {
			continue
		}
		if p.pending--; p.pending == 0 {
			*ready = append(*ready, p)
			if !p.hasTLA() {
				p.gather(ready)
			}
		}
	}
}

// rejected fails m and what waited for it: AsyncModuleExecutionRejected.
func (m *record) rejected(reason goja.Value) {
	if m.status == evaluated {
		return
	}
	m.status, m.failure = evaluated, &failure{reason}
	if m.promise != nil {
		m.reject(reason)
	}
	for _, p := range m.parents {
		p.rejected(reason)
	}
}

// promises are the script's promise functions as they were before it ran.
type promises struct {
	class         *goja.Object
	resolve, then env.Callback
}

func newPromises(vm *goja.Runtime) promises {
	class := vm.Get("Promise").(*goja.Object)
	return promises{class, env.CallbackOf(class.Get("resolve")), env.CallbackOf(class.Get("prototype").(*goja.Object).Get("then"))}
}

// then calls fulfilled or rejected when what v is, or is a promise of, settles.
func (l *Loader) then(v goja.Value, fulfilled, rejected func(goja.Value)) {
	vm := l.env.VM
	callback := func(fn func(goja.Value)) goja.Value {
		return vm.ToValue(func(c goja.FunctionCall) goja.Value {
			fn(c.Argument(0))
			return goja.Undefined()
		})
	}
	promise := l.promises.resolve(goja.FunctionCall{This: l.promises.class, Arguments: []goja.Value{v}})
	l.promises.then(goja.FunctionCall{This: promise, Arguments: []goja.Value{callback(fulfilled), callback(rejected)}})
}

// OnRejected calls fn with the reason if promise is rejected.
func (l *Loader) OnRejected(promise *goja.Promise, fn func(reason goja.Value)) {
	l.then(l.env.VM.ToValue(promise), func(goja.Value) {}, fn)
}

// handled marks a rejected promise as handled.
func (l *Loader) handled(promise goja.Value) {
	l.then(promise, func(goja.Value) {}, func(goja.Value) {})
}

// Unsettled returns the warning about the top-level await that the program
// waits at for ever, "" if it waits at none.
func (l *Loader) Unsettled() string {
	if l.MainPromise == nil || l.MainPromise.State() != goja.PromiseStatePending {
		return ""
	}
	for _, m := range l.esm.records {
		if m.unit == nil || !m.unit.HasTLA || m.status != evaluatingAsync || m.pending > 0 {
			continue
		}
		source := ""
		if ex := l.env.VM.Try(func() { source = l.sourceOf(m.unit.Filename) }); ex != nil {
			continue // a hook has made it up
		}
		if m.awaiting > len(source) {
			continue
		}
		before := source[:m.awaiting]
		start := strings.LastIndexByte(before, '\n') + 1
		line, _, _ := strings.Cut(source[start:], "\n")
		return fmt.Sprintf("Warning: Detected unsettled top-level await at %s:%d\n%s\n%s^\n\n\n\n",
			m.url, strings.Count(before, "\n")+1, line, strings.Repeat(" ", m.awaiting-start))
	}
	return "Warning: Detected unsettled top-level await\n"
}
