package process

import (
	"runtime"
	"weak"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
)

var (
	nameUnhandledRejection = events.NewName("unhandledRejection")
	nameRejectionHandled   = events.NewName("rejectionHandled")
)

// rejections are the rejected promises without a handler. As
// lib/internal/process/promises.js.
type rejections struct {
	pending []*rejection
	byOwner map[*goja.Promise]*rejection // the pending ones
	lastID  int

	// warned has the number of each rejection that was reported, as long as
	// its promise lives.
	warned  map[weak.Pointer[goja.Promise]]int
	handled []lateHandler
}

// rejection is a promise that was rejected and has no handler yet.
type rejection struct {
	promise *goja.Promise // nil once it has one
	reason  goja.Value
	id      int
	domain  *goja.Object
	frame   *env.AsyncFrame
}

// lateHandler is a reported rejection that has got a handler since.
type lateHandler struct {
	promise *goja.Promise
	warning *goja.Object
}

// trackRejection is told by the VM of rejections without a handler, and of
// handlers that come later.
func (p *Process) trackRejection(promise *goja.Promise, op goja.PromiseRejectionOperation) {
	if op == goja.PromiseRejectionHandle {
		p.handleRejection(promise)
		return
	}
	r := &p.rejected
	r.lastID++
	rej := &rejection{promise: promise, reason: promise.Result(), id: r.lastID, frame: p.env.AsyncFrame()}
	rej.domain, _ = p.object.Get("domain").(*goja.Object)
	if r.byOwner == nil {
		r.byOwner = make(map[*goja.Promise]*rejection)
	}
	r.byOwner[promise] = rej
	r.pending = append(r.pending, rej)
}

func (p *Process) handleRejection(promise *goja.Promise) {
	r := &p.rejected
	if rej := r.byOwner[promise]; rej != nil {
		rej.promise = nil
		delete(r.byOwner, promise)
		return
	}
	key := weak.Make(promise)
	id, ok := r.warned[key]
	if !ok {
		return
	}
	delete(r.warned, key)
	// Made now, so that its stack shows who came late.
	warning := errs.Error(p.env, "Promise rejection was handled asynchronously (rejection id: "+itoa(id)+")")
	must(warning.Set("name", "PromiseRejectionHandledWarning"))
	must(warning.Set("id", id))
	r.handled = append(r.handled, lateHandler{promise, warning})
}

// markWarned remembers a reported rejection until its promise is collected.
func (p *Process) markWarned(rej *rejection) {
	r := &p.rejected
	if r.warned == nil {
		r.warned = make(map[weak.Pointer[goja.Promise]]int)
	}
	key := weak.Make(rej.promise)
	r.warned[key] = rej.id
	loop := p.env.Loop
	runtime.AddCleanup(rej.promise, func(key weak.Pointer[goja.Promise]) {
		loop.Post(func() { delete(r.warned, key) })
	}, key)
}

// processRejections runs once the queues are empty. It reports whether they
// may have something again.
func (p *Process) processRejections() bool {
	r := &p.rejected
	if len(r.pending) == 0 && len(r.handled) == 0 {
		return false
	}
	busy := len(r.handled) > 0
	for len(r.handled) > 0 {
		late := r.handled[0]
		r.handled = r.handled[1:]
		p.env.Try(func() {
			if !p.emit(nameRejectionHandled, p.env.VM.ToValue(late.promise)) {
				p.emitWarningValue(late.warning)
			}
		})
	}
	pending := r.pending
	r.pending, r.byOwner = nil, nil
	for _, rej := range pending {
		if rej.promise == nil {
			continue
		}
		busy = true
		p.markWarned(rej)
		leave := p.enter(rej)
		p.env.Try(func() { p.unhandled(rej) })
		leave()
	}
	return busy || len(r.pending) > 0
}

// enter makes what was current when a promise was rejected current again, and
// the promise the resource whose callback is running if hooks know it.
func (p *Process) enter(rej *rejection) (leave func()) {
	before, restore := p.env.AsyncFrame(), func() {}
	if hooks := p.env.Hooks; hooks != nil {
		if a := hooks.OfPromise(rej.promise); a != nil {
			restore = p.env.SetExecution(a.ID, a.Trigger, p.env.VM.ToValue(rej.promise).(*goja.Object))
		}
	}
	p.env.SetAsyncFrame(rej.frame)
	return func() {
		p.env.SetAsyncFrame(before)
		restore()
	}
}

