//go:build unix

package netimpl

import (
	"sync"

	"golang.org/x/sys/unix"
)

// signalNames are the names in the order in which Node lists them.
var signalNames = []string{
	"SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGIOT", "SIGBUS", "SIGFPE",
	"SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGCHLD",
	"SIGSTKFLT", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGBREAK", "SIGTTIN", "SIGTTOU", "SIGURG",
	"SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPOLL", "SIGLOST",
	"SIGPWR", "SIGINFO", "SIGSYS", "SIGUNUSED",
}

// sameSignals are second names that x/sys does not list.
var sameSignals = map[string]string{"SIGIOT": "SIGABRT", "SIGPOLL": "SIGIO"}

// SignalNames returns the platform's signals. The caller must not change the
// slice.
var SignalNames = sync.OnceValue(func() []SignalName {
	var list []SignalName
	for _, name := range signalNames {
		number := unix.SignalNum(name)
		if first, ok := sameSignals[name]; ok && number == 0 && hasSecondName(name) {
			number = unix.SignalNum(first)
		}
		if number != 0 {
			list = append(list, SignalName{name, int(number)})
		}
	}
	return list
})
