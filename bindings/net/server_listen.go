package net

import (
	"net/netip"
	"slices"
	"strconv"

	"github.com/dop251/goja"

	"gonet/bindings/dns"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/netimpl"
)

// defaultBacklog is what listen asks for; the kernel makes 512 of it.
const defaultBacklog = 511

// listenArgs says where to listen.
type listenArgs struct {
	address     string // "" for any address
	port        int    // -1 for a path
	addressType int    // 4, 6, or -1 for a path
	backlog     int
	fd          int // -1 unless a descriptor was given
	exclusive   bool
	flags       netimpl.BindFlags
	options     *goja.Object // what cluster is told besides
}

// listen is server.listen in all its forms.
func (s *Server) listen(args []goja.Value) {
	e := s.env
	n := normalizeArgs(e, args)
	if !s.handle.none() {
		errs.Throw(e, "ERR_SERVER_ALREADY_LISTEN")
	}
	s.traceListen("asyncStart", "options", n.options)
	if !goja.IsNull(n.cb) {
		e.Invoke(s.face(), "once", nameListening.Value(), n.cb)
	}
	to := listenArgs{port: -1, addressType: -1, fd: -1, backlog: backlogArgument(args)}
	if b := boundSocketIn(e, n.options); b != nil {
		s.listenBound(b, to)
		return
	}
	options := handleOption(e, n.options)
	s.listening++
	if h, ok := handleOf(e, options); ok && h.tcp != nil {
		s.adopt(handleRef{native: h})
		to.exclusive = true
		s.listenInCluster(to)
		return
	}
	s.closeOnAbort(options)
	if fd, ok := descriptorOption(options); ok {
		to.fd, to.port, to.addressType = fd, 0, 0
		s.listenInCluster(to)
		return
	}
	if port := listenPort(args, options); port != nil {
		s.listenPort(port, options, to)
		return
	}
	if path := option(options, "path"); isPipeName(path) && path.String() != "" {
		s.listenPath(path, options, to)
		return
	}
	if !has(options, "port") && !has(options, "path") {
		errs.Throw(e, "ERR_INVALID_ARG_VALUE", "options", options, `must have the property "port" or "path"`)
	}
	errs.Throw(e, "ERR_INVALID_ARG_VALUE", "options", options)
}

// backlogArgument reads the backlog of (port|path|handle, backlog) and of
// (port, host, backlog).
func backlogArgument(args []goja.Value) int {
	for _, i := range []int{1, 2} {
		if i < len(args) {
			if n, ok := toNumber(args[i]); ok && n > 0 {
				return int(n)
			}
		}
	}
	return 0
}

func backlogOption(options *goja.Object, to listenArgs) int {
	if v := option(options, "backlog"); v.ToBoolean() {
		return int(v.ToInteger())
	}
	return to.backlog
}

// handleOption returns options._handle, options.handle or options.
func handleOption(e *env.Env, options *goja.Object) *goja.Object {
	for _, name := range []string{"_handle", "handle"} {
		if v := option(options, name); v.ToBoolean() {
			return v.ToObject(e.VM)
		}
	}
	return options
}

func descriptorOption(options *goja.Object) (fd int, ok bool) {
	v := option(options, "fd")
	if !goja.IsNumber(v) || v.ToFloat() < 0 {
		return 0, false
	}
	return int(v.ToInteger()), true
}

// listenPort returns the port of options, 0 where it was left out on purpose,
// nil if there is none.
func listenPort(args []goja.Value, options *goja.Object) goja.Value {
	port := options.Get("port")
	left := port != nil && validate.Nullish(port)
	if len(args) == 0 || env.IsFunction(args[0]) || left {
		options.Set("port", 0)
		port = options.Get("port")
	}
	if port != nil && (goja.IsNumber(port) || validate.IsString(port)) {
		return port
	}
	return nil
}

