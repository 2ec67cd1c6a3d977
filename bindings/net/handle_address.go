package net

import (
	"net/netip"
	"syscall"
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/ipaddr"
	"gonet/netimpl"
)

var (
	statusInvalid      = netimpl.ErrNumber(syscall.EINVAL)
	statusNotConnected = netimpl.ErrNumber(syscall.ENOTCONN)
	statusAddrInUse    = netimpl.ErrNumber(syscall.EADDRINUSE)
	statusCanceled     = netimpl.ErrNumber(syscall.ECANCELED)
	statusTimedOut     = netimpl.ErrNumber(syscall.ETIMEDOUT)
	statusBadFD        = netimpl.ErrNumber(syscall.EBADF)
)

// bind gives a TCP the local address host, which must be of the given family,
// 4 or 6.
func (h *Handle) bind(family int, host string, port int, flags netimpl.BindFlags) int {
	addr, ok := addrPort(family, host, port)
	if !ok {
		return statusInvalid
	}
	return statusOf(h.tcp.Bind(addr, flags))
}

// connect begins a connection of a TCP; done gets its status.
func (h *Handle) connect(family int, host string, port int, done func(status int)) int {
	addr, ok := addrPort(family, host, port)
	if !ok {
		return statusInvalid
	}
	return statusOf(h.tcp.Connect(addr, h.request("TCPCONNECTWRAP", done)))
}

// connectPath begins a connection of a Pipe; done gets its status.
func (h *Handle) connectPath(path string, done func(status int)) int {
	return statusOf(h.pipe.Connect(path, h.request("PIPECONNECTWRAP", done)))
}

func addrPort(family int, host string, port int) (netip.AddrPort, bool) {
	addr, err := netip.ParseAddr(host)
	if err != nil || ipaddr.Family(addr) != family {
		return netip.AddrPort{}, false
	}
	return netip.AddrPortFrom(addr, uint16(port)), true
}

// sockname is the address that a TCP is bound to.
func (h *Handle) sockname() (netip.AddrPort, int) {
	if h.stream.IsClosing() {
		return netip.AddrPort{}, statusBadFD
	}
	addr, err := h.tcp.LocalAddr()
	return addr, statusOf(err)
}

// peername is the address that a TCP is connected to.
func (h *Handle) peername() (netip.AddrPort, int) {
	if h.stream.IsClosing() {
		return netip.AddrPort{}, statusBadFD
	}
	addr, err := h.tcp.RemoteAddr()
	return addr, statusOf(err)
}

// setAddress fills o as an AddressInfo.
func setAddress(e *env.Env, o *goja.Object, addr netip.AddrPort) {
	o.Set("address", ipaddr.Text(addr.Addr()))
	o.Set("family", ipaddr.FamilyName(addr.Addr()))
	o.Set("port", addr.Port())
}

func (h *Handle) setNoDelay(on bool) int { return statusOf(h.tcp.SetNoDelay(on)) }

// The interval and the number of keep-alive probes unless a script says
// otherwise. As in tcp_wrap.cc.
const (
	keepAliveIntervalSecs = 1
	keepAliveCount        = 10
)

// setKeepAlive takes whole seconds.
func (h *Handle) setKeepAlive(on bool, delaySecs, intervalSecs, count int) int {
	return statusOf(h.tcp.SetKeepAlive(on, time.Duration(delaySecs)*time.Second, time.Duration(intervalSecs)*time.Second, count))
}

func (h *Handle) setTypeOfService(tos int) int { return statusOf(h.tcp.SetTypeOfService(tos)) }

// typeOfService returns the type of service, or a negative status.
func (h *Handle) typeOfService() int {
	tos, err := h.tcp.TypeOfService()
	if err != nil {
		return statusOf(err)
	}
	return tos
}
