//go:build linux || darwin || freebsd || netbsd || dragonfly

package netimpl

import "golang.org/x/sys/unix"

// setKeepAliveTimes sets the times in seconds and the number of probes.
func setKeepAliveTimes(fd, delay, interval, count int) error {
	for _, opt := range [...]struct{ name, value int }{
		{tcpKeepIdle, delay},
		{unix.TCP_KEEPINTVL, interval},
		{unix.TCP_KEEPCNT, count},
	} {
		if err := unix.SetsockoptInt(fd, unix.IPPROTO_TCP, opt.name, opt.value); err != nil {
			return err
		}
	}
	return nil
}
