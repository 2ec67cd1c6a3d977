//go:build unix

package netimpl

import (
	"syscall"
	"testing"
)

func TestSignal(t *testing.T) {
	l := newLoop(t)
	var tr trace
	one, two := NewSignal(l), NewSignal(l)
	must(t, one.Start(syscall.SIGUSR1, func() {
		tr.add("one")()
		one.Close(tr.add("closed"))
		must(t, syscall.Kill(syscall.Getpid(), syscall.SIGUSR2))
	}))
	must(t, two.Start(syscall.SIGUSR2, func() {
		tr.add("two")()
		two.Stop()
	}))
	must(t, syscall.Kill(syscall.Getpid(), syscall.SIGUSR1))
	run(t, l)
	tr.want(t, "one closed two")
}

func TestSignalHandlesOfOneSignal(t *testing.T) {
	l := newLoop(t)
	ran := 0
	for range 3 {
		s := NewSignal(l)
		must(t, s.Start(syscall.SIGUSR1, func() { ran++; s.Close(nil) }))
	}
	must(t, syscall.Kill(syscall.Getpid(), syscall.SIGUSR1))
	run(t, l)
	wantEqual(t, "ran", ran, 3)
}

func TestSignalStartAgainReplaces(t *testing.T) {
	l := newLoop(t)
	s := NewSignal(l)
	must(t, s.Start(syscall.SIGUSR1, func() { t.Error("the first callback") }))
	must(t, s.Start(syscall.SIGUSR2, func() { s.Close(nil) }))
	must(t, syscall.Kill(syscall.Getpid(), syscall.SIGUSR2))
	run(t, l)
}

func TestSignalArguments(t *testing.T) {
	l := newLoop(t)
	s := NewSignal(l)
	s.Stop()
	for _, sig := range []syscall.Signal{0, -1, syscall.SIGKILL, syscall.SIGSTOP} {
		wantErrno(t, s.Start(sig, func() {}), syscall.EINVAL)
	}
	wantErrno(t, s.Start(syscall.SIGUSR1, nil), syscall.EINVAL)
	wantEqual(t, "active", s.IsActive(), false)
	s.Close(nil)
	wantErrno(t, s.Start(syscall.SIGUSR1, func() {}), syscall.EINVAL)
	run(t, l)
}
