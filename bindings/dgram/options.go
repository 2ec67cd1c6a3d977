package dgram

import (
	"net/netip"
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/ipaddr"
	"gonet/netimpl"
)

func (m *module) defineOptions() {
	m.method("setBroadcast", 1, func(h *handle, c goja.FunctionCall) any {
		return status(h.udp.SetBroadcast(c.Argument(0).ToBoolean()))
	})
	m.method("setTTL", 1, func(h *handle, c goja.FunctionCall) any {
		return status(h.udp.SetTTL(int(c.Argument(0).ToInteger())))
	})
	m.method("setMulticastTTL", 1, func(h *handle, c goja.FunctionCall) any {
		return status(h.udp.SetMulticastTTL(int(c.Argument(0).ToInteger())))
	})
	m.method("setMulticastLoopback", 1, func(h *handle, c goja.FunctionCall) any {
		return status(h.udp.SetMulticastLoop(c.Argument(0).ToBoolean()))
	})
	m.method("setMulticastInterface", 1, func(h *handle, c goja.FunctionCall) any {
		addr, ok := ipaddr.Parse(c.Argument(0).String())
		if !ok {
			return status(syscall.EINVAL)
		}
		return status(h.udp.SetMulticastInterface(addr))
	})
	m.defineMemberships()
	m.method("bufferSize", 2, m.bufferSize)
}

// defineMemberships defines what joins and leaves groups.
func (m *module) defineMemberships() {
	for name, join := range map[string]bool{"addMembership": true, "dropMembership": false} {
		m.method(name, 2, func(h *handle, c goja.FunctionCall) any {
			addrs, ok := addresses(c.Argument(0), c.Argument(1))
			if !ok {
				return status(syscall.EINVAL)
			}
			return status(h.udp.SetMembership(addrs[0], addrs[1], join))
		})
	}
	for name, join := range map[string]bool{"addSourceSpecificMembership": true, "dropSourceSpecificMembership": false} {
		m.method(name, 3, func(h *handle, c goja.FunctionCall) any {
			addrs, ok := addresses(c.Argument(0), c.Argument(1), c.Argument(2))
			if !ok {
				return status(syscall.EINVAL)
			}
			source, group, iface := addrs[0], addrs[1], addrs[2]
			return status(h.udp.SetSourceMembership(group, source, iface, join))
		})
	}
}

// addresses reads addresses, of which null and undefined are none.
func addresses(values ...goja.Value) (list []netip.Addr, ok bool) {
	for _, v := range values {
		var addr netip.Addr
		if !goja.IsUndefined(v) && !goja.IsNull(v) {
			if addr, ok = ipaddr.Parse(v.String()); !ok {
				return nil, false
			}
		}
		list = append(list, addr)
	}
	return list, true
}

// bufferSize is bufferSize(size, receive): it returns the size of one of the
// system's buffers, which it sets first if size is not zero.
func (m *module) bufferSize(h *handle, c goja.FunctionCall) any {
	set, get, call := h.udp.SetSendBufferSize, h.udp.SendBufferSize, "uv_send_buffer_size"
	if c.Argument(1).ToBoolean() {
		set, get, call = h.udp.SetReceiveBufferSize, h.udp.ReceiveBufferSize, "uv_recv_buffer_size"
	}
	size, err := int64(0), error(nil)
	if size = c.Argument(0).ToInteger(); size != int64(int32(size)) {
		err = syscall.EINVAL
	} else if size != 0 {
		err = set(int(size))
	} else {
		var n int
		n, err = get()
		size = int64(n)
	}
	if err != nil {
		panic(errs.SocketBufferSize(m.env, netimpl.ErrNumber(netimpl.AsErrno(err)), call))
	}
	return size
}