func (s *Server) listenPort(port goja.Value, options *goja.Object, to listenArgs) {
	e := s.env
	to.port = int(validate.Port(e, port, "options.port"))
	to.backlog = backlogOption(options, to)
	to.addressType = 4
	if isTrue(e, option(options, "ipv6Only")) {
		to.flags |= netimpl.IPv6Only
	}
	if isTrue(e, option(options, "reusePort")) {
		to.flags |= netimpl.ReusePort
		options.Set("exclusive", true)
	}
	to.exclusive = option(options, "exclusive").ToBoolean()
	host := option(options, "host")
	if !host.ToBoolean() {
		s.listenInCluster(to)
		return
	}
	s.lookupAndListen(host, to)
}

// lookupAndListen listens on the first address of host that is not
// link-local: those need a zone.
func (s *Server) lookupAndListen(host goja.Value, to listenArgs) {
	e, id := s.env, s.listening
	options := e.VM.NewObject()
	options.Set("all", true)
	dns.Lookup(e, host, options, e.Function("", 2, func(c goja.FunctionCall) goja.Value {
		switch err := c.Argument(0); {
		case id != s.listening:
		case err.ToBoolean():
			s.emit(nameError, err)
		default:
			to.address, to.addressType = preferredAddress(c.Argument(1).(*goja.Object))
			s.listenInCluster(to)
		}
		return goja.Undefined()
	}))
}

func preferredAddress(found *goja.Object) (host string, family int) {
	all := arrayItems(found)
	i := slices.IndexFunc(all, func(v goja.Value) bool {
		addr, err := netip.ParseAddr(v.(*goja.Object).Get("address").String())
		return err != nil || addr.Is4() || !addr.IsLinkLocalUnicast()
	})
	chosen := all[max(i, 0)].(*goja.Object)
	if family = int(option(chosen, "family").ToInteger()); family == 0 {
		family = 4
	}
	return chosen.Get("address").String(), family
}

// listenPath listens on a UNIX domain socket or a named pipe.
func (s *Server) listenPath(path goja.Value, options *goja.Object, to listenArgs) {
	e := s.env
	readableAll, writableAll := option(options, "readableAll"), option(options, "writableAll")
	if isAbstract(path.String()) && (readableAll.ToBoolean() || writableAll.ToBoolean()) {
		errs.Throw(e, "ERR_INVALID_ARG_VALUE", "options", options,
			"can not set readableAll or writableAllt to true when path is abstract unix socket")
	}
	s.pipeName = path
	to.address = path.String()
	to.backlog = backlogOption(options, to)
	to.exclusive = option(options, "exclusive").ToBoolean()
	to.options = e.VM.NewObject()
	to.options.Set("readableAll", readableAll)
	to.options.Set("writableAll", writableAll)
	s.listenInCluster(to)
	if s.handle.native == nil || s.handle.native.pipe == nil {
		return // it has failed, which is told on the next tick
	}
	readable, writable := isTrue(e, readableAll), isTrue(e, writableAll)
	if !readable && !writable {
		return
	}
	if status := statusOf(s.handle.native.pipe.Chmod(readable, writable)); status != 0 {
		s.handle.close(e, nil)
		s.handle = handleRef{}
		panic(errs.Errno(e, status, "uv_pipe_chmod", ""))
	}
}

// closeOnAbort closes the server when options.signal aborts.
func (s *Server) closeOnAbort(options *goja.Object) {
	e := s.env
	signal := option(options, "signal")
	if validate.IsUndefined(signal) {
		return
	}
	target := validate.AbortSignal(e, signal, "options.signal")
	abort := func() { e.Invoke(s.face(), "close") }
	if truthy(target.Get("aborted")) {
		e.NextTick(abort)
		return
	}
	dispose := onAbort(e, target, abort)
	s.mod.events.Once(s.face(), nameClose, func(goja.FunctionCall) goja.Value {
		dispose()
		return goja.Undefined()
	})
}

// adopt makes h, which comes from elsewhere, the server's.
func (s *Server) adopt(h handleRef) {
	s.handle = h
	h.setOwner(s)
}

