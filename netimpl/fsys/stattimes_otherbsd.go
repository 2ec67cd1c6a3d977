//go:build netbsd || openbsd || dragonfly

package fsys

import "golang.org/x/sys/unix"

// statTimes has the change time for the birth time, which these do not tell.
func statTimes(s *unix.Stat_t) (atime, mtime, ctime, birthtime Time) {
	return at(s.Atim), at(s.Mtim), at(s.Ctim), at(s.Ctim)
}

// Statfs is not there on these platforms.
func Statfs(string) (StatFS, error) { return StatFS{}, unix.ENOSYS }
