package net

import (
	"slices"
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/ipaddr"
	"gonet/netimpl"
)

// several tries addresses one after the other, of both families in turn, each
// for a limited time: "happy eyeballs". As internalConnectMultiple.
type several struct {
	socket    *Socket
	addresses []address
	current   int // the number of attempts begun
	port      int
	localPort goja.Value
	timeout   time.Duration
	timer     *netimpl.Timer
	errors    []any
}

type address struct {
	host   string
	family int
}

// foundSeveral takes the result of a look-up of all addresses.
func (s *Socket) foundSeveral(err, found goja.Value, l lookedUp) {
	if !s.connecting() {
		return
	}
	if err.ToBoolean() {
		s.emit(nameLookup, err, goja.Undefined(), goja.Undefined(), l.host)
		s.failSoon(err)
		return
	}
	all := arrayItems(found.ToObject(s.env().VM))
	valid, ok := s.validAddresses(err, all, l)
	if !ok {
		return
	}
	switch len(valid) {
	case 0:
		s.noValidAddress(all, l)
	case 1:
		s.touch()
		s.attempt(attempt{address: valid[0].host, port: l.port, family: valid[0].family, local: l.local})
	default:
		s.touch()
		s.face().Set("autoSelectFamilyAttemptedAddresses", s.env().VM.NewArray())
		(&several{
			socket: s, addresses: valid, port: l.port, localPort: l.local.port,
			timeout: time.Duration(l.timeout) * time.Millisecond,
		}).next(false)
	}
}

// validAddresses emits 'lookup' for each address and returns those that are
// good, once each, the families alternating from the first one on. ok is false
// if a listener has destroyed the socket.
func (s *Socket) validAddresses(err goja.Value, all []goja.Value, l lookedUp) (valid []address, ok bool) {
	families := map[int][]address{}
	first := 0
	for _, v := range all {
		o := v.ToObject(s.env().VM)
		host, family := option(o, "address"), option(o, "family")
		s.emit(nameLookup, err, host, family, l.host)
		if !s.connecting() {
			return nil, false
		}
		if !isAddress(host) || !isFamily(family) {
			continue
		}
		a := address{host.String(), int(family.ToInteger())}
		if first == 0 {
			first = a.family
		}
		if !slices.Contains(families[a.family], a) {
			families[a.family] = append(families[a.family], a)
		}
	}
	ours, others := families[first], families[10-first]
	for i := range max(len(ours), len(others)) {
		if i < len(ours) {
			valid = append(valid, ours[i])
		}
		if i < len(others) {
			valid = append(valid, others[i])
		}
	}
	return valid, true
}

// noValidAddress fails for the first of the addresses.
func (s *Socket) noValidAddress(all []goja.Value, l lookedUp) {
	if len(all) == 0 {
		panic(errs.TypeError(s.env(), "Cannot read properties of undefined (reading 'address')"))
	}
	first := all[0].ToObject(s.env().VM)
	switch host, family := option(first, "address"), option(first, "family"); {
	case ipaddr.IsIP(host.String()) == 0:
		s.failSoon(errs.New(s.env(), "ERR_INVALID_IP_ADDRESS", host))
	case !isFamily(family):
		s.failSoon(s.badFamily(family, l))
	}
}

// next begins the next attempt; canceled says that there shall be none.
func (x *several) next(canceled bool) {
	s := x.socket
	x.stopTimer()
	if s.has(socketAborted) {
		return
	}
	if canceled || x.current == len(x.addresses) {
		x.giveUp()
		return
	}
	current := x.current
	x.current++
	if current > 0 {
		s.replaceHandle(s.newHandle(false))
	}
	a := attempt{address: x.addresses[current].host, port: x.port, family: x.addresses[current].family,
		local: localEnd{goja.Undefined(), x.localPort}}
	if x.localPort.ToBoolean() {
		if err := s.bindLocal(&a); err != nil {
			x.errors = append(x.errors, err)
			x.next(false)
			return
		}
	}
	if blocked(s.env(), s.face(), a.address) {
		x.failed(a, errs.New(s.env(), "ERR_IP_BLOCKED", a.address))
		return
	}
	x.try(a, current)
}

// try connects to the address of an attempt.
func (x *several) try(a attempt, current int) {
	s, e := x.socket, x.socket.env()
	host, port, family := a.values(e)
	s.emit(nameConnectionAttempt, host, port, family)
	attempted := s.face().Get("autoSelectFamilyAttemptedAddresses").ToObject(e.VM)
	e.Invoke(attempted, "push", e.VM.ToValue(host.String()+":"+port.String()))
	h := s.handle.native
	if h == nil {
		return // a listener has destroyed the socket
	}
	timedOut := false
	status := h.connect(a.family, a.address, a.port, func(status int) {
		if !timedOut {
			x.completed(h, a, current, status)
		}
	})
	if status != 0 {
		x.failed(a, errs.HostPort(e, status, "connect", a.address, a.port, s.localDetails()))
		return
	}
	if current < len(x.addresses)-1 {
		x.startTimer(h, func() {
			timedOut = true
			x.attemptTimedOut(h, a)
		})
	}
}

// failed goes on after an attempt that could not begin.
func (x *several) failed(a attempt, err goja.Value) {
	x.errors = append(x.errors, err)
	host, port, family := a.values(x.socket.env())
	x.socket.emit(nameConnectionAttemptFailed, host, port, family, err)
	x.next(false)
}

// completed takes the result of an attempt. As afterConnectMultiple.
func (x *several) completed(h *Handle, a attempt, current, status int) {
	s := x.socket
	x.stopTimer()
	if status == 0 && current != x.current-1 {
		h.close(nil) // another attempt has taken over
		return
	}
	if status != 0 {
		err := a.err(s.env(), status)
		x.errors = append(x.errors, err)
		host, port, family := a.values(s.env())
		s.emit(nameConnectionAttemptFailed, host, port, family, err)
		if s.connecting() {
			x.next(status == statusCanceled)
		}
		return
	}
	s.startPerf(a.address, a.port)
	s.afterConnect(h, a, 0)
}

func (x *several) attemptTimedOut(h *Handle, a attempt) {
	s := x.socket
	host, port, family := a.values(s.env())
	s.emit(nameConnectionAttemptTimeout, host, port, family)
	x.errors = append(x.errors, a.err(s.env(), statusTimedOut))
	h.close(nil)
	if s.connecting() {
		x.next(false)
	}
}

// giveUp destroys the socket with all that went wrong.
func (x *several) giveUp() {
	s, e := x.socket, x.socket.env()
	if len(x.errors) == 0 {
		s.Destroy(errs.New(e, "ERR_SOCKET_CONNECTION_TIMEOUT"))
		return
	}
	all := e.Construct(e.VM.Get("AggregateError").(*goja.Object), e.VM.NewArray(x.errors...))
	all.Set("code", x.errors[0].(*goja.Object).Get("code"))
	s.Destroy(all)
}

// startTimer calls fn when the attempt over h has taken too long.
func (x *several) startTimer(h *Handle, fn func()) {
	x.timer = netimpl.NewTimer(x.socket.env().Loop)
	// It cannot fail: the timer is new.
	_ = x.timer.Start(x.timeout, 0, func() { h.enter(fn) })
}

func (x *several) stopTimer() {
	if x.timer != nil {
		x.timer.Close(nil)
		x.timer = nil
	}
}

// replaceHandle closes the handle and goes on with another. As
// kReinitializeHandle.
func (s *Socket) replaceHandle(handle handleRef) {
	if !s.handle.none() {
		s.handle.close(s.env(), nil)
	}
	s.handle = handle
	s.initHandle()
}
