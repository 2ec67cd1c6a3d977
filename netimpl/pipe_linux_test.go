package netimpl

import (
	"os"
	"strings"
	"syscall"
	"testing"
)

func TestPipeAbstractName(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		for _, name := range []string{"\x00gonet-" + t.Name(), "\x00gonet\x00with NUL\x00" + t.Name()} {
			server := pipeServer(t, l, name, func(server, conn *Pipe) {
				conn.Close(nil)
				server.Close(nil)
			})
			local, err := server.Sockname()
			must(t, err)
			wantEqual(t, "name", local, name)
			client := NewPipe(l)
			must(t, client.Connect(name, func(err error) {
				must(t, err)
				client.Close(nil)
			}))
			run(t, l)
		}
	})
}

func TestPipeAutobind(t *testing.T) {
	l := newLoop(t)
	server := NewPipe(l)
	must(t, server.Bind(""))
	name, err := server.Sockname()
	must(t, err)
	if len(name) < 2 || name[0] != 0 {
		t.Errorf("name %q", name)
	}
}

// A file name may begin with the @ that Go's packages write for a NUL.
func TestPipeNameWithAt(t *testing.T) {
	eachKind(t, func(t *testing.T, l *Loop) {
		if l.mechanism != mechanisms[EndpointsDescriptor] {
			t.Skip("package net takes it for an abstract name")
		}
		t.Chdir(t.TempDir())
		server := pipeServer(t, l, "@file", func(_, _ *Pipe) {})
		name, err := server.Sockname()
		must(t, err)
		wantEqual(t, "name", name, "@file")
		_, err = os.Stat("@file")
		must(t, err)
	})
}

func TestPipeLongestName(t *testing.T) {
	l := newLoop(t)
	t.Chdir(t.TempDir())
	name := strings.Repeat("x", maxPipeName)
	server := NewPipe(l)
	must(t, server.Bind(name))
	got, err := server.Sockname()
	must(t, err)
	wantEqual(t, "name", got, name)
	wantErrno(t, NewPipe(l).Bind(name+"x"), syscall.EINVAL)
}
