package netimpl

import "syscall"

// endingSignals is empty: there are no such signals.
var endingSignals []syscall.Signal
