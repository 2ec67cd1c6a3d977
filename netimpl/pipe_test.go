package netimpl

import (
	"io"
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

// pipeServer listens on name.
func pipeServer(t *testing.T, l *Loop, name string, onConnection func(server, conn *Pipe)) *Pipe {
	t.Helper()
	server := NewPipe(l)
	must(t, server.Bind(name))
	must(t, server.Listen(8, listenFunc(func(err error) {
		must(t, err)
		conn := NewPipe(l)
		must(t, server.Accept(conn))
		onConnection(server, conn)
	})))
	return server
}

func TestPipePingPong(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		name := pipeName(t)
		pipeServer(t, l, name, func(server, conn *Pipe) {
			got := ""
			must(t, conn.ReadStart(readFunc(func(buf []byte, err error) {
				got += string(buf)
				if err != nil {
					wantEqual(t, "end", err, io.EOF)
					wantEqual(t, "data", got, "hello")
					must(t, writeNow(conn, []byte("bye")))
					must(t, conn.Shutdown(func(err error) { must(t, err); conn.Close(nil) }))
				}
			})))
			server.Close(nil)
		})
		client := NewPipe(l)
		connected := false
		must(t, client.Connect(name, func(err error) {
			must(t, err)
			connected = true
			peer, err := client.Peername()
			must(t, err)
			wantEqual(t, "peer", peer, name)
			local, err := client.Sockname()
			must(t, err)
			wantEqual(t, "own name", local, "")
		}))
		wantEqual(t, "connected inside Connect", connected, false)
		must(t, writeNow(client, []byte("hello")))
		must(t, client.Shutdown(nil))
		got := ""
		readAll(t, client, func(data []byte, err error) { got = string(data) })
		run(t, l)
		wantEqual(t, "answer", got, "bye")
		wantEqual(t, "connected", connected, true)
	})
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

func TestPipeCloseWhileConnecting(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		var tr trace
		for _, name := range []string{pipeName(t), pipeName(t) + "-none"} {
			client := NewPipe(l)
			if !strings.HasSuffix(name, "-none") {
				pipeServer(t, l, name, func(server, conn *Pipe) { conn.Close(nil) }).Unref()
			}
			must(t, client.Connect(name, func(err error) {
				wantErrno(t, err, syscall.ECANCELED)
				tr.add("connect")()
			}))
			client.Close(tr.add("close"))
			run(t, l)
		}
		tr.want(t, "connect close connect close")
	})
}

func TestPipeConnectMultiple(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		const clients = 20
		name, accepted, connected := pipeName(t), 0, 0
		pipeServer(t, l, name, func(server, conn *Pipe) {
			conn.Close(nil)
			if accepted++; accepted == clients {
				server.Close(nil)
			}
		})
		for range clients {
			client := NewPipe(l)
			must(t, client.Connect(name, func(err error) {
				if err == nil {
					connected++
				} else {
					wantErrno(t, err, syscall.EAGAIN) // the backlog is full
					accepted++
				}
				client.Close(nil)
			}))
			l.Run(RunNoWait)
		}
		run(t, l)
		wantEqual(t, "accepted", accepted, clients)
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
