//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"io"
	"syscall"

	"golang.org/x/sys/unix"
)

// OpenIPC is Open of a UNIX domain socket over which descriptors travel too,
// whatever the loop's mechanism: WriteDescriptor sends them, TakeDescriptor
// returns those that came. It fails with EBUSY if p has a descriptor. As
// uv_pipe_open of a pipe made for IPC.
func (p *Pipe) OpenIPC(fd int) error {
	if p.end.exists() {
		return fail("open", syscall.EBUSY)
	}
	if err := p.Open(fd); err != nil {
		return err
	}
	unix.CloseOnExec(fd)
	p.end = &ipcDescriptor{descriptor: &p.desc}
	return nil
}

// WriteDescriptor is Write that sends fd along with the first byte. fd is p's
// from now on, also if it fails. p must have been opened by OpenIPC, else it
// fails with EBADF. As uv_write2.
func (p *Pipe) WriteDescriptor(req *WriteReq, bufs [][]byte, fd int, cb func(err error)) error {
	c, ok := p.end.(*ipcDescriptor)
	if !ok {
		sysClose(fd)
		return fail("write", syscall.EBADF)
	}
	at := p.bytesWritten + uint64(p.queueSize)
	c.sends = append(c.sends, ipcSend{at, fd})
	err := p.Write(req, bufs, cb)
	if err != nil {
		c.sends = c.sends[:len(c.sends)-1]
		sysClose(fd)
	}
	return err
}

// TakeDescriptor returns the oldest descriptor that came with what has been
// read and that nobody has taken. It is the caller's.
func (p *Pipe) TakeDescriptor() (fd int, ok bool) {
	c, ok := p.end.(*ipcDescriptor)
	if !ok || len(c.received) == 0 {
		return -1, false
	}
	fd = c.received[0]
	c.received = c.received[1:]
	return fd, true
}

// Share returns a duplicate of the descriptor under s, which is the caller's.
// It fails with EBADF if there is none.
func (s *Stream) Share() (fd int, err error) {
	s.lend()
	return share(s.end.file())
}

// lend notes that others have the descriptor too: closing it here does not end
// what the poller watches.
func (s *Stream) lend() {
	if s.end == &s.desc {
		s.desc.exclusive = false
	}
}

// Lend says that a process which is about to be started gets the descriptor fd,
// that of a stream perhaps.
func (l *Loop) Lend(fd int) {
	l.Handles(func(h Handle) bool {
		if s, ok := h.(StreamHandle); ok {
			if own, ok := s.stream().Fd(); ok && own == fd {
				s.stream().lend()
			}
		}
		return true
	})
}

// Share is as Stream.Share.
func (u *UDP) Share() (fd int, err error) { return share(u.end.file()) }

func share(fd int, ok bool) (int, error) {
	if !ok {
		return -1, fail("dup", syscall.EBADF)
	}
	duplicate, err := unix.FcntlInt(uintptr(fd), unix.F_DUPFD_CLOEXEC, 0)
	return duplicate, wrap("dup", err)
}

// ipcDescriptor is the endpoint of a Pipe that was opened by OpenIPC.
type ipcDescriptor struct {
	*descriptor
	sends    []ipcSend // wait for their turn
	received []int     // nobody has taken them yet
	control  []byte    // scratch memory for what comes beside the bytes
}

// ipcSend is a descriptor and the number of the byte that it goes with.
type ipcSend struct {
	at uint64
	fd int
}

// maxReceived is how many descriptors one read can take. As uv__recvmsg.
const maxReceived = 64

func (c *ipcDescriptor) read(slab []byte) ([]byte, error) {
	if c.control == nil {
		c.control = make([]byte, unix.CmsgSpace(maxReceived*4))
	}
	for {
		n, err := c.receive(slab)
		switch err {
		case nil:
			if n == 0 {
				return nil, io.EOF
			}
			return slab[:n], nil
		case unix.EINTR:
		case unix.EAGAIN:
			return nil, errAgain
		default:
			return nil, err
		}
	}
}

// receive reads bytes and keeps the descriptors that came with them. Not every
// system can make them close on exec at once, so no process is started
// meanwhile.
func (c *ipcDescriptor) receive(slab []byte) (int, error) {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	n, controls, _, _, err := unix.Recvmsg(int(c.fd), slab, c.control, 0)
	if err != nil {
		return 0, err
	}
	messages, err := unix.ParseSocketControlMessage(c.control[:controls])
	if err != nil {
		return 0, err
	}
	for _, m := range messages {
		// Others than descriptors are not asked for.
		fds, _ := unix.ParseUnixRights(&m)
		for _, fd := range fds {
			unix.CloseOnExec(fd)
		}
		c.received = append(c.received, fds...)
	}
	return n, nil
}

// write sends a descriptor when its turn has come, and else no byte past the
// one that the next descriptor goes with.
func (c *ipcDescriptor) write(bufs [][]byte) (n int, err error) {
	if len(c.sends) == 0 {
		return c.descriptor.write(bufs)
	}
	at := c.stream().bytesWritten
	if first := c.sends[0]; at < first.at {
		return c.descriptor.write(front(bufs, first.at-at))
	}
	if len(c.sends) > 1 {
		bufs = front(bufs, c.sends[1].at-at)
	}
	rights := unix.UnixRights(c.sends[0].fd)
	for {
		n, err = unix.SendmsgBuffers(int(c.fd), bufs, rights, nil, 0)
		switch err {
		case nil:
			c.dropSend()
			return n, nil
		case unix.EINTR:
		case unix.EAGAIN, unix.ENOBUFS:
			return 0, errAgain
		default:
			c.dropSend()
			return 0, writeErrno(err.(Errno))
		}
	}
}

func (c *ipcDescriptor) dropSend() {
	sysClose(c.sends[0].fd)
	c.sends = c.sends[1:]
}

// front returns the first n bytes of bufs, or all.
func front(bufs [][]byte, n uint64) [][]byte {
	for i, b := range bufs {
		if uint64(len(b)) >= n {
			list := append([][]byte(nil), bufs[:i+1]...)
			list[i] = b[:n]
			return list
		}
		n -= uint64(len(b))
	}
	return bufs
}

func (c *ipcDescriptor) close() {
	for _, s := range c.sends {
		sysClose(s.fd)
	}
	for _, fd := range c.received {
		sysClose(fd)
	}
	c.sends, c.received = nil, nil
	c.descriptor.close()
}
