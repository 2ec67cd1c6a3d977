// Package dgram is what node:dgram is built on: UDP sockets as handles, whose
// methods return a status. Source: nodejs/node:src/udp_wrap.cc.
package dgram

import (
	"bytes"
	"net/netip"
	"slices"
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/active"
	"gonet/bindings/internal/ipaddr"
	"gonet/netimpl"
)

// module is what the package keeps in one Env.
type module struct {
	env   *env.Env
	class *env.Class
	open  []*handle // oldest first
}

// handle is a UDP socket, an asynchronous resource.
type handle struct {
	env.Async
	module *module
	udp    *netimpl.UDP
	object *goja.Object
	ipv6   bool
}

var slot = env.NewSlot(newModule)

// Module is "internal/binding/udp".
func Module(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("UDP", slot.Of(e).class.Ctor)
	exports.Set("EINVAL", status(syscall.EINVAL))
	exports.Set("IPV6ONLY", flagIPv6Only)
	exports.Set("REUSEADDR", flagReuseAddr)
	exports.Set("REUSEPORT", flagReusePort)
	exports.Set("kindOf", e.Function("kindOf", 1, func(c goja.FunctionCall) goja.Value {
		return e.VM.ToValue(kinds[netimpl.GuessHandle(int(c.Argument(0).ToInteger()))])
	}))
	return exports
}

// The flags of bind have libuv's values, which clusters send each other.
const (
	flagIPv6Only  = 1
	flagReuseAddr = 4
	flagReusePort = 8
)

// kinds are the kinds of descriptors as errors name them.
var kinds = map[netimpl.DescriptorKind]string{
	netimpl.DescriptorUnknown: "UNKNOWN", netimpl.DescriptorFile: "FILE", netimpl.DescriptorPipe: "PIPE",
	netimpl.DescriptorTCP: "TCP", netimpl.DescriptorUDP: "UDP", netimpl.DescriptorTTY: "TTY",
}

// newModule makes the class. `new UDP(ipv6)` makes a handle for addresses of
// one family.
func newModule(e *env.Env) *module {
	m := &module{env: e}
	m.class = e.NewClass("UDP", 0, nil, func(c goja.ConstructorCall) *goja.Object {
		h := &handle{module: m, udp: netimpl.NewUDP(e.Loop), object: c.This, ipv6: c.Argument(0).ToBoolean()}
		e.InitAsync(&h.Async, "UDPWRAP", c.This)
		e.Attach(c.This).Parts[env.PartOwner] = h
		m.open = append(m.open, h)
		return nil
	})
	m.defineLife()
	m.defineNames()
	m.defineTransfer()
	m.defineOptions()
	active.Add(e, func(yield func(active.Resource)) {
		for _, h := range m.open {
			if h.udp.IsActive() && h.udp.HasRef() {
				yield(active.Resource{Kind: "UDPWrap", Owner: h.object.Get("owner")})
			}
		}
	})
	return m
}

// method defines a method; what it returns goes to the script.
func (m *module) method(name string, length int, fn func(h *handle, c goja.FunctionCall) any) {
	m.class.Method(name, length, func(c goja.FunctionCall) goja.Value {
		h, ok := env.PartOf[*handle](m.env, c.This, env.PartOwner)
		if !ok {
			panic(errs.TypeError(m.env, "Illegal invocation"))
		}
		return m.env.VM.ToValue(fn(h, c))
	})
}

// status is what methods return for err: 0, or a negative number.
func status(err error) any { return netimpl.ErrNumber(netimpl.AsErrno(err)) }

func (m *module) defineLife() {
	m.method("open", 1, func(h *handle, c goja.FunctionCall) any {
		err := h.udp.Open(int(c.Argument(0).ToInteger()))
		if local, nameErr := h.udp.LocalAddr(); err == nil && nameErr == nil {
			h.ipv6 = local.Addr().Is6()
		}
		return status(err)
	})
	m.method("close", 1, func(h *handle, c goja.FunctionCall) any {
		h.close(env.CallbackOf(c.Argument(0)))
		return goja.Undefined()
	})
	m.method("ref", 0, func(h *handle, _ goja.FunctionCall) any {
		if !h.udp.IsClosing() {
			h.udp.Ref()
		}
		return goja.Undefined()
	})
	m.method("unref", 0, func(h *handle, _ goja.FunctionCall) any {
		if !h.udp.IsClosing() {
			h.udp.Unref()
		}
		return goja.Undefined()
	})
	m.method("hasRef", 0, func(h *handle, _ goja.FunctionCall) any { return !h.udp.IsClosing() && h.udp.HasRef() })
	m.method("getAsyncId", 0, func(h *handle, _ goja.FunctionCall) any { return h.ID })
	m.class.Accessor("fd", func(this goja.Value) goja.Value {
		fd := netimpl.ErrNumber(syscall.EBADF)
		if h, ok := env.PartOf[*handle](m.env, this, env.PartOwner); ok {
			if n, ok := h.udp.Fd(); ok {
				fd = n
			}
		}
		return m.env.VM.ToValue(fd)
	}, nil)
}

func (h *handle) close(onClose env.Callback) {
	if h.udp.IsClosing() {
		return
	}
	m := h.module
	m.open = slices.DeleteFunc(m.open, func(other *handle) bool { return other == h })
	h.udp.Close(func() {
		if onClose != nil {
			h.enter(func() { m.env.Call(onClose, h.object) })
		}
		m.env.DestroyAsync(&h.Async)
	})
}

// Share returns a duplicate of the descriptor, which is the caller's: it is
// sent to another process.
func (h *handle) Share() (fd int, err error) { return h.udp.Share() }

