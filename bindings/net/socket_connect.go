package net

import (
	"strconv"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/ipaddr"
	"gonet/bindings/internal/validate"
)

// localEnd is what options say of the socket's own address; undefined values
// stand for what they leave open.
type localEnd struct {
	address, port goja.Value
}

func (l localEnd) none() bool { return !l.address.ToBoolean() && !l.port.ToBoolean() }

// connect is socket.connect in all its forms.
func (s *Socket) connect(n normalized) {
	e := s.env()
	s.mod.publishSocket("net.client.socket", s)
	if !goja.IsNull(n.cb) {
		e.Invoke(s.face(), "once", nameConnect.Value(), n.cb)
	}
	if s.rare != nil && s.rare.parent != nil {
		if parent, ok := s.rare.parent.(*goja.Object); ok && truthy(parent.Get("connecting")) {
			return
		}
	}
	path := option(n.options, "path")
	if goja.IsUndefined(option(n.options, "port")) && validate.Nullish(path) {
		errs.Throw(e, "ERR_MISSING_ARGS", []string{"options", "port", "path"})
	}
	s.restoreWrite()
	if s.Destroyed() {
		s.handle = handleRef{}
		s.forgetAddresses()
	}
	isPipe := path.ToBoolean()
	if s.has(socketBoundSource) && !s.handle.none() {
		isPipe = !s.handle.isTCP()
	}
	if s.handle.none() {
		s.handle = s.newHandle(isPipe)
		s.initHandle()
	}
	s.touch()
	s.flags |= socketConnecting
	if isPipe {
		s.connectPath(validate.String(e, path, "options.path"))
	} else {
		s.lookupAndConnect(n.options)
	}
}

func (s *Socket) newHandle(isPipe bool) handleRef {
	if isPipe {
		return handleRef{native: newPipe(s.env(), kindPipeSocket)}
	}
	return handleRef{native: newTCP(s.env(), kindTCPSocket)}
}

// initHandle makes the socket ready for its new handle. As initSocketHandle.
func (s *Socket) initHandle() {
	s.Undestroy()
	s.forgetSockname()
	s.handle.setOwner(s)
	if o := s.onread(); o != nil && !s.handle.none() {
		o.next()
	}
}

// restoreWrite takes off the write that refuses to follow the peer's end.
func (s *Socket) restoreWrite() {
	own := s.mod.socket.Proto.Get("write")
	if s.face().Get("write") != own {
		s.face().Set("write", own)
	}
}

func (s *Socket) connectPath(path string) {
	e := s.env()
	s.emit(nameConnectionAttempt, e.VM.ToValue(path), goja.Undefined(), goja.Undefined())
	h := s.handle.native
	status := h.connectPath(path, func(status int) { s.afterConnect(h, attempt{address: path}, status) })
	if status != 0 {
		s.Destroy(errs.HostPort(e, status, "connect", path, 0, s.localDetails()))
	}
}

// lookupAndConnect finds the address of options.host and connects to it.
func (s *Socket) lookupAndConnect(options *goja.Object) {
	e := s.env()
	host := option(options, "host")
	if !host.ToBoolean() {
		host = e.VM.ToValue("localhost")
	}
	local := localEnd{option(options, "localAddress"), option(options, "localPort")}
	name := validate.StringWithoutNullBytes(e, host, "options.host")
	s.checkLocal(local, options)
	port := s.portOption(option(options, "port"))
	several, timeout := s.familySelection(options)
	if family := ipaddr.IsIP(name); family != 0 {
		s.connectToAddress(attempt{address: name, port: port, family: family, local: local})
		return
	}
	lookup := lookupFunction(e, options)
	query, family := s.lookupOptions(options)
	s.more().host = host
	if family != 4 && family != 6 && !local.address.ToBoolean() && several {
		query.Set("all", true)
		found := e.Function("", 2, func(c goja.FunctionCall) goja.Value {
			s.foundSeveral(c.Argument(0), c.Argument(1), lookedUp{host, options, port, local, timeout})
			return goja.Undefined()
		})
		e.TriggeredBy(s.handle.asyncID(), func() { lookup(host, query, found) })
		return
	}
	found := e.Function("", 3, func(c goja.FunctionCall) goja.Value {
		s.foundOne(c, lookedUp{host, options, port, local, timeout})
		return goja.Undefined()
	})
	e.TriggeredBy(s.handle.asyncID(), func() { lookup(host, query, found) })
}

// lookedUp is what a look-up was made for.
type lookedUp struct {
	host    goja.Value
	options *goja.Object
	port    int
	local   localEnd
	timeout int // of one attempt, in milliseconds
}

