// Package memory says whether the system has memory for a large allocation:
// Go ends the process when it does not.
package memory

// probeSize is the size from which an allocation is tried out first.
const probeSize = 256 << 20

// Has reports whether n bytes can be allocated.
func Has(n int) bool { return n < probeSize || canAllocate(n) }
