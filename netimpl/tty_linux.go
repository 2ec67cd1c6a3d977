package netimpl

import (
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

const ioctlSetTermios = unix.TCSETS

// terminalPath returns the name of a terminal that can be opened anew. A
// pseudo-terminal's master cannot: that would make another one.
func terminalPath(fd int) (path string, ok bool) {
	if _, err := unix.IoctlGetUint32(fd, unix.TIOCGPTN); err == nil {
		return "", false
	}
	path, err := os.Readlink("/proc/self/fd/" + strconv.Itoa(fd))
	return path, err == nil && sameTerminal(path, fd)
}
