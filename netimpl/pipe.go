package netimpl

import (
	"os"
	"strings"
	"syscall"
)

// Pipe is a UNIX domain socket, a named pipe on Windows, or another
// descriptor that carries a stream.
//
// Names are paths. On Linux one that begins with a NUL byte is abstract: its
// bytes count as they are and no file is made.
type Pipe struct {
	Stream
	unlink string // the file to remove on Close
}

// NewPipe makes a Pipe without a socket.
func NewPipe(l *Loop) *Pipe {
	p := new(Pipe)
	p.initStream(l, p)
	return p
}

func (p *Pipe) pipe() pipeEndpoint { return p.end.(pipeEndpoint) }

// Bind gives p a name and makes its file, which Close removes. A directory
// that does not exist is EACCES. It fails with EINVAL if p has a socket or is
// closing, or for a name that is too long, empty (on Linux the system then
// chooses an abstract one), or with a NUL in the middle of a path. Follows
// uv_pipe_bind2.
func (p *Pipe) Bind(name string) error {
	if p.IsClosing() || p.end.exists() || name == "" && !hasAbstractNames || !validName(name) {
		return &SyscallError{Syscall: "bind", Errno: syscall.EINVAL, Path: name}
	}
	unlink, err := p.pipe().bindPipe(name)
	if err != nil {
		errno := AsErrno(err)
		if errno == syscall.ENOENT {
			errno = syscall.EACCES
		}
		return &SyscallError{Syscall: "bind", Errno: errno, Path: name}
	}
	if unlink {
		p.unlink = name
	}
	p.flags |= streamBound
	return nil
}

func validName(name string) bool {
	if hasAbstractNames && strings.HasPrefix(name, "\x00") {
		return len(name) <= maxPipeName
	}
	return len(name) <= maxPipeName && !strings.Contains(name, "\x00")
}

// Listen makes h get connections. It fails with EINVAL if p was not bound.
func (p *Pipe) Listen(backlog int, h ListenHandler) error {
	if p.IsClosing() || !p.end.exists() {
		return fail("listen", syscall.EINVAL)
	}
	if err := p.pipe().listenPipe(backlog); err != nil {
		return wrap("listen", err)
	}
	p.listen(h)
	return nil
}

// Connect begins a connection to a listening Pipe and calls cb, which may be
// nil, from the loop when it is made or has failed, with ECANCELED if p is
// closed first. It fails with EINVAL for a name that Bind would not take or if
// p is closing, and with EALREADY if p is connecting. Follows uv_pipe_connect2.
func (p *Pipe) Connect(name string, cb func(err error)) error {
	if p.IsClosing() || name == "" || !validName(name) {
		return &SyscallError{Syscall: "connect", Errno: syscall.EINVAL, Path: name}
	}
	if p.connecting != nil {
		return &SyscallError{Syscall: "connect", Errno: syscall.EALREADY, Path: name}
	}
	err := p.pipe().connectPipe(name)
	if err == nil || err == errInProgress {
		p.flags |= streamReadable | streamWritable
	} else {
		p.delayed = AsErrno(err)
	}
	p.beginConnect(&connecting{cb: cb, path: name})
	return nil
}

// Sockname returns the name that p is bound to, empty if it has none.
func (p *Pipe) Sockname() (string, error) {
	name, err := p.pipe().localName()
	return name, wrap("getsockname", err)
}

// Peername returns the name that p is connected to, empty if that has none.
func (p *Pipe) Peername() (string, error) {
	name, err := p.pipe().remoteName()
	return name, wrap("getpeername", err)
}

// Chmod lets all users connect: reading and writing as asked for, of which at
// least one must be. It fails with EBADF if p was not bound. As uv_pipe_chmod.
func (p *Pipe) Chmod(readable, writable bool) error {
	switch {
	case !p.end.exists():
		return fail("chmod", syscall.EBADF)
	case !readable && !writable:
		return fail("chmod", syscall.EINVAL)
	}
	var mode uint32
	if readable {
		mode |= 0o444
	}
	if writable {
		mode |= 0o222
	}
	return wrap("chmod", p.pipe().chmod(p.unlink, mode))
}

// release removes the file before the socket is closed: the other way round
// it might be one that another process has just made.
func (p *Pipe) release() {
	if p.unlink != "" {
		// Somebody else may have removed it, which is as good.
		_ = os.Remove(p.unlink)
		p.unlink = ""
	}
	p.Stream.release()
}
