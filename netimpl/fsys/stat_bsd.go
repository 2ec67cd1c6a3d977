//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package fsys

import (
	"golang.org/x/sys/unix"
)

func statAt(path string, flags int) (Info, error) {
	var s unix.Stat_t
	err := retry(func() error { return unix.Fstatat(unix.AT_FDCWD, path, &s, flags) })
	return infoOf(&s), err
}

// Fstat is Stat for an open file.
func Fstat(fd int) (Info, error) {
	var s unix.Stat_t
	err := retry(func() error { return unix.Fstat(fd, &s) })
	return infoOf(&s), err
}

func infoOf(s *unix.Stat_t) Info {
	i := Info{
		Dev: uint64(s.Dev), Mode: uint64(s.Mode), Nlink: uint64(s.Nlink), UID: uint64(s.Uid), GID: uint64(s.Gid),
		Rdev: uint64(s.Rdev), Blksize: uint64(s.Blksize), Ino: uint64(s.Ino), Size: uint64(s.Size), Blocks: uint64(s.Blocks),
	}
	i.Atime, i.Mtime, i.Ctime, i.Birthtime = statTimes(s)
	return i
}

func at(t unix.Timespec) Time { return Time{int64(t.Sec), int64(t.Nsec)} }

// Fdatasync writes a file to its device.
func Fdatasync(fd int) error { return Fsync(fd) }

// Futimes sets the times of an open file.
func Futimes(fd int, atime, mtime Time) error {
	usec := func(t Time) unix.Timeval {
		tv := unix.NsecToTimeval(t.Sec*1e9 + t.Nsec)
		return tv
	}
	return unix.Futimes(fd, []unix.Timeval{usec(atime), usec(mtime)})
}

// Lchmod is Chmod for a link itself.
func Lchmod(path string, mode uint32) error {
	return unix.Fchmodat(unix.AT_FDCWD, path, mode, unix.AT_SYMLINK_NOFOLLOW)
}

// cloneFile is for file systems that share blocks on request.
func cloneFile(int, int) error { return unix.ENOSYS }
