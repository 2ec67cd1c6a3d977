//go:build freebsd || netbsd || openbsd || dragonfly

package netimpl

// rawWritev writes one buffer after the other: package unix has no writev for
// all of these systems.
func rawWritev(fd int, bufs [][]byte, _ *descriptorShared) (int, Errno) {
	total := 0
	for _, b := range bufs {
		n, errno := sysWrite(fd, b, 0)
		if errno != 0 {
			if total > 0 {
				return total, 0
			}
			return 0, errno
		}
		total += n
		if n < len(b) {
			break
		}
	}
	return total, 0
}

// muteSocket has nothing to do: Go's runtime ignores SIGPIPE.
func muteSocket(int) error { return nil }

func writeErrno(errno Errno) Errno { return errno }
