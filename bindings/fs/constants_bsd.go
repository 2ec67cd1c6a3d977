//go:build unix && !linux

package fs

import "syscall"

// platformConstants are the flags of open(2) on macOS and the BSDs.
var platformConstants = []Constant{
	{"O_NOCTTY", syscall.O_NOCTTY}, {"O_TRUNC", syscall.O_TRUNC}, {"O_APPEND", syscall.O_APPEND},
	{"O_NOFOLLOW", syscall.O_NOFOLLOW}, {"O_SYNC", syscall.O_SYNC}, {"O_NONBLOCK", syscall.O_NONBLOCK},
}
