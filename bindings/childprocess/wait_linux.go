package childprocess

import "golang.org/x/sys/unix"

// awaitExit waits until the process has ended and leaves it to be reaped, so
// that its number is not given to another one yet.
func awaitExit(pid int) {
	for {
		if err := unix.Waitid(unix.P_PID, pid, nil, unix.WEXITED|unix.WNOWAIT, nil); err != unix.EINTR {
			return
		}
	}
}
