//go:build unix && !linux

package netimpl

import "syscall"

// endingSignals are the signals that end a process and that Go ignores, or
// shows its goroutines for.
var endingSignals = []syscall.Signal{syscall.SIGQUIT, syscall.SIGUSR2, syscall.SIGALRM, syscall.SIGVTALRM, syscall.SIGXCPU}
