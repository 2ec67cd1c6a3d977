package timers

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/validate"
)

// interval is the async iterator that setInterval of timers/promises returns:
// an async generator, written as the states it goes through.
type interval struct {
	timers                *Timers
	after, value, options goja.Value

	state    intervalState
	requests []intervalRequest // what is asked of it, in order
	timeout  *Timeout
	ticks    int // expiries that have not been yielded
	signal   *goja.Object
	unlisten func()
}

type intervalState uint8

const (
	intervalNew     intervalState = iota // nothing has been asked of it
	intervalYielded                      // it has yielded and waits to be asked
	intervalWaiting                      // it is asked and waits for an expiry
	intervalDone
)

// intervalRequest is a call of next, return or throw.
type intervalRequest struct {
	kind            requestKind
	value           goja.Value
	resolve, reject func(any) error
}

type requestKind uint8

const (
	requestNext requestKind = iota
	requestReturn
	requestThrow
)

// intervals returns the function setInterval.
func (t *Timers) intervals() env.Callback {
	e := t.env
	class := e.NewClass("AsyncGenerator", 0, nil, func(goja.ConstructorCall) *goja.Object { return nil })
	for name, kind := range map[string]requestKind{"next": requestNext, "return": requestReturn, "throw": requestThrow} {
		class.Method(name, 1, func(c goja.FunctionCall) goja.Value {
			iv, ok := env.PartOf[*interval](e, c.This, env.PartOwner)
			if !ok {
				panic(e.VM.NewTypeError("%s method called on incompatible receiver", name))
			}
			return iv.ask(kind, c.Argument(0))
		})
	}
	if symbol := e.WellKnown("asyncIterator"); symbol != nil {
		class.SymbolMethod(symbol, "[Symbol.asyncIterator]", 0, func(c goja.FunctionCall) goja.Value { return c.This })
	}
	define(class.Proto.DefineDataPropertySymbol(goja.SymToStringTag, e.VM.ToValue("AsyncGenerator"),
		goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE))
	return func(c goja.FunctionCall) goja.Value {
		o := e.VM.CreateObject(class.Proto)
		e.Attach(o).Parts[env.PartOwner] = &interval{
			timers: t, after: c.Argument(0), value: c.Argument(1), options: c.Argument(2),
		}
		return o
	}
}

// ask queues a request and returns the promise for its answer.
func (iv *interval) ask(kind requestKind, value goja.Value) goja.Value {
	p, resolve, reject := iv.timers.env.VM.NewPromise()
	iv.requests = append(iv.requests, intervalRequest{kind, value, resolve, reject})
	iv.serve()
	return iv.timers.env.VM.ToValue(p)
}

// serve answers requests until it has to wait for an expiry.
func (iv *interval) serve() {
	for len(iv.requests) > 0 && iv.state != intervalWaiting {
		if iv.requests[0].kind == requestNext {
			iv.next()
		} else {
			iv.end()
			iv.answerEnd()
		}
	}
}

// next goes on with the generator until it yields, waits or ends.
func (iv *interval) next() {
	switch iv.state {
	case intervalDone:
		iv.answerEnd()
		return
	case intervalNew:
		if ex := iv.timers.env.VM.Try(iv.begin); ex != nil {
			iv.fail(ex.Value())
			return
		}
	case intervalYielded:
		iv.ticks--
	}
	switch {
	case iv.ticks > 0:
		iv.yield()
	case iv.signal != nil && iv.signal.Get("aborted").ToBoolean():
		iv.fail(iv.timers.aborted(iv.signal))
	default:
		iv.state = intervalWaiting
	}
}

// begin is the generator's body before its first yield.
func (iv *interval) begin() {
	t := iv.timers
	s, signal := t.promiseSettings(iv.after, iv.options)
	iv.signal = signal
	if signal != nil && signal.Get("aborted").ToBoolean() {
		panic(t.aborted(signal))
	}
	s.repeat = true
	s.callback = t.native(iv.tick)
	iv.timeout = t.start(s)
	if signal != nil {
		iv.unlisten = t.onAbort(signal, iv.abort)
	}
}

func (iv *interval) tick() {
	iv.ticks++
	if iv.state == intervalWaiting {
		iv.yield()
		iv.serve()
	}
}

func (iv *interval) abort() {
	iv.timeout.clear()
	if iv.state == intervalWaiting {
		iv.fail(iv.timers.aborted(iv.signal))
		iv.serve()
	}
}

func (iv *interval) yield() {
	iv.state = intervalYielded
	iv.answer(iv.value, false)
}

// end is the generator's finally block.
func (iv *interval) end() {
	iv.state = intervalDone
	if iv.timeout != nil {
		iv.timeout.clear()
	}
	if iv.unlisten != nil {
		iv.unlisten()
		iv.unlisten = nil
	}
}

// fail ends the generator with an exception.
func (iv *interval) fail(exception goja.Value) {
	iv.end()
	must(iv.shift().reject(exception))
}

// answerEnd answers a request to a generator that has ended.
func (iv *interval) answerEnd() {
	switch r := iv.requests[0]; r.kind {
	case requestNext:
		iv.answer(goja.Undefined(), true)
	case requestReturn:
		iv.answer(r.value, true)
	case requestThrow:
		must(iv.shift().reject(r.value))
	}
}

// answer fulfils the first request once value, if it is a promise, has been.
func (iv *interval) answer(value goja.Value, done bool) {
	e, r := iv.timers.env, iv.shift()
	fulfil := func(value goja.Value) {
		result := e.VM.NewObject()
		define(result.Set("value", value))
		define(result.Set("done", done))
		must(r.resolve(result))
	}
	o, ok := value.(*goja.Object)
	if !ok || validate.IsUndefined(o.Get("then")) {
		fulfil(value)
		return
	}
	handler := func(fn func(goja.Value)) goja.Value {
		return e.VM.ToValue(func(c goja.FunctionCall) goja.Value {
			fn(c.Argument(0))
			return goja.Undefined()
		})
	}
	e.Invoke(o, "then", handler(fulfil), handler(func(v goja.Value) { must(r.reject(v)) }))
}

func (iv *interval) shift() intervalRequest {
	r := iv.requests[0]
	iv.requests[0] = intervalRequest{}
	iv.requests = iv.requests[1:]
	return r
}
