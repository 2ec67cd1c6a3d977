package net

import (
	"net/netip"
	"runtime"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/ipaddr"
	"gonet/bindings/internal/validate"
	"gonet/netimpl"
)

// boundSocket is net.BoundSocket: a handle that is bound to a local address
// and that one server or socket may adopt.
type boundSocket struct {
	handle *Handle // nil once it is adopted or closed
	addr   netip.AddrPort
	path   goja.Value // of a pipe, else nil
}

var boundSocketSlot = env.NewSlot(newBoundSocketClass)

func newBoundSocketClass(e *env.Env) *env.Class {
	var class *env.Class
	class = e.NewClass("BoundSocket", 0, nil, func(c goja.ConstructorCall) *goja.Object {
		requireNew(e, c, class, "BoundSocket")
		options := c.Argument(0)
		if goja.IsUndefined(options) {
			options = e.VM.NewObject()
		}
		e.Attach(c.This).Parts[env.PartOwner] = newBoundSocket(e, validate.Object(e, options, "options"))
		return nil
	})
	this := func(v goja.Value) *boundSocket {
		b, ok := env.PartOf[*boundSocket](e, v, env.PartOwner)
		if !ok {
			errs.Throw(e, "ERR_INVALID_THIS", "BoundSocket")
		}
		return b
	}
	class.Method("address", 0, func(c goja.FunctionCall) goja.Value { return this(c.This).address(e) })
	class.Method("fd", 0, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(this(c.This).owned(e).fd())
	})
	class.Method("close", 0, func(c goja.FunctionCall) goja.Value {
		this(c.This).consume(e).close(nil)
		return goja.Undefined()
	})
	class.Accessor("isPipe", func(v goja.Value) goja.Value { return e.VM.ToValue(this(v).path != nil) }, nil)
	if symbol := e.WellKnown("dispose"); symbol != nil {
		class.SymbolMethod(symbol, "[Symbol.dispose]", 0, func(c goja.FunctionCall) goja.Value {
			if b := this(c.This); b.handle != nil {
				b.consume(e).close(nil)
			}
			return goja.Undefined()
		})
	}
	return class
}

// transferredBoundSocket is net._TransferredBoundSocket: what makes the object
// of a BoundSocket that another thread has sent. There are no such threads; it
// owns nothing.
func transferredBoundSocket(e *env.Env) *goja.Object {
	proto := boundSocketSlot.Of(e).Proto
	fn := e.Function("_TransferredBoundSocket", 0, func(goja.FunctionCall) goja.Value {
		o := e.VM.CreateObject(proto)
		e.Attach(o).Parts[env.PartOwner] = new(boundSocket)
		return o
	})
	fn.Set("prototype", proto)
	return fn
}

func newBoundSocket(e *env.Env, options *goja.Object) *boundSocket {
	if !validate.IsUndefined(option(options, "path")) {
		return bindPath(e, options)
	}
	var port uint16
	if v := option(options, "port"); !validate.Nullish(v) {
		port = validate.Port(e, v, "options.port")
	}
	flag := func(name string) bool {
		v := option(options, name)
		return !validate.Nullish(v) && validate.Boolean(e, v, "options."+name)
	}
	ipv6Only, reusePort := flag("ipv6Only"), flag("reusePort")
	host, family := anyIPv4, 4
	if ipv6Only {
		host, family = anyIPv6, 6
	}
	if v := option(options, "host"); !validate.Nullish(v) {
		host = validate.String(e, v, "options.host")
		if family = ipaddr.IsIP(host); family == 0 {
			errs.Throw(e, "ERR_INVALID_ARG_VALUE", "options.host", v,
				"must be a numeric IP address; net.BoundSocket does not perform DNS resolution")
		}
	}
	var flags netimpl.BindFlags
	if ipv6Only {
		flags |= netimpl.IPv6Only
	}
	if reusePort {
		flags |= netimpl.ReusePort
	}
	b := &boundSocket{handle: newTCP(e, kindTCPSocket)}
	status := b.handle.bind(family, host, int(port), flags)
	if status == 0 {
		// This is where an address in use shows.
		b.addr, status = b.handle.sockname()
	}
	if status != 0 {
		b.handle.close(nil)
		panic(errs.HostPort(e, status, "bind", host, int(port), ""))
	}
	return b
}

func bindPath(e *env.Env, options *goja.Object) *boundSocket {
	for _, name := range []string{"host", "port", "ipv6Only", "reusePort"} {
		if !validate.IsUndefined(option(options, name)) {
			errs.Throw(e, "ERR_INVALID_ARG_VALUE", "options", options,
				"path is mutually exclusive with host, port, ipv6Only, and reusePort")
		}
	}
	v := option(options, "path")
	path := validate.String(e, v, "options.path")
	if isAbstract(path) && runtime.GOOS != "linux" {
		errs.Throw(e, "ERR_INVALID_ARG_VALUE", "options.path", v, "abstract socket paths are only supported on Linux")
	}
	b := &boundSocket{handle: newPipe(e, kindPipeSocket), path: v}
	if status := statusOf(b.handle.pipe.Bind(path)); status != 0 {
		b.handle.close(nil)
		panic(errs.Errno(e, status, "bind", ""))
	}
	return b
}

// owned returns the handle, which must not have been given away.
func (b *boundSocket) owned(e *env.Env) *Handle {
	if b.handle == nil {
		errs.Throw(e, "ERR_SOCKET_HANDLE_ADOPTED")
	}
	return b.handle
}

// consume gives the handle away.
func (b *boundSocket) consume(e *env.Env) *Handle {
	h := b.owned(e)
	b.handle = nil
	return h
}

func (b *boundSocket) address(e *env.Env) goja.Value {
	b.owned(e)
	if b.path != nil {
		return b.path
	}
	o := e.VM.NewObject()
	setAddress(e, o, b.addr)
	return o
}

// boundSocketIn returns the BoundSocket that options is or has as its handle.
func boundSocketIn(e *env.Env, options *goja.Object) *boundSocket {
	if b, ok := env.PartOf[*boundSocket](e, options, env.PartOwner); ok {
		return b
	}
	b, _ := env.PartOf[*boundSocket](e, option(options, "handle"), env.PartOwner)
	return b
}

// listenBound listens on a BoundSocket.
func (s *Server) listenBound(b *boundSocket, to listenArgs) {
	if b.path != nil {
		s.pipeName = b.path
	}
	s.adopt(handleRef{native: b.consume(s.env)})
	s.listening++
	to.exclusive = true
	s.listenInCluster(to)
}

// boundFrom makes a BoundSocket of a bound handle that another process has
// sent.
func boundFrom(e *env.Env, h *Handle) *goja.Object {
	b := &boundSocket{handle: h}
	b.addr, _ = h.sockname() // what has no name is found out by its use
	o := e.VM.CreateObject(boundSocketSlot.Of(e).Proto)
	e.Attach(o).Parts[env.PartOwner] = b
	return o
}
