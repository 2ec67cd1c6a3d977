//go:build !amd64 && !arm64

package frames

import "runtime"

// callers fills pcs with the return addresses on the stack, from the caller's
// on.
func callers(pcs []uintptr) int { return runtime.Callers(2, pcs) }
