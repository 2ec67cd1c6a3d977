//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package netimpl

func newPoller() (poller, error) { return newWakePoller(), nil }
