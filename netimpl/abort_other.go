//go:build !linux

package netimpl

import "os"

// Abort ends the process with the status that a shell shows for SIGABRT: Go's
// own handler of the signal would print its goroutines.
func Abort() { os.Exit(abortStatus) }