// listenInCluster asks the primary process for the handle if this process is a
// worker of cluster, and otherwise makes one.
func (s *Server) listenInCluster(to listenArgs) {
	cluster := s.mod.clusterWorker()
	if cluster == nil || to.exclusive {
		s.setUp(to)
		return
	}
	e, id := s.env, s.listening
	query := to.query(e)
	e.Invoke(cluster, "_getServer", s.face(), query, e.Function("listenOnPrimaryHandle", 2, func(c goja.FunctionCall) goja.Value {
		s.listenOnPrimaryHandle(id, to, int(c.Argument(0).ToInteger()), refTo(e, c.Argument(1)))
		return goja.Undefined()
	}))
}

// query is what cluster's primary process is asked.
func (to listenArgs) query(e *env.Env) *goja.Object {
	query := e.VM.NewObject()
	set := func(name string, present bool, v any) {
		if present {
			query.Set(name, v)
		} else {
			query.Set(name, goja.Null())
		}
	}
	set("address", to.address != "", to.address)
	set("port", to.fd < 0, to.port)
	set("addressType", to.fd < 0, to.addressType)
	set("fd", true, goja.Undefined())
	if to.fd >= 0 {
		query.Set("fd", to.fd)
	}
	query.Set("flags", int(to.flags))
	query.Set("backlog", to.backlog)
	if to.options != nil {
		for _, key := range to.options.Keys() {
			query.Set(key, to.options.Get(key))
		}
	}
	return query
}

func (s *Server) listenOnPrimaryHandle(id int, to listenArgs, status int, h handleRef) {
	if id != s.listening {
		h.close(s.env, nil)
		return
	}
	if status = checkBind(s.env, status, to.port, h); status != 0 {
		s.emit(nameError, errs.HostPort(s.env, status, "bind", to.address, to.port, ""))
		return
	}
	if !s.handle.none() {
		s.handle.close(s.env, nil)
	}
	s.adopt(h)
	s.setUp(to)
}

// checkBind finds out late about a port in use: bind does not report it, and
// connect or listen would take another port.
func checkBind(e *env.Env, status, port int, h handleRef) int {
	if status != 0 || port <= 0 || !h.has("getsockname") {
		return status
	}
	out := e.VM.NewObject()
	if status = h.nameInto(e, out, true); status == 0 && int(option(out, "port").ToInteger()) != port {
		return statusAddrInUse
	}
	return status
}

// setUp is the method _listen2, which a script may have replaced.
func (s *Server) setUp(to listenArgs) {
	e := s.env
	fn := s.face().Get("_listen2")
	if call := env.CallbackOf(fn); call != nil && fn != goja.Value(s.mod.ownListen2) {
		query := to.query(e)
		call(goja.FunctionCall{This: s.face(), Arguments: []goja.Value{
			query.Get("address"), query.Get("port"), query.Get("addressType"),
			query.Get("backlog"), query.Get("fd"), query.Get("flags"),
		}})
		return
	}
	s.setUpHandle(to)
}

// setUpHandle makes the handle if there is none and starts to listen. What
// fails is told on the next tick. As setupListenHandle.
func (s *Server) setUpHandle(to listenArgs) {
	e := s.env
	if s.handle.none() {
		h, status := makeServerHandle(e, &to)
		if status != 0 {
			s.failListen(status, to)
			return
		}
		s.handle = handleRef{native: h}
	}
	s.handle.setOwner(s)
	s.serveScripted()
	backlog := to.backlog
	if backlog == 0 {
		backlog = defaultBacklog
	}
	if status := s.handle.listen(e, backlog); status != 0 {
		s.handle.close(e, nil)
		s.handle = handleRef{}
		s.failListen(status, to)
		return
	}
	s.traceListen("asyncEnd", "", nil)
	s.face().Set("_connectionKey", to.key())
	if s.unrefed {
		e.Invoke(s.face(), "unref")
	}
	e.TriggeredBy(s.handle.asyncID(), func() { e.NextTick(s.tellListening) })
}

