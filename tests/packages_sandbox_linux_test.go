package tests

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// serviceTimeout is how long a server may take until it answers, or to end:
// far more than any needs, for machines that do much else.
const serviceTimeout = 2 * time.Minute

// password is what clients of the servers log in with.
const password = "s3cret of gonet"

// service is a server that packages are tested against. It runs on the
// loopback with its data in a folder of its own.
type service struct {
	name    string                    // the package of Debian
	binary  []string                  // where its program may be: names or patterns
	prepare func(s *sandbox)          // fills the folder, nil if it needs nothing
	command func(s *sandbox) []string // starts it, on the sandbox's port
	ready   string                    // what it prints when it is ready, "" if an open port says so
	stop    syscall.Signal            // ends it and its children; 0 means SIGTERM
}

// sandbox is where one server runs.
type sandbox struct {
	t      *testing.T
	binary string
	dir    string
	port   string
	env    []string
	user   *syscall.Credential // nil: as we are
}

// start runs the server until the test has ended, and returns the environment
// that tells scripts where it is.
func (v *service) start(t *testing.T) []string {
	t.Helper()
	binary := find(v.binary)
	if binary == "" {
		missing(t, v.name)
	}
	s := newSandbox(t, binary)
	if v.prepare != nil {
		v.prepare(s)
	}
	// Another program may take the port between our look and the server's.
	for try := 1; ; try++ {
		s.port = freePort(t)
		err := s.serve(v)
		if err == nil {
			break
		}
		if try == 3 {
			t.Fatalf("%s: %v", v.name, err)
		}
	}
	return []string{"SERVER_PORT=" + s.port, "SERVER_DIR=" + s.dir, "SERVER_PASSWORD=" + password}
}

// find returns the first program that is there.
func find(binaries []string) string {
	for _, name := range binaries {
		if paths, _ := filepath.Glob(name); len(paths) > 0 {
			return paths[len(paths)-1]
		}
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// newSandbox makes a folder. Servers do not want to be root: if we are, the
// folder and the server belong to nobody.
func newSandbox(t *testing.T, binary string) *sandbox {
	t.Helper()
	// A short path, because sockets have their place there; not t.TempDir,
	// which others than us cannot enter.
	dir, err := os.MkdirTemp("", "gonet-service-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	s := &sandbox{t: t, binary: binary, dir: dir, env: append(os.Environ(), "HOME="+dir)}
	if os.Getuid() == 0 {
		const nobody = 65534
		s.user = &syscall.Credential{Uid: nobody, Gid: nobody}
		if err := os.Chown(dir, nobody, nobody); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// path names a file of the sandbox.
func (s *sandbox) path(name string) string { return filepath.Join(s.dir, name) }

// write puts a file into the sandbox.
func (s *sandbox) write(name, text string) string {
	s.t.Helper()
	if err := os.WriteFile(s.path(name), []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
	return s.path(name)
}

// build makes a command that runs as the sandbox's user, in a process group of
// its own so that children can be ended with it.
func (s *sandbox) build(name string, args ...string) (*exec.Cmd, *output) {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = s.dir, s.env
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.user, Setpgid: true, Pdeathsig: syscall.SIGTERM}
	out := &output{}
	cmd.Stdout, cmd.Stderr = out, out
	return cmd, out
}

// run runs a command to its end.
func (s *sandbox) run(name string, args ...string) {
	s.t.Helper()
	cmd, out := s.build(name, args...)
	if err := cmd.Run(); err != nil {
		s.t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// serve starts the server and waits until it is ready.
func (s *sandbox) serve(v *service) error {
	return s.background(v.command(s), s.port, v.ready, v.stop)
}

// background starts a program that ends with the test, and waits until it
// accepts connections on port and has printed ready.
func (s *sandbox) background(command []string, port, ready string, stop syscall.Signal) error {
	cmd, out := s.build(command[0], command[1:]...)
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	go func() {
		cmd.Wait()
		close(ended)
	}()
	end := func() { endGroup(cmd.Process.Pid, stop, ended) }
	ctx, cancel := context.WithTimeout(context.Background(), serviceTimeout)
	defer cancel()
	for !strings.Contains(out.String(), ready) || !accepts(port) {
		select {
		case <-ended:
			return fmt.Errorf("ended: %s", out)
		case <-ctx.Done():
			end()
			return errors.New("not ready in time: " + out.String())
		case <-time.After(20 * time.Millisecond):
		}
	}
	s.t.Cleanup(func() {
		end()
		if s.t.Failed() {
			s.t.Logf("%s said:\n%s", filepath.Base(command[0]), out)
		}
	})
	return nil
}

// endGroup ends a process and its children.
func endGroup(pid int, stop syscall.Signal, ended <-chan struct{}) {
	if stop == 0 {
		stop = syscall.SIGTERM
	}
	syscall.Kill(pid, stop)
	select {
	case <-ended:
	case <-time.After(serviceTimeout):
	}
	// What is left of the group: children that outlived it.
	syscall.Kill(-pid, syscall.SIGKILL)
	<-ended
}

func accepts(port string) bool {
	conn, err := net.DialTimeout("tcp", "127.0.0.1:"+port, time.Second)
	if err != nil {
		return false
	}
	conn.Close()
	return true
}

// freePort returns a port that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

// output gathers what a process prints.
type output struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}