// enter runs fn as a callback from the loop that belongs to h.
func (h *handle) enter(fn func()) {
	e := h.module.env
	e.Enter(func() { e.RunAsync(&h.Async, h.object, fn) })
}

// address reads an address of the handle's family, and a port.
func (h *handle) address(address, port goja.Value) (netip.AddrPort, error) {
	addr, ok := ipaddr.Parse(address.String())
	if !ok || addr.Is6() != h.ipv6 {
		return netip.AddrPort{}, syscall.EINVAL
	}
	return netip.AddrPortFrom(addr, uint16(port.ToInteger())), nil
}

func (m *module) defineNames() {
	m.method("bind", 3, func(h *handle, c goja.FunctionCall) any {
		addr, err := h.address(c.Argument(0), c.Argument(1))
		if err != nil {
			return status(err)
		}
		return status(h.udp.Bind(addr, flagsOf(int(c.Argument(2).ToInteger()))))
	})
	m.method("connect", 2, func(h *handle, c goja.FunctionCall) any {
		addr, err := h.address(c.Argument(0), c.Argument(1))
		if err != nil {
			return status(err)
		}
		return status(h.udp.Connect(addr))
	})
	m.method("disconnect", 0, func(h *handle, _ goja.FunctionCall) any { return status(h.udp.Disconnect()) })
	m.method("getsockname", 1, func(h *handle, c goja.FunctionCall) any {
		return m.fillName(c.Argument(0), h.udp.LocalAddr)
	})
	m.method("getpeername", 1, func(h *handle, c goja.FunctionCall) any {
		return m.fillName(c.Argument(0), h.udp.RemoteAddr)
	})
}

func flagsOf(n int) (flags netimpl.UDPFlags) {
	for bit, flag := range map[int]netimpl.UDPFlags{
		flagIPv6Only: netimpl.UDPIPv6Only, flagReuseAddr: netimpl.UDPReuseAddr, flagReusePort: netimpl.UDPReusePort,
	} {
		if n&bit != 0 {
			flags |= flag
		}
	}
	return flags
}

func (m *module) fillName(out goja.Value, name func() (netip.AddrPort, error)) any {
	addr, err := name()
	if err == nil {
		fillAddress(out.ToObject(m.env.VM), addr)
	}
	return status(err)
}

func fillAddress(o *goja.Object, addr netip.AddrPort) {
	o.Set("address", ipaddr.Text(addr.Addr()))
	o.Set("family", ipaddr.FamilyName(addr.Addr()))
	o.Set("port", addr.Port())
}

func (m *module) defineTransfer() {
	m.method("recvStart", 0, func(h *handle, _ goja.FunctionCall) any {
		err := h.udp.ReceiveStart(h)
		if netimpl.AsErrno(err) == syscall.EALREADY {
			err = nil
		}
		return status(err)
	})
	m.method("recvStop", 0, func(h *handle, _ goja.FunctionCall) any {
		h.udp.ReceiveStop()
		return 0
	})
	m.method("send", 4, m.send)
	m.method("getSendQueueSize", 0, func(h *handle, _ goja.FunctionCall) any { return h.udp.SendQueueSize() })
	m.method("getSendQueueCount", 0, func(h *handle, _ goja.FunctionCall) any { return h.udp.SendQueueCount() })
}

// OnReceive calls the method onmessage of the script's object: with the number
// of bytes or a negative status, the handle, the datagram and where it is from.
func (h *handle) OnReceive(data []byte, from netip.AddrPort, err error) {
	e := h.module.env
	h.enter(func() {
		onMessage := env.CallbackOf(h.object.Get("onmessage"))
		switch {
		case onMessage == nil:
		case err != nil:
			e.Call(onMessage, h.object, e.VM.ToValue(status(err)), h.object)
		default:
			info := e.VM.NewObject()
			fillAddress(info, from)
			e.Call(onMessage, h.object, e.VM.ToValue(len(data)), h.object, buffer.New(e, bytes.Clone(data)), info)
		}
	})
}

// send is send(list, port, address, done): without an address the datagram goes
// to the peer. It returns a negative status, the number of bytes and one more if
// the datagram has been sent, or else 0: done, if it is a function, is called
// later with a status and the number of bytes.
func (m *module) send(h *handle, c goja.FunctionCall) any {
	var to netip.AddrPort
	if address := c.Argument(2); !goja.IsUndefined(address) && !goja.IsNull(address) {
		var err error
		if to, err = h.address(address, c.Argument(1)); err != nil {
			return status(err)
		}
	}
	bufs, size := m.buffers(c.Argument(0))
	err := h.udp.TrySend(bufs, to)
	if err == nil {
		return size + 1
	}
	if netimpl.AsErrno(err) != syscall.EAGAIN {
		return status(err)
	}
	done := env.CallbackOf(c.Argument(3))
	req := new(env.Async)
	m.env.InitAsync(req, "UDPSENDWRAP", nil)
	return status(h.udp.Send(bufs, to, func(err error) {
		if done != nil {
			m.env.Enter(func() {
				m.env.RunAsync(req, nil, func() {
					m.env.Call(done, goja.Undefined(), m.env.VM.ToValue(status(err)), m.env.VM.ToValue(size))
				})
			})
		}
		m.env.DestroyAsync(req)
	}))
}

// buffers returns the bytes of a list of views.
func (m *module) buffers(list goja.Value) (bufs [][]byte, size int) {
	m.env.VM.ForOf(list, func(v goja.Value) bool {
		if b, ok := buffer.AnyBytes(m.env, v); ok {
			bufs = append(bufs, b)
			size += len(b)
		}
		return true
	})
	return bufs, size
}