func (s *Server) tellListening() {
	if !s.handle.none() {
		s.emit(nameListening)
	}
}

func (s *Server) failListen(status int, to listenArgs) {
	err := errs.UVHostPort(s.env, status, "listen", to.address, to.port)
	s.traceListen("error", "error", err)
	s.env.NextTick(func() { s.tellError(err) })
}

func (s *Server) tellError(err goja.Value) { s.emit(nameError, err) }

// makeServerHandle makes and binds what to asks for. Without an address it is
// all of IPv6, or all of IPv4 where there is no IPv6; to then says which.
func makeServerHandle(e *env.Env, to *listenArgs) (*Handle, int) {
	switch {
	case to.fd >= 0:
		return openServerHandle(e, to.fd)
	case to.port == -1 && to.addressType == -1:
		h := newPipe(e, kindPipeServer)
		return bound(h, statusOf(h.pipe.Bind(to.address)))
	case to.address != "":
		return bindServerHandle(e, to)
	}
	to.address, to.addressType = anyIPv6, 6
	if h, status := bindServerHandle(e, to); status == 0 {
		return h, 0
	}
	to.address, to.addressType = anyIPv4, 4
	return bindServerHandle(e, to)
}

// The addresses that stand for all of the host's.
const (
	anyIPv4 = "0.0.0.0"
	anyIPv6 = "::"
)

func bindServerHandle(e *env.Env, to *listenArgs) (*Handle, int) {
	family := 4
	if to.addressType == 6 {
		family = 6
	}
	h := newTCP(e, kindTCPServer)
	return bound(h, h.bind(family, to.address, max(to.port, 0), to.flags))
}

// bound returns h, or closes it if it could not be bound.
func bound(h *Handle, status int) (*Handle, int) {
	if status != 0 {
		h.close(nil)
		return nil, status
	}
	return h, 0
}

// openServerHandle makes a handle of a descriptor, EINVAL if it is none that
// can listen.
func openServerHandle(e *env.Env, fd int) (*Handle, int) {
	h := handleForFD(e, fd, kindTCPServer, kindPipeServer)
	if h == nil {
		return nil, statusInvalid
	}
	return bound(h, h.open(fd))
}

// handleForFD makes a handle, not yet open, of the kind that serves fd, nil if
// that is neither a TCP socket nor a pipe.
func handleForFD(e *env.Env, fd int, tcpKind, pipeKind string) *Handle {
	switch netimpl.GuessHandle(fd) {
	case netimpl.DescriptorTCP:
		return newTCP(e, tcpKind)
	case netimpl.DescriptorPipe:
		return newPipe(e, pipeKind)
	}
	return nil
}

// key tells listening servers apart: "4:127.0.0.1:80".
func (to listenArgs) key() string {
	address := to.address
	if address == "" {
		address = "null"
	}
	return strconv.Itoa(to.addressType) + ":" + address + ":" + strconv.Itoa(to.port)
}

// callCreateServerHandle is net._createServerHandle(address, port, addressType,
// fd, flags), which returns a handle or a status.
func (m *module) callCreateServerHandle(c goja.FunctionCall) goja.Value {
	to := listenArgs{port: -1, addressType: -1, fd: -1}
	if v := c.Argument(0); v.ToBoolean() {
		to.address = v.String()
	}
	if v := c.Argument(1); !validate.Nullish(v) {
		to.port = int(v.ToInteger())
	}
	if v := c.Argument(2); !validate.Nullish(v) {
		to.addressType = int(v.ToInteger())
	}
	if v := c.Argument(3); goja.IsNumber(v) && v.ToInteger() >= 0 {
		to.fd = int(v.ToInteger())
	}
	to.flags = netimpl.BindFlags(c.Argument(4).ToInteger())
	h, status := makeServerHandle(m.env, &to)
	if status != 0 {
		return m.env.VM.ToValue(status)
	}
	return h.face()
}
