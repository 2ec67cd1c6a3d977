package netimpl

import (
	"os"
	"os/signal"
	"slices"
	"sync"
	"syscall"
)

// defaults gives signals back the effect that Go's runtime takes from them: it
// catches every signal, and does nothing about most that nobody listens for,
// where a process of C would end.
var defaults struct {
	sync.Mutex
	on        bool
	caught    chan os.Signal
	listeners map[syscall.Signal]int // the Signals that listen
}

// EndBySignals makes the process end by signals that would end one of C and that
// no Signal listens for, also by those that its parent ignores, as Node does. It
// is for a process that belongs to one script.
func EndBySignals() {
	d := &defaults
	d.Lock()
	defer d.Unlock()
	if d.on || len(endingSignals) == 0 {
		return
	}
	d.on = true
	for _, sig := range []syscall.Signal{syscall.SIGHUP, syscall.SIGINT} { // which Go leaves ignored
		if signal.Ignored(sig) {
			endingSignals = append(endingSignals, sig)
		}
	}
	d.caught = make(chan os.Signal, 1)
	watchEndingSignals()
	go func() { endBy((<-d.caught).(syscall.Signal)) }()
}

// listen counts by more who listens for sig. A signal goes either to them or to
// its default effect: a look at who listens when it arrives would come too late.
func listen(sig syscall.Signal, more int) {
	d := &defaults
	d.Lock()
	defer d.Unlock()
	if d.listeners == nil {
		d.listeners = make(map[syscall.Signal]int)
	}
	had := d.listeners[sig] > 0
	d.listeners[sig] += more
	if d.on && had != (d.listeners[sig] > 0) && slices.Contains(endingSignals, sig) {
		watchEndingSignals()
	}
}

// watchEndingSignals catches the signals that nobody listens for.
func watchEndingSignals() {
	d := &defaults
	signal.Stop(d.caught)
	for _, sig := range endingSignals {
		if d.listeners[sig] == 0 {
			signal.Notify(d.caught, sig)
		}
	}
}