// unhandled does with a rejection what --unhandled-rejections says.
func (p *Process) unhandled(rej *rejection) {
	mode, _ := p.env.Option("unhandled-rejections")
	switch mode {
	case "none":
		p.emitUnhandled(rej)
	case "warn":
		p.emitUnhandled(rej)
		p.warnUnhandled(rej)
	case "warn-with-error-code":
		if !p.emitUnhandled(rej) {
			p.warnUnhandled(rej)
			p.exit.code, p.exit.hasCode = exitUncaught, true
		}
	case "strict":
		p.uncaught(p.rejectionError(rej), originRejection)
		if !p.emitUnhandled(rej) {
			p.warnUnhandled(rej)
		}
	default: // throw
		if !p.emitUnhandled(rej) {
			p.uncaught(p.rejectionError(rej), originRejection)
		}
	}
}

func (p *Process) emitUnhandled(rej *rejection) bool {
	if rej.domain != nil {
		return p.env.Invoke(rej.domain, "emit", p.env.VM.ToValue("error"), rej.reason).ToBoolean()
	}
	return p.emit(nameUnhandledRejection, rej.reason, p.env.VM.ToValue(rej.promise))
}

// rejectionError is the reason, if it looks like an error, or one that tells
// the reason.
func (p *Process) rejectionError(rej *rejection) goja.Value {
	if p.isErrorLike(rej.reason) {
		return rej.reason
	}
	err := errs.Error(p.env, "This error originated either by throwing inside of an async function without a catch block, "+
		"or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason \""+
		p.plainText(rej.reason)+"\".")
	must(err.Set("code", "ERR_UNHANDLED_REJECTION"))
	must(err.Set("name", "UnhandledPromiseRejection"))
	return err
}

func (p *Process) isErrorLike(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok || env.IsFunction(o) {
		return false
	}
	own := false
	p.quietly(func() {
		hasOwn := env.CallbackOf(p.env.VM.GlobalObject().Get("Object").(*goja.Object).Get("hasOwn"))
		own = hasOwn(goja.FunctionCall{Arguments: []goja.Value{o, p.env.VM.ToValue("stack")}}).ToBoolean()
	})
	return own
}

// plainText is the text of a value without a line of script being run: as
// V8's NoSideEffectsToString.
func (p *Process) plainText(v goja.Value) string {
	o, ok := v.(*goja.Object)
	if symbol, isSymbol := v.(*goja.Symbol); isSymbol {
		return "Symbol(" + symbol.String() + ")"
	}
	if !ok {
		return v.String()
	}
	text := "#<Object>"
	p.quietly(func() {
		switch ctor, isObject := o.Get("constructor").(*goja.Object); {
		case o.ClassName() == "Error":
			text = o.String()
		case env.IsFunction(o):
			text = o.String()
		case isObject && ctor.Get("name").String() != "":
			text = "#<" + ctor.Get("name").String() + ">"
		}
	})
	return text
}

const unhandledWarning = "UnhandledPromiseRejectionWarning"

// warnUnhandled warns twice, as Node does: of the reason, and of what happened.
func (p *Process) warnUnhandled(rej *rejection) {
	text := ""
	if o, ok := rej.reason.(*goja.Object); ok && p.isErrorLike(o) {
		text = p.stackOf(o)
	} else {
		text = p.plainText(rej.reason)
	}
	p.quietly(func() { p.emitWarning(p.env.VM.ToValue(text), p.env.VM.ToValue(unhandledWarning)) })
	warning := errs.Error(p.env, "Unhandled promise rejection. This error originated either by throwing inside of an "+
		"async function without a catch block, or by rejecting a promise which was not handled with .catch(). "+
		"To terminate the node process on unhandled promise rejection, use the CLI flag "+
		"`--unhandled-rejections=strict` (see https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). "+
		"(rejection id: "+itoa(rej.id)+")")
	must(warning.Set("name", unhandledWarning))
	p.emitWarningValue(warning)
}
