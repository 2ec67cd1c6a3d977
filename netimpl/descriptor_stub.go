//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package netimpl

// descriptor is not used on this platform: its streams are connections.
type descriptor struct{}

type descriptorShared struct{}

func (*descriptorShared) init()  {}
func (*descriptorShared) close() {}

// reserve has nothing to do: there is no limit that a process runs into.
func (*descriptorShared) reserve() {}

func (*descriptorShared) shedLoadNow(_ int, errno Errno) error { return errno }
