package childprocess

import (
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/dop251/goja"
	"golang.org/x/sys/windows"

	"gonet/bindings/env"
	"gonet/netimpl"
)

// end is the parent's end of a pipe to a child.
type end struct{ f *os.File }

func (e end) close()         { e.f.Close() }
func (e end) file() *os.File { return e.f }

// open makes a Pipe of the end, which owns it from now on.
func (e end) open(l *netimpl.Loop) (*netimpl.Pipe, error) {
	return netimpl.NewPipeFromConn(l, pipeConn{e.f}), nil
}

// openChannel is never called: JavaScript refuses channels on Windows.
func (e end) openChannel(*env.Env, goja.Value) { e.close() }

// process is a process that has been started and waits to be reaped.
type process struct {
	pid int
	os  *os.Process

	mu     sync.Mutex
	killed syscall.Signal // the signal whose place TerminateProcess took
}

func (c *command) start() (*process, []*end, error) {
	files, opened, ours, err := c.files()
	defer closeFiles(opened)
	if err != nil {
		closeEnds(ours)
		return nil, nil, err
	}
	path, err := c.path()
	if err != nil {
		closeEnds(ours)
		return nil, nil, err
	}
	attr := &syscall.SysProcAttr{HideWindow: c.hide}
	if c.detached {
		attr.CreationFlags = windows.DETACHED_PROCESS | windows.CREATE_NEW_PROCESS_GROUP
	}
	if c.verbatim {
		attr.CmdLine = strings.Join(c.args, " ")
	}
	p, err := os.StartProcess(path, c.args, &os.ProcAttr{Dir: c.dir, Env: c.env, Files: files, Sys: attr})
	if err != nil {
		closeEnds(ours)
		return nil, nil, err
	}
	return &process{pid: p.Pid, os: p}, ours, nil
}

// standardCount is how many descriptors a process can be given here.
const standardCount = 3

func (c *command) files() (files, opened []*os.File, ours []*end, err error) {
	ours = make([]*end, len(c.stdio))
	for i, s := range c.stdio {
		if i >= standardCount {
			break
		}
		var theirs *os.File
		switch s.kind {
		case stdioPipe:
			r, w, err := os.Pipe()
			if err != nil {
				return nil, opened, ours, err
			}
			if i == 0 {
				theirs, ours[i] = r, &end{w}
			} else {
				theirs, ours[i] = w, &end{r}
			}
			opened = append(opened, theirs)
		case stdioDescriptor:
			standard := [standardCount]*os.File{os.Stdin, os.Stdout, os.Stderr}
			if s.fd < 0 || s.fd >= standardCount {
				return nil, opened, ours, syscall.EBADF
			}
			theirs = standard[s.fd]
		case stdioIgnore:
			if theirs, err = os.OpenFile(os.DevNull, os.O_RDWR, 0); err != nil {
				return nil, opened, ours, err
			}
			opened = append(opened, theirs)
		}
		files = append(files, theirs)
	}
	return files, opened, ours, nil
}

func closeFiles(files []*os.File) {
	for _, f := range files {
		f.Close()
	}
}

func closeEnds(ends []*end) {
	for _, e := range ends {
		if e != nil {
			e.close()
		}
	}
}

// path returns the file that is run.
func (c *command) path() (string, error) {
	if c.dir != "" && !filepath.IsAbs(c.file) && strings.ContainsAny(c.file, `\/`) {
		return filepath.Join(c.dir, c.file), nil
	}
	path, err := exec.LookPath(c.file)
	if err != nil && !errors.Is(err, exec.ErrDot) {
		return "", syscall.ENOENT
	}
	return path, nil
}

func (p *process) wait() (code, signal int) {
	state, err := p.os.Wait()
	if err != nil {
		return 1, 0
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.killed != 0 {
		return 0, int(p.killed)
	}
	return state.ExitCode(), 0
}

// kill ends the process for the signals that mean that; there are no others.
func (p *process) kill(signal int) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch s := syscall.Signal(signal); s {
	case 0:
		return p.os.Signal(s)
	case syscall.SIGKILL, syscall.SIGTERM, syscall.SIGINT, syscall.SIGQUIT:
		if err := p.os.Kill(); err != nil {
			return syscall.ESRCH
		}
		p.killed = s
		return nil
	}
	return syscall.ENOSYS
}

// pipeConn is one end of a pipe as a connection.
type pipeConn struct{ *os.File }

// Read takes a pipe whose writer is gone for one that has ended.
func (c pipeConn) Read(p []byte) (int, error) {
	n, err := c.File.Read(p)
	if errors.Is(err, windows.ERROR_BROKEN_PIPE) {
		err = io.EOF
	}
	return n, err
}

func (c pipeConn) LocalAddr() net.Addr              { return nil }
func (c pipeConn) RemoteAddr() net.Addr             { return nil }
func (c pipeConn) SetDeadline(time.Time) error      { return nil }
func (c pipeConn) SetReadDeadline(time.Time) error  { return nil }
func (c pipeConn) SetWriteDeadline(time.Time) error { return nil }
