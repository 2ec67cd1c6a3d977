//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"io"
	"syscall"

	"golang.org/x/sys/unix"
)

func init() { mechanisms[EndpointsDescriptor] = descriptors{} }

// descriptors is the mechanism of non-blocking descriptors under the poller.
type descriptors struct{}

func (descriptors) attach(s *Stream) {
	s.desc = descriptor{watcher{owner: s, fd: -1}}
	s.end = &s.desc
}

// descriptor is the endpoint of one Stream, inside of which it lies.
type descriptor struct {
	watcher
}

func (d *descriptor) stream() *Stream { return d.owner.(*Stream) }

// adopt makes fd, which is non-blocking, the descriptor of the stream and
// applies the options that were set before. exclusive says that no other
// descriptor refers to the same socket. As uv__stream_open.
func (d *descriptor) adopt(fd int, exclusive bool) error {
	if d.fd != -1 && d.fd != int32(fd) {
		return Errno(syscall.EBUSY)
	}
	flags := d.stream().flags
	if flags&streamNoDelay != 0 {
		if err := setNoDelay(fd, true); err != nil {
			return err
		}
	}
	if flags&streamKeepAlive != 0 {
		if err := setKeepAlive(fd, true, keepAliveDelay, keepAliveInterval, keepAliveCount); err != nil {
			return err
		}
	}
	d.fd, d.exclusive = int32(fd), exclusive
	if exclusive || isSocket(fd) {
		d.stream().flags |= streamSocket
	}
	return nil
}

func isSocket(fd int) bool {
	var st unix.Stat_t
	return unix.Fstat(fd, &st) == nil && st.Mode&unix.S_IFMT == unix.S_IFSOCK
}

// open adopts a descriptor that comes from outside.
func (s *Stream) open(fd int, flags streamFlags) error {
	if s.IsClosing() {
		return fail("open", syscall.EINVAL)
	}
	if s.loop.poller.watches(fd) {
		return fail("open", syscall.EEXIST)
	}
	if err := unix.SetNonblock(fd, true); err != nil {
		return fail("open", err.(Errno))
	}
	descriptors{}.attachKeeping(s)
	if err := s.desc.adopt(fd, false); err != nil {
		return wrap("open", err)
	}
	s.flags |= flags
	return nil
}

// attachKeeping makes s a descriptor's stream whatever the loop's mechanism.
func (m descriptors) attachKeeping(s *Stream) {
	if s.end != &s.desc {
		s.end.close()
		m.attach(s)
	}
}

func (d *descriptor) exists() bool              { return d.fd >= 0 }
func (d *descriptor) file() (fd int, ok bool)   { return int(d.fd), d.fd >= 0 }
func (d *descriptor) setBlocking(on bool) error { return unix.SetNonblock(int(d.fd), !on) }

func (d *descriptor) watch(want events) { d.stream().loop.poller.arm(&d.watcher, want) }

func (d *descriptor) read(slab []byte) ([]byte, error) {
	how := transferOf(d.stream().flags)
	for {
		n, errno := sysRead(int(d.fd), slab, how)
		switch {
		case errno == syscall.EINTR:
		case errno == syscall.EAGAIN:
			return nil, errAgain
		case errno != 0:
			return nil, errno
		case n == 0:
			return nil, io.EOF
		default:
			return slab[:n], nil
		}
	}
}

// write treats ENOBUFS as EAGAIN, as uv__try_write does.
func (d *descriptor) write(bufs [][]byte) (n int, err error) {
	s := d.stream()
	how := transferOf(s.flags)
	for {
		var errno Errno
		switch {
		case s.flags&streamBlocking != 0:
			n, errno = sysWriteBlocking(int(d.fd), bufs[0], how)
		case len(bufs) == 1:
			n, errno = sysWrite(int(d.fd), bufs[0], how)
		default:
			n, errno = sysWritev(int(d.fd), bufs, &s.loop.shared)
		}
		switch errno {
		case 0:
			if how&transferHeld != 0 && len(bufs) == 1 {
				s.flags |= streamHeld
			}
			return n, nil
		case syscall.EINTR:
		case syscall.EAGAIN, syscall.ENOBUFS:
			return 0, errAgain
		default:
			return 0, writeErrno(errno)
		}
	}
}

