//go:build unix

package netimpl

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// pipeName returns a path that is short enough for every system.
func pipeName(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "pipe")
	must(t, err)
	t.Cleanup(func() { must(t, os.RemoveAll(dir)) })
	return filepath.Join(dir, "sock")
}

func TestPipeFileIsRemovedOnClose(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		name := pipeName(t)
		server := pipeServer(t, l, name, func(_, _ *Pipe) {})
		local, err := server.Sockname()
		must(t, err)
		wantEqual(t, "name", local, name)
		_, err = os.Stat(name)
		must(t, err)
		server.Close(nil)
		if _, err = os.Stat(name); !os.IsNotExist(err) {
			t.Error("after Close:", err)
		}
		run(t, l)
	})
}

func TestPipeFileIsRemovedByLoopClose(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		name := pipeName(t)
		pipeServer(t, l, name, func(_, _ *Pipe) {})
		must(t, l.Close())
		if _, err := os.Stat(name); !os.IsNotExist(err) {
			t.Error("after Close:", err)
		}
	})
}

func TestPipeBindErrors(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		name := pipeName(t)
		pipeServer(t, l, name, func(_, _ *Pipe) {})
		closing := NewPipe(l)
		closing.Close(nil)
		bound := NewPipe(l)
		must(t, bound.Bind(name+"2"))
		for _, test := range []struct {
			what string
			pipe *Pipe
			name string
			want Errno
		}{
			{"in use", NewPipe(l), name, syscall.EADDRINUSE},
			{"no such folder", NewPipe(l), filepath.Join(name+"-none", "x"), syscall.EACCES},
			{"too long", NewPipe(l), "/" + strings.Repeat("x", 200), syscall.EINVAL},
			{"NUL", NewPipe(l), "/tmp/a\x00b", syscall.EINVAL},
			{"bound", bound, name + "3", syscall.EINVAL},
			{"closing", closing, name + "4", syscall.EINVAL},
		} {
			t.Run(test.what, func(t *testing.T) { wantErrno(t, test.pipe.Bind(test.name), test.want) })
		}
		wantErrno(t, NewPipe(l).Listen(1, listenFunc(func(error) {})), syscall.EINVAL)
	})
}

func TestPipeConnectErrors(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		name := pipeName(t)
		for _, bad := range []string{"", strings.Repeat("x", 200), "/tmp/a\x00b"} {
			wantErrno(t, NewPipe(l).Connect(bad, nil), syscall.EINVAL)
		}
		must(t, os.WriteFile(name, nil, 0o600))
		for path, want := range map[string]Errno{name + "-none": syscall.ENOENT, name: syscall.ECONNREFUSED} {
			called := false
			client := NewPipe(l)
			must(t, client.Connect(path, func(err error) {
				called = true
				wantErrno(t, err, want)
				if !strings.HasSuffix(err.Error(), " "+path) {
					t.Error(err)
				}
				client.Close(nil)
			}))
			wantErrno(t, client.Connect(path, nil), syscall.EALREADY)
			wantEqual(t, "called inside Connect", called, false)
			run(t, l)
			wantEqual(t, "called", called, true)
		}
	})
}

func TestPipeChmod(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		name := pipeName(t)
		wantErrno(t, NewPipe(l).Chmod(true, true), syscall.EBADF)
		server := pipeServer(t, l, name, func(_, _ *Pipe) {})
		wantErrno(t, server.Chmod(false, false), syscall.EINVAL)
		for _, test := range []struct {
			readable, writable bool
			want               os.FileMode
		}{{true, false, 0o444}, {false, true, 0o222}, {true, true, 0o666}} {
			must(t, server.Chmod(test.readable, test.writable))
			info, err := os.Stat(name)
			must(t, err)
			wantEqual(t, "mode", info.Mode().Perm(), test.want)
		}
	})
}

func TestPipeNamedWithAt(t *testing.T) {
	t.Chdir(t.TempDir())
	eachKind(t, func(t *testing.T, l *Loop) {
		server := NewPipe(l)
		must(t, server.Bind("@name"))
		if _, err := os.Lstat(filepath.Join(".", "@name")); err != nil {
			t.Error(err)
		}
		server.Close(nil)
		run(t, l)
	})
}