func (s *Socket) checkLocal(local localEnd, options *goja.Object) {
	e := s.env()
	if s.has(socketBoundSource) && (!goja.IsUndefined(local.address) || !goja.IsUndefined(local.port)) {
		errs.Throw(e, "ERR_INVALID_ARG_VALUE", "options", options,
			"localAddress and localPort cannot be used with an adopted bound socket")
	}
	if local.address.ToBoolean() && ipaddr.IsIP(local.address.String()) == 0 {
		errs.Throw(e, "ERR_INVALID_IP_ADDRESS", local.address)
	}
	if local.port.ToBoolean() {
		validate.Number(e, local.port, "options.localPort")
	}
}

func (s *Socket) portOption(v goja.Value) int {
	if goja.IsUndefined(v) {
		return 0
	}
	if !goja.IsNumber(v) && !validate.IsString(v) {
		throwType(s.env(), "options.port", []string{"number", "string"}, v)
	}
	return int(validate.Port(s.env(), v, "Port"))
}

// familySelection returns whether the addresses of both families are tried in
// turn, and for how long each.
func (s *Socket) familySelection(options *goja.Object) (several bool, timeout int) {
	e := s.env()
	several, timeout = s.mod.autoSelectFamily, s.mod.autoSelectFamilyTimeout
	if s.has(socketBoundSource) {
		several = false
	} else if v := option(options, "autoSelectFamily"); !validate.Nullish(v) {
		several = validate.Boolean(e, v, "options.autoSelectFamily")
	}
	if v := option(options, "autoSelectFamilyAttemptTimeout"); !validate.Nullish(v) {
		timeout = max(validate.Int32(e, v, "options.autoSelectFamilyAttemptTimeout", 1), minAttemptTimeout)
	}
	return several, timeout
}

// connectToAddress connects in a tick, so that listeners can be added. A bound
// socket connects at once: its address is known then.
func (s *Socket) connectToAddress(a attempt) {
	if s.has(socketBoundSource) {
		s.attempt(a)
		return
	}
	s.env().NextTick(func() {
		if s.connecting() {
			s.attempt(a)
		}
	})
}

// hintAddrConfig is dns.ADDRCONFIG.
const hintAddrConfig = 32

// lookupOptions returns the options of the look-up and the family asked for.
func (s *Socket) lookupOptions(options *goja.Object) (query *goja.Object, family int) {
	e := s.env()
	given, hints := option(options, "family"), option(options, "hints")
	switch given.String() {
	case "IPv4":
		given = e.VM.ToValue(4)
	case "IPv6":
		given = e.VM.ToValue(6)
	}
	if goja.IsNumber(given) {
		family = int(given.ToInteger())
	}
	if !hints.ToBoolean() {
		hints = e.VM.ToValue(0)
		if family != 4 && family != 6 {
			hints = e.VM.ToValue(hintAddrConfig)
		}
	}
	query = e.VM.NewObject()
	query.Set("family", given)
	query.Set("hints", hints)
	return query, family
}

// foundOne takes the result of a look-up of one address.
func (s *Socket) foundOne(c goja.FunctionCall, l lookedUp) {
	e := s.env()
	err, address, family := c.Argument(0), c.Argument(1), c.Argument(2)
	s.emit(nameLookup, err, address, family, l.host)
	if !s.connecting() {
		return
	}
	switch {
	case err.ToBoolean():
		s.failSoon(err)
	case !isAddress(address):
		s.failSoon(errs.New(e, "ERR_INVALID_IP_ADDRESS", address))
	case !isFamily(family):
		s.failSoon(s.badFamily(family, l))
	default:
		s.touch()
		s.attempt(attempt{address: address.String(), port: l.port, family: int(family.ToInteger()), local: l.local})
	}
}

func (s *Socket) badFamily(family goja.Value, l lookedUp) *goja.Object {
	host, port := option(l.options, "host"), option(l.options, "port")
	err := errs.New(s.env(), "ERR_INVALID_ADDRESS_FAMILY", family, host, port)
	err.Set("host", host)
	err.Set("port", port)
	return err
}

func isAddress(v goja.Value) bool { return validate.IsString(v) && ipaddr.IsIP(v.String()) != 0 }

func isFamily(v goja.Value) bool {
	return goja.IsNumber(v) && (v.ToFloat() == 4 || v.ToFloat() == 6)
}

// failSoon destroys the socket in a tick, when listeners have been added.
func (s *Socket) failSoon(err goja.Value) {
	s.env().NextTick(func() { s.Destroy(err) })
}

