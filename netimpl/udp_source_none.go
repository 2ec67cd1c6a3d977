//go:build netbsd || openbsd || dragonfly

package netimpl

import (
	"net/netip"
	"syscall"
)

// setSourceMembership fails: libuv has none here either.
func setSourceMembership(int, netip.Addr, netip.Addr, netip.Addr, bool) error {
	return Errno(syscall.ENOSYS)
}
