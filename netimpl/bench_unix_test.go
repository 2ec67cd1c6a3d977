//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"testing"

	"golang.org/x/sys/unix"
)

// BenchmarkEchoScheduled is BenchmarkEcho of descriptors with reads and writes
// that tell Go's scheduler, which the hot path leaves out.
func BenchmarkEchoScheduled(b *testing.B) {
	replace(b, &sysRead, func(fd int, p []byte, how transfer) (int, Errno) {
		n, err := unix.Read(fd, p)
		if err != nil {
			return n, err.(Errno)
		}
		return n, 0
	})
	replace(b, &sysWrite, sysWriteBlocking)
	benchmarkEcho(b, EndpointsDescriptor, 50)
}