// attempt is one try to connect.
type attempt struct {
	address string
	port    int
	family  int // 4 or 6; 0 for a path
	local   localEnd
}

func (a attempt) values(e *env.Env) (address, port, family goja.Value) {
	if a.family == 0 {
		return e.VM.ToValue(a.address), goja.Undefined(), goja.Undefined()
	}
	return e.VM.ToValue(a.address), e.VM.ToValue(a.port), e.VM.ToValue(a.family)
}

// attempt connects to one address. As internalConnect.
func (s *Socket) attempt(a attempt) {
	e := s.env()
	if !a.local.none() {
		if err := s.bindLocal(&a); err != nil {
			s.Destroy(err)
			return
		}
	}
	address, port, family := a.values(e)
	s.emit(nameConnectionAttempt, address, port, family)
	if blocked(e, s.face(), a.address) {
		s.Destroy(errs.New(e, "ERR_IP_BLOCKED", a.address))
		return
	}
	h := s.handle.native
	if h == nil {
		return // a listener has destroyed the socket
	}
	if status := h.connect(a.family, a.address, a.port, func(status int) { s.afterConnect(h, a, status) }); status != 0 {
		s.Destroy(errs.HostPort(e, status, "connect", a.address, a.port, s.localDetails()))
		return
	}
	s.startPerf(a.address, a.port)
}

// bindLocal gives the handle the local address of a, which it completes, and
// returns the error if that fails.
func (s *Socket) bindLocal(a *attempt) goja.Value {
	e := s.env()
	if !a.local.address.ToBoolean() {
		a.local.address = e.VM.ToValue(map[int]string{4: anyIPv4, 6: anyIPv6}[a.family])
	}
	address, port := a.local.address.String(), 0
	if a.local.port.ToBoolean() {
		port = int(a.local.port.ToInteger())
	}
	status := s.handle.native.bind(a.family, address, port, 0)
	if status = checkBind(e, status, port, s.handle); status != 0 {
		return errs.HostPort(e, status, "bind", address, port, "")
	}
	return nil
}

// localDetails is how errors of connect show the local end.
func (s *Socket) localDetails() string {
	at := s.sockname()
	return at.address.String() + ":" + at.port.String()
}

// afterConnect takes the result of the attempt a over h.
func (s *Socket) afterConnect(h *Handle, a attempt, status int) {
	if s.Destroyed() {
		return
	}
	s.flags &^= socketConnecting
	s.forgetSockname()
	if status != 0 {
		err := a.err(s.env(), status)
		address, port, family := a.values(s.env())
		s.emit(nameConnectionAttemptFailed, address, port, family, err)
		s.Destroy(err)
		return
	}
	s.connected(h)
}

// err makes the error of a failed attempt.
func (a attempt) err(e *env.Env, status int) *goja.Object {
	details := ""
	hasLocal := a.local.address != nil && a.local.address.ToBoolean() && a.local.port.ToBoolean()
	if hasLocal {
		details = a.local.address.String() + ":" + strconv.Itoa(int(a.local.port.ToInteger()))
	}
	err := errs.HostPort(e, status, "connect", a.address, a.port, details)
	if hasLocal {
		err.Set("localAddress", a.local.address)
		err.Set("localPort", a.local.port)
	}
	return err
}

// connected makes the socket one with a connection.
func (s *Socket) connected(h *Handle) {
	readable, writable := h.stream.IsReadable(), h.stream.IsWritable()
	if s.property("readable") && !readable {
		s.Readable.PushEOF()
		s.read(0)
	}
	if s.property("writable") && !writable {
		s.env().Invoke(s.face(), "end")
	}
	s.touch()
	s.applySettings()
	s.emit(nameConnect)
	s.emit(nameReady)
	if readable && !truthy(s.env().Invoke(s.face(), "isPaused")) {
		s.read(0)
	}
	s.stopPerf()
}

// property reads a property that scripts may have replaced, as a boolean.
func (s *Socket) property(name string) bool { return truthy(s.face().Get(name)) }

// applySettings sets on the new connection what was set before it existed.
func (s *Socket) applySettings() {
	e := s.env()
	if s.has(socketNoDelay) && s.handle.has("setNoDelay") {
		s.handle.setNoDelay(e, true)
	}
	if s.has(socketKeepAlive) && s.handle.has("setKeepAlive") {
		s.applyKeepAlive(true)
	}
	if s.rare != nil && s.rare.tos >= 0 && s.handle.has("setTypeOfService") {
		if status := s.handleSetTOS(); status != 0 && status != statusBadFD && !isWindows {
			s.emit(nameError, errs.Errno(e, status, "setTypeOfService", ""))
		}
	}
}
