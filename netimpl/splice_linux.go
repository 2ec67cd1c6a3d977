package netimpl

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// splicePipe is the pipe through which the kernel moves data from one
// descriptor to another. It is empty between two moves, so that one serves a
// whole loop.
type splicePipe struct {
	r, w   int
	opened bool
	failed bool // the system has none, or refuses
}

// sysSplice moves up to n bytes without blocking; tests replace it.
var sysSplice = func(from, to, n int) (int, Errno) {
	moved, _, errno := unix.RawSyscall6(unix.SYS_SPLICE, uintptr(from), 0, uintptr(to), 0, uintptr(n),
		unix.SPLICE_F_MOVE|unix.SPLICE_F_NONBLOCK)
	return int(moved), errno
}

// splice moves up to a slab's worth of bytes from s to a stream with nothing
// queued. What the other did not take comes back in left, a part of slab. ok is
// false if nothing was moved: an ordinary read then tells why.
func (s *Stream) splice(to *Stream, slab []byte) (n int, left []byte, ok bool) {
	p := &s.loop.shared.pipe
	if s.end != &s.desc || to.end != &to.desc || !p.open() {
		return 0, nil, false
	}
	total, errno := sysSplice(int(s.desc.fd), p.w, len(slab))
	if errno != 0 || total == 0 {
		p.failed = errno == syscall.EINVAL
		return 0, nil, false
	}
	for n < total {
		moved, errno := sysSplice(p.r, int(to.desc.fd), total-n)
		if errno == syscall.EINTR {
			continue
		}
		if errno != 0 || moved == 0 {
			break
		}
		n += moved
	}
	to.bytesWritten += uint64(n)
	return n, p.take(slab[:total-n]), true
}

func (p *splicePipe) open() bool {
	if !p.opened && !p.failed {
		var fds [2]int
		if err := unix.Pipe2(fds[:], unix.O_NONBLOCK|unix.O_CLOEXEC); err != nil {
			p.failed = true
			return false
		}
		p.r, p.w, p.opened = fds[0], fds[1], true
	}
	return p.opened && !p.failed
}

// take reads into buf what is left in the pipe, which is exactly its length.
func (p *splicePipe) take(buf []byte) []byte {
	for n := 0; n < len(buf); {
		got, errno := rawRead(p.r, buf[n:], 0)
		if errno != 0 && errno != syscall.EINTR {
			panic("netimpl: the pipe has lost data: " + errno.Error())
		}
		n += max(got, 0)
	}
	return buf
}

func (p *splicePipe) close() {
	if p.opened {
		sysClose(p.r)
		sysClose(p.w)
		p.opened = false
	}
}
