//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package netimpl

// descriptor is not used on this platform: its streams are connections.
type descriptor struct{}

type descriptorShared struct{}

func (*descriptorShared) init()  {}
func (*descriptorShared) close() {}
