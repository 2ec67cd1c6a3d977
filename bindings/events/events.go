// Package events is Node's events module: EventEmitter as a Go state machine
// with the face that scripts know, and the functions beside it.
//
// The listeners of an object are an Emitter, which hangs on the object's
// env.State. Packages that make emitters embed one by value and call Init;
// they emit, add and look through Events. Source: nodejs/node:lib/events.js.
package events

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// Events is the module in one Env.
type Events struct {
	Class *env.Class // EventEmitter
	// ErrorMonitor is the name under which listeners see errors first.
	ErrorMonitor *Name
	// KRejection is Symbol.for('nodejs.rejection').
	KRejection *goja.Symbol
	// KEnhanceStack is the symbol under which an error that nobody listened
	// for has a function that returns its stack with the place of the emit.
	KEnhanceStack *goja.Symbol

	env     *env.Env
	exports *goja.Object

	// Our own functions, which are called directly unless a script has put
	// others in their places.
	emitFn, onFn, prependFn, removeFn, initFn *goja.Object
	derived                                   map[*goja.Object]func(o *goja.Object, name *Name)

	defaultMax       goja.Value
	captureAll       bool
	kMaxTarget       *goja.Symbol
	kMaxTargetWarned *goja.Symbol
	errorClass       *goja.Object
}

var slot = env.NewSlot(newEvents)

// For returns e's events module.
func For(e *env.Env) *Events { return slot.Of(e) }

// Module is the built-in "events".
func Module(e *env.Env) goja.Value { return For(e).exports }

func newEvents(e *env.Env) *Events {
	ev := &Events{
		env:              e,
		ErrorMonitor:     SymbolName(goja.NewSymbol("events.errorMonitor")),
		KRejection:       e.SymbolFor("nodejs.rejection"),
		KEnhanceStack:    goja.NewSymbol("kEnhanceStackBeforeInspector"),
		kMaxTarget:       e.SymbolFor("nodejs.events.maxEventTargetListeners"),
		kMaxTargetWarned: e.SymbolFor("nodejs.events.maxEventTargetListenersWarned"),
		derived:          make(map[*goja.Object]func(*goja.Object, *Name)),
		defaultMax:       e.VM.ToValue(10),
		errorClass:       e.VM.Get("Error").(*goja.Object),
	}
	ev.defineClass()
	ev.defineStatics()
	ev.exports = ev.Class.Ctor
	return ev
}

// plain is an emitter that is nothing else.
type plain struct {
	state   env.State
	emitter Emitter
}

// Init makes em, which is part of a larger struct, the listeners of st's
// object.
func (ev *Events) Init(em *Emitter, st *env.State) {
	st.Parts[env.PartEmitter] = em
	if ev.captureAll {
		em.capture = captureOn
	} else {
		em.capture = captureOff
	}
}

// SetShape gives em the names that its class lists first.
func (em *Emitter) SetShape(shape *Shape) { em.shape = shape }

// Of returns the listeners of o, or of what it inherits from; it makes them if
// there are none, as for an object whose constructor did not call ours.
func (ev *Events) Of(o *goja.Object) *Emitter {
	if em := ev.lookup(o); em != nil {
		return em
	}
	if st := ev.env.StateOf(o); st != nil && st.Object == o {
		em := new(Emitter)
		st.Parts[env.PartEmitter] = em
		return em
	}
	p := new(plain)
	ev.env.AttachState(o, &p.state)
	p.state.Parts[env.PartEmitter] = &p.emitter
	return &p.emitter
}

// lookup is Of without the making.
func (ev *Events) lookup(v goja.Value) *Emitter {
	st := ev.env.StateOf(v)
	if st == nil {
		return nil
	}
	em, _ := st.Parts[env.PartEmitter].(*Emitter)
	return em
}

// construct is the constructor: it runs EventEmitter.init, which a script may
// have replaced (domain does).
func (ev *Events) construct(c goja.ConstructorCall) *goja.Object {
	if fn := ev.Class.Ctor.Get("init"); fn != goja.Value(ev.initFn) {
		ev.env.Call(env.CallbackOf(fn), c.This, c.Argument(0))
		return nil
	}
	ev.initialize(c.This, c.Argument(0))
	return nil
}

// initialize gives o an emitter of its own, or leaves the one it has, and
// sets what options say.
func (ev *Events) initialize(o *goja.Object, options goja.Value) {
	st := ev.env.StateOf(o)
	if st == nil || st.Object != o {
		p := new(plain)
		ev.env.AttachState(o, &p.state)
		ev.Init(&p.emitter, &p.state)
	} else if em, ok := st.Parts[env.PartEmitter].(*Emitter); ok {
		ev.Init(em, st)
		ev.defined(em)
	} else {
		ev.Init(new(Emitter), st)
	}
	if options, ok := options.(*goja.Object); ok {
		ev.Configure(ev.Of(o), options)
	}
}

// Construct does what the constructor does for o, whose emitter has been
// initialized by Init: it reads the options, and runs a script's own
// EventEmitter.init if there is one.
func (ev *Events) Construct(o *goja.Object, em *Emitter, options goja.Value) {
	if fn := ev.Class.Ctor.Get("init"); fn != goja.Value(ev.initFn) {
		ev.env.Call(env.CallbackOf(fn), o, options)
		return
	}
	if options, ok := options.(*goja.Object); ok {
		ev.Configure(em, options)
	}
}