// transferOf is how a stream with these flags reads and writes.
func transferOf(flags streamFlags) (how transfer) {
	if flags&streamSocket != 0 {
		how = transferSocket
		if flags&streamEnding != 0 && canHold {
			how |= transferHeld
		}
	}
	return how
}

func (d *descriptor) push() { push(int(d.fd)) }

func (d *descriptor) shutdown() error {
	return unix.Shutdown(int(d.fd), unix.SHUT_WR)
}

func (d *descriptor) connectResult() error {
	errno, err := unix.GetsockoptInt(int(d.fd), unix.SOL_SOCKET, unix.SO_ERROR)
	if err != nil {
		return err
	}
	if errno == 0 {
		return nil
	}
	return Errno(errno)
}

// connect begins a connection to sa.
func (d *descriptor) connect(sa unix.Sockaddr) error {
	for {
		switch err := sysConnect(int(d.fd), sa); err {
		case nil:
			return nil
		case unix.EINTR:
		default:
			return err
		}
	}
}

func (d *descriptor) accept() error {
	for {
		fd, errno := sysAccept(int(d.fd))
		switch errno {
		case 0:
			d.stream().server.accepted = fd
			return nil
		case syscall.EINTR:
		case syscall.EMFILE, syscall.ENFILE:
			return d.stream().loop.shared.shedLoad(int(d.fd), errno)
		default:
			return errno
		}
	}
}

func (d *descriptor) acceptInto(s *Stream) error {
	fd := d.stream().server.accepted
	descriptors{}.attachKeeping(s)
	if err := s.desc.adopt(fd, true); err != nil {
		sysClose(fd)
		return err
	}
	return nil
}

func (d *descriptor) listen(backlog int) error {
	if err := unix.Listen(int(d.fd), backlog); err != nil {
		return err
	}
	d.stream().loop.shared.reserve()
	return nil
}

// close does not close standard input, output and error: nothing good comes
// from it. As uv__stream_close.
func (d *descriptor) close() {
	if d.fd >= 0 {
		d.stream().loop.poller.forget(&d.watcher)
		if d.fd > 2 {
			sysClose(int(d.fd))
		}
		d.fd = -1
	}
	if server := d.stream().server; server != nil && server.waiting {
		server.waiting = false
		sysClose(server.accepted)
	}
}

// newSocket makes a non-blocking socket that exec closes.
func (d *descriptor) newSocket(family int) error {
	fd, err := sysSocket(family)
	if err != nil {
		return err
	}
	if err := d.adopt(fd, true); err != nil {
		sysClose(fd)
		return err
	}
	return nil
}

// descriptorShared is what the descriptors of one loop share.
type descriptorShared struct {
	spare int // a descriptor to give up when there are no more
	pipe  splicePipe
	iovecs
}

func (c *descriptorShared) init() { c.spare = -1 }

// reserve opens the spare descriptor.
func (c *descriptorShared) reserve() {
	if c.spare == -1 {
		c.spare = openSpare()
	}
}

func openSpare() int {
	for _, path := range []string{"/dev/null", "/"} {
		if fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0); err == nil {
			return fd
		}
	}
	return -1
}

// shedLoad is for a process that has run out of descriptors: with the spare
// one given up, all waiting connections are accepted and closed, so that the
// clients learn that we are overloaded and the listening socket does not stay
// readable. Returns why it ended. As uv__emfile_trick.
func (c *descriptorShared) shedLoad(listener int, errno Errno) error {
	if c.spare == -1 {
		return errno
	}
	sysClose(c.spare)
	c.spare = -1
	for {
		fd, errno := sysAccept(listener)
		if errno == 0 {
			sysClose(fd)
		} else if errno != syscall.EINTR {
			c.spare = openSpare()
			return errno
		}
	}
}

// shedLoadNow is shedLoad some time after the failure: unless there are
// descriptors again.
func (c *descriptorShared) shedLoadNow(listener int, errno Errno) error {
	if fd := openSpare(); fd != -1 {
		sysClose(fd)
		return nil
	}
	return c.shedLoad(listener, errno)
}

func (c *descriptorShared) close() {
	c.pipe.close()
	if c.spare != -1 {
		sysClose(c.spare)
		c.spare = -1
	}
}
