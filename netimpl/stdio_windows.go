package netimpl

import (
	"errors"
	"io"
	"net"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/windows"
)

// DescriptorOf returns the descriptor of a standard file; others have none.
func DescriptorOf(f *os.File) (fd int, ok bool) {
	switch f {
	case os.Stdin:
		return 0, true
	case os.Stdout:
		return 1, true
	case os.Stderr:
		return 2, true
	}
	return -1, false
}

// standardFile returns the file of one of the three standard descriptors;
// others are numbers of the C runtime, which Go does not use.
func standardFile(fd int) (*os.File, error) {
	files := [...]*os.File{os.Stdin, os.Stdout, os.Stderr}
	if fd < 0 || fd >= len(files) || files[fd] == nil {
		return nil, Errno(syscall.EBADF)
	}
	return files[fd], nil
}

func readFD(fd int, p []byte) (int, error) {
	f, err := standardFile(fd)
	if err != nil {
		return 0, err
	}
	n, err := f.Read(p)
	if err == io.EOF {
		err = nil
	}
	return n, err
}

func writeFD(fd int, p []byte) (int, error) {
	f, err := standardFile(fd)
	if err != nil {
		return 0, err
	}
	return f.Write(p)
}

// Open makes p a standard descriptor, which the process keeps when p is
// closed. It fails with EBADF for others.
func (p *Pipe) Open(fd int) error {
	f, err := standardFile(fd)
	switch {
	case err != nil:
		return wrap("open", err)
	case p.IsClosing():
		return fail("open", syscall.EINVAL)
	case p.end.exists():
		return fail("open", syscall.EBUSY)
	}
	p.openFile(f, fd == 0)
	return nil
}

// Open fails with ENOTSUP: no socket has a descriptor.
func (t *TCP) Open(int) error { return fail("open", syscall.ENOTSUP) }

// openFile makes s a standard file.
func (s *Stream) openFile(f *os.File, readable bool) {
	connections{}.attachKeeping(s).adopt(fileConn{f})
	s.flags |= streamBound
	if readable {
		s.flags |= streamReadable
	} else {
		s.flags |= streamWritable
	}
}

// fileConn is a standard file as a connection.
type fileConn struct{ file *os.File }

func (c fileConn) Write(p []byte) (int, error) { return c.file.Write(p) }

// Read takes a pipe whose writer is gone for one that has ended, as libuv does.
func (c fileConn) Read(p []byte) (int, error) {
	n, err := c.file.Read(p)
	if errors.Is(err, windows.ERROR_BROKEN_PIPE) {
		err = io.EOF
	}
	return n, err
}

// Close leaves the standard files open. A Read that waits goes on to do so.
func (c fileConn) Close() error { return nil }

func (c fileConn) LocalAddr() net.Addr                { return nil }
func (c fileConn) RemoteAddr() net.Addr               { return nil }
func (c fileConn) SetDeadline(t time.Time) error      { return c.file.SetDeadline(t) }
func (c fileConn) SetReadDeadline(t time.Time) error  { return c.file.SetReadDeadline(t) }
func (c fileConn) SetWriteDeadline(t time.Time) error { return c.file.SetWriteDeadline(t) }
