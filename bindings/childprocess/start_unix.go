//go:build unix

package childprocess

import (
	"os"
	"strings"
	"sync"
	"syscall"

	"github.com/dop251/goja"
	"golang.org/x/sys/unix"

	"gonet/bindings/env"
	"gonet/bindings/net"
	"gonet/netimpl"
)

// end is the parent's end of a connection to a child: a descriptor.
type end int

func (e end) close() { unix.Close(int(e)) }

// file makes the end an os.File, which owns it from now on and whose Close ends
// a Read that waits.
func (e end) file() *os.File {
	if err := unix.SetNonblock(int(e), true); err != nil {
		panic(err) // it is open
	}
	return os.NewFile(uintptr(e), "stdio")
}

// open makes a Pipe of the end, which owns it from now on.
func (e end) open(l *netimpl.Loop) (*netimpl.Pipe, error) {
	p := netimpl.NewPipe(l)
	if err := p.Open(int(e)); err != nil {
		p.Close(nil)
		return nil, err
	}
	return p, nil
}

// openChannel makes the end, which it owns from now on, the channel's. One that
// cannot be opened shows when something is sent.
func (e end) openChannel(env *env.Env, channel goja.Value) {
	if net.OpenChannel(env, channel, int(e)) != 0 {
		e.close()
	}
}

// process is a process that has been started and waits to be reaped.
type process struct {
	pid int

	mu     sync.Mutex
	reaped bool
}

// start starts the command and returns its process and our end of each stdio
// that is a pipe; the others are nil there. If only the process is missing, the
// ends are there all the same, and show the end of their streams.
func (c *command) start() (*process, []*end, error) {
	files, ours, err := c.files()
	defer closeAll(files.opened)
	if err != nil {
		closeEnds(ours)
		return nil, nil, err
	}
	pid, err := c.fork(&syscall.ProcAttr{Dir: c.dir, Env: c.env, Files: files.table, Sys: c.attributes()})
	if err != nil {
		return nil, ours, err
	}
	return &process{pid: pid}, ours, nil
}

// childFiles is the child's table of descriptors, and those among them that
// were opened for it.
type childFiles struct {
	table  []uintptr
	opened []int
}

// closedInChild in a table of descriptors means that the child has none.
const closedInChild = ^uintptr(0)

func (c *command) files() (f childFiles, ours []*end, err error) {
	f.table = make([]uintptr, len(c.stdio))
	ours = make([]*end, len(c.stdio))
	for i, s := range c.stdio {
		switch {
		case s.kind == stdioDescriptor:
			f.table[i] = uintptr(s.fd)
			if i <= 2 {
				makeBlocking(s.fd)
			}
		case s.kind == stdioPipe:
			pair, err := socketPair()
			if err != nil {
				return f, ours, err
			}
			our := end(pair[0])
			ours[i] = &our
			f.add(i, pair[1])
		case i <= 2:
			fd, err := openNull(i)
			if err != nil {
				return f, ours, err
			}
			f.add(i, fd)
		default:
			f.table[i] = closedInChild
		}
	}
	return f, ours, nil
}

// makeBlocking makes a descriptor block, as programs expect of their standard
// ones. It may be shared with this process: libuv does the same.
func makeBlocking(fd int) {
	// What cannot be changed, such as a closed descriptor, shows when the child
	// uses it.
	_ = unix.SetNonblock(fd, false)
}

func (f *childFiles) add(i, fd int) {
	f.table[i] = uintptr(fd)
	f.opened = append(f.opened, fd)
}

// socketPair makes the two ends of a connection. As uv_spawn does, so that it
// goes both ways.
func socketPair() ([2]int, error) {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0)
	if err != nil {
		return pair, err
	}
	unix.CloseOnExec(pair[0])
	unix.CloseOnExec(pair[1])
	return pair, nil
}

func openNull(i int) (int, error) {
	mode := unix.O_RDWR
	if i == 0 {
		mode = unix.O_RDONLY
	}
	return unix.Open(os.DevNull, mode|unix.O_CLOEXEC, 0)
}

func closeAll(fds []int) {
	for _, fd := range fds {
		unix.Close(fd)
	}
}

func closeEnds(ends []*end) {
	for _, e := range ends {
		if e != nil {
			e.close()
		}
	}
}

func (c *command) attributes() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setsid: c.detached}
	if c.uid != nil || c.gid != nil {
		credential := &syscall.Credential{Uid: uint32(os.Getuid()), Gid: uint32(os.Getgid())}
		if c.uid != nil {
			credential.Uid = uint32(*c.uid)
		}
		if c.gid != nil {
			credential.Gid = uint32(*c.gid)
		}
		attr.Credential = credential
	}
	return attr
}

const shell = "/bin/sh"

// fork tries the paths that the file may mean, as execvp does.
func (c *command) fork(attr *syscall.ProcAttr) (pid int, err error) {
	denied := false
	for _, path := range c.paths() {
		pid, err := syscall.ForkExec(path, c.args, attr)
		switch err {
		case syscall.ENOEXEC: // a script without a first line that says what runs it
			args := []string{shell, path}
			if len(c.args) > 1 {
				args = append(args, c.args[1:]...)
			}
			return syscall.ForkExec(shell, args, attr)
		case syscall.EACCES:
			denied = true
		case syscall.ENOENT, syscall.ENOTDIR:
		default:
			return pid, err
		}
	}
	if denied {
		return 0, syscall.EACCES
	}
	return 0, syscall.ENOENT
}

// defaultPath is searched when there is no PATH. As _PATH_DEFPATH.
const defaultPath = "/usr/local/bin:/bin:/usr/bin"

// paths returns the paths that file may mean, in the order of PATH, which is
// the child's. They are relative to the child's folder.
func (c *command) paths() []string {
	if strings.Contains(c.file, "/") {
		return []string{c.file}
	}
	var paths []string
	for dir := range strings.SplitSeq(c.variable("PATH", defaultPath), ":") {
		if dir == "" {
			dir = "."
		}
		path := dir + "/" + c.file
		if c.dir == "" || strings.HasPrefix(path, "/") {
			// A look saves the fork.
			if err := unix.Access(path, unix.F_OK); err != nil {
				continue
			}
		}
		paths = append(paths, path)
	}
	return paths
}

// variable returns the value of a variable of the child's environment.
func (c *command) variable(name, missing string) string {
	env := c.env
	if env == nil {
		env = os.Environ()
	}
	for _, pair := range env {
		if value, ok := strings.CutPrefix(pair, name+"="); ok {
			return value
		}
	}
	return missing
}

// wait waits until the process has ended; signal is zero unless one ended it.
// It is called once, on a goroutine of its own or before anything else.
func (p *process) wait() (code, signal int) {
	awaitExit(p.pid)
	// Until here the pid was the child's; kill must not use it any more.
	p.mu.Lock()
	defer p.mu.Unlock()
	p.reaped = true
	var status unix.WaitStatus
	for {
		if _, err := unix.Wait4(p.pid, &status, 0, nil); err != unix.EINTR {
			break
		}
	}
	if status.Signaled() {
		return 0, int(status.Signal())
	}
	return status.ExitStatus(), 0
}

// kill sends a signal; 0 only asks whether the process is there.
func (p *process) kill(signal int) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.reaped {
		return syscall.ESRCH
	}
	return unix.Kill(p.pid, unix.Signal(signal))
}
