//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"net"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

func TestUDPOpen(t *testing.T) {
	l := newLoop(t)
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	must(t, err)
	defer conn.Close()
	file, err := conn.(*net.UDPConn).File()
	must(t, err)
	fd, err := unix.Dup(int(file.Fd()))
	must(t, err)
	file.Close()
	u := NewUDP(l)
	must(t, u.Open(fd))
	addr, err := u.LocalAddr()
	must(t, err)
	wantEqual(t, "address", addr.String(), conn.LocalAddr().String())
	wantErrno(t, u.Open(fd), syscall.EBUSY)
	u.Close(nil)
	run(t, l)
}
