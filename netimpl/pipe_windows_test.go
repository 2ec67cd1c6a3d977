package netimpl

import (
	"fmt"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
)

var pipeNames atomic.Int32

// pipeName returns a name that nothing has.
func pipeName(*testing.T) string {
	return fmt.Sprintf(`\\.\pipe\gonet-test-%d-%d`, syscall.Getpid(), pipeNames.Add(1))
}

func TestPipeErrors(t *testing.T) {
	l := newLoop(t)
	name := pipeName(t)
	server := pipeServer(t, l, name, func(_, _ *Pipe) {})
	local, err := server.Sockname()
	must(t, err)
	wantEqual(t, "name", local, name)
	for bad, want := range map[string]Errno{
		name:                     syscall.EADDRINUSE,
		`C:\not-a-pipe`:          syscall.EACCES,
		"":                       syscall.EINVAL,
		strings.Repeat("x", 300): syscall.EINVAL,
	} {
		wantErrno(t, NewPipe(l).Bind(bad), want)
	}
	client := NewPipe(l)
	must(t, client.Connect(name+"-none", func(err error) {
		wantErrno(t, err, syscall.ENOENT)
		server.Close(nil)
	}))
	run(t, l)
}
