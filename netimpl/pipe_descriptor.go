//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// Open makes p the descriptor fd, which gets non-blocking; its access mode
// decides whether p is readable and writable. It is p's from now on. It fails
// with EEXIST if the loop is watching fd, EBUSY if p has a descriptor,
// EBADF if there is no such descriptor, and EINVAL if p is closing. As
// uv_pipe_open.
func (p *Pipe) Open(fd int) error {
	mode, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
	if err != nil {
		return wrap("open", err)
	}
	var flags streamFlags
	if mode &= unix.O_ACCMODE; mode != unix.O_WRONLY {
		flags |= streamReadable
	}
	if mode != unix.O_RDONLY {
		flags |= streamWritable
	}
	return p.open(fd, flags)
}

func (d *descriptor) bindPipe(name string) (unlink bool, err error) {
	if err := d.newSocket(unix.AF_UNIX); err != nil {
		return false, err
	}
	if err := bindName(int(d.fd), name); err != nil {
		d.close()
		return false, err
	}
	return name != "" && name[0] != 0, nil
}

func (d *descriptor) listenPipe(backlog int) error { return d.listen(backlog) }

func (d *descriptor) connectPipe(name string) error {
	if d.fd == -1 {
		if err := d.newSocket(unix.AF_UNIX); err != nil {
			return err
		}
	}
	for {
		err := connectName(int(d.fd), name)
		if err != Errno(syscall.EINTR) {
			return err
		}
	}
}

func (d *descriptor) localName() (string, error)  { return socketName(int(d.fd)) }
func (d *descriptor) remoteName() (string, error) { return peerName(int(d.fd)) }

// chmod changes the file too: not every system lets the socket do it.
func (d *descriptor) chmod(name string, mode uint32) error {
	if err := unix.Fchmod(int(d.fd), mode); err != nil && err != unix.EINVAL && err != unix.EOPNOTSUPP {
		return err
	}
	if name == "" {
		bound, err := d.localName()
		if err != nil {
			return err
		}
		name = bound
	}
	return unix.Chmod(name, mode)
}
