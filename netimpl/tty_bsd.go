//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

const ioctlSetTermios = unix.TIOCSETA

// terminalPath returns the name of a terminal that can be opened anew, among
// those that terminals have. A pseudo-terminal's master has another name.
func terminalPath(fd int) (path string, ok bool) {
	for _, dir := range []string{"/dev/pts", "/dev"} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue // not every system has both
		}
		for _, e := range entries {
			path := filepath.Join(dir, e.Name())
			if (dir == "/dev/pts" || strings.HasPrefix(e.Name(), "tty")) && sameTerminal(path, fd) {
				return path, true
			}
		}
	}
	return "", false
}
