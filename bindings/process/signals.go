package process

import (
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/netimpl"
)

var (
	nameNewListener    = events.NewName("newListener")
	nameRemoveListener = events.NewName("removeListener")
)

// setUpSignals makes signals events: a handle of the loop watches a signal as
// long as process has a listener for its name.
func (p *Process) setUpSignals() {
	if p.isWorker() {
		return
	}
	p.events.On(p.object, nameNewListener, events.NewListener(func(c goja.FunctionCall) goja.Value {
		if goja.IsString(c.Argument(0)) {
			p.watchSignal(c.Argument(0).String())
		}
		return goja.Undefined()
	}))
	p.events.On(p.object, nameRemoveListener, events.NewListener(func(c goja.FunctionCall) goja.Value {
		if goja.IsString(c.Argument(0)) {
			p.unwatchSignal(c.Argument(0))
		}
		return goja.Undefined()
	}))
}

// watchedSignal is a signal that the script listens to.
type watchedSignal struct {
	*netimpl.Signal
	env.Async
}

func (p *Process) watchSignal(name string) {
	number, ok := netimpl.SignalByName(name)
	if !ok || p.signals[name] != nil {
		return
	}
	signal := &watchedSignal{Signal: netimpl.NewSignal(p.env.Loop)}
	signal.Unref()
	p.env.InitAsync(&signal.Async, "SIGNALWRAP", nil)
	vm := p.env.VM
	emit := func() { p.env.Invoke(p.object, "emit", vm.ToValue(name), vm.ToValue(name), vm.ToValue(number)) }
	err := signal.Start(syscall.Signal(number), func() {
		p.env.Enter(func() { p.env.RunAsync(&signal.Async, nil, emit) })
	})
	if err != nil {
		signal.Close(nil)
		panic(errs.Errno(p.env, netimpl.ErrNumber(netimpl.AsErrno(err)), "uv_signal_start", ""))
	}
	p.signals[name] = signal
}

func (p *Process) unwatchSignal(name goja.Value) {
	signal := p.signals[name.String()]
	if signal == nil || p.env.Invoke(p.object, "listenerCount", name).ToInteger() > 0 {
		return
	}
	signal.Close(nil)
	p.env.DestroyAsync(&signal.Async)
	delete(p.signals, name.String())
}
