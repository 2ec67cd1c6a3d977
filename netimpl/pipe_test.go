package netimpl

import (
	"io"
	"strings"
	"syscall"
	"testing"
)

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
