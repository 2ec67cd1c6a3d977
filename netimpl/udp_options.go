package netimpl

import (
	"net/netip"
	"syscall"
)

// SetBroadcast lets u send to broadcast addresses.
func (u *UDP) SetBroadcast(on bool) error {
	return u.set(func(fd int) error { return setBroadcast(fd, on) })
}

// SetTTL sets how many hops what u sends may take, 1 to 255.
func (u *UDP) SetTTL(ttl int) error {
	if ttl < 1 || ttl > 255 {
		return fail("setsockopt", syscall.EINVAL)
	}
	return u.set(func(fd int) error { return setHops(fd, u.ipv6, ttl) })
}

// SetMulticastTTL sets the same of what u sends to groups, 0 to 255.
func (u *UDP) SetMulticastTTL(ttl int) error {
	if ttl < 0 || ttl > 255 {
		return fail("setsockopt", syscall.EINVAL)
	}
	return u.set(func(fd int) error { return setMulticastHops(fd, u.ipv6, ttl) })
}

// SetMulticastLoop says whether this host gets what u sends to groups.
func (u *UDP) SetMulticastLoop(on bool) error {
	return u.set(func(fd int) error { return setMulticastLoop(fd, u.ipv6, on) })
}

// SetMulticastInterface chooses the interface that u sends to groups through:
// by its address for IPv4, by the zone of any address for IPv6.
func (u *UDP) SetMulticastInterface(addr netip.Addr) error {
	return u.set(func(fd int) error { return setMulticastInterface(fd, addr) })
}

// SetMembership joins a group or leaves it. iface chooses an interface as with
// SetMulticastInterface, and if it is not valid, leaves it to the system. A u
// that was not bound gets a port of the system's choice.
func (u *UDP) SetMembership(group, iface netip.Addr, join bool) error {
	if !group.IsValid() || iface.IsValid() && iface.Is4() != group.Is4() {
		return fail("setsockopt", syscall.EINVAL)
	}
	if err := u.ensureBound(group.Is6(), UDPReuseAddr); err != nil {
		return err
	}
	return u.set(func(fd int) error { return setMembership(fd, group, iface, join) })
}

// SetSourceMembership is SetMembership for what one sender sends to a group;
// ENOSYS where the system has no such thing.
func (u *UDP) SetSourceMembership(group, source, iface netip.Addr, join bool) error {
	if !group.IsValid() || !source.IsValid() || source.Is4() != group.Is4() ||
		iface.IsValid() && iface.Is4() != group.Is4() {
		return fail("setsockopt", syscall.EINVAL)
	}
	if err := u.ensureBound(group.Is6(), UDPReuseAddr); err != nil {
		return err
	}
	return u.set(func(fd int) error { return setSourceMembership(fd, group, source, iface, join) })
}

// ReceiveBufferSize and SendBufferSize are the system's buffers for u.
func (u *UDP) ReceiveBufferSize() (int, error) { return u.bufferSize(syscall.SO_RCVBUF) }
func (u *UDP) SendBufferSize() (int, error)    { return u.bufferSize(syscall.SO_SNDBUF) }

// SetReceiveBufferSize and SetSendBufferSize ask for other sizes, which the
// system adapts.
func (u *UDP) SetReceiveBufferSize(size int) error { return u.setBufferSize(syscall.SO_RCVBUF, size) }
func (u *UDP) SetSendBufferSize(size int) error    { return u.setBufferSize(syscall.SO_SNDBUF, size) }

func (u *UDP) bufferSize(option int) (size int, err error) {
	err = u.end.control(func(fd int) error {
		size, err = bufferSize(fd, option)
		return err
	})
	return size, wrap("getsockopt", err)
}

func (u *UDP) setBufferSize(option, size int) error {
	return u.set(func(fd int) error { return setBufferSize(fd, option, size) })
}

func (u *UDP) set(option func(fd int) error) error {
	return wrap("setsockopt", u.end.control(option))
}
