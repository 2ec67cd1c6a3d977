//go:build !linux

package netimpl

// ConstrainedMemory returns 0: there are no control groups to limit the
// process's memory.
func ConstrainedMemory() uint64 { return 0 }

// AvailableMemory is FreeMemory where there are no control groups.
func AvailableMemory() (uint64, error) { return FreeMemory() }
