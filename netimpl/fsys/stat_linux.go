package fsys

import "golang.org/x/sys/unix"

// statxMask asks for everything that stat tells, and the birth time.
const statxMask = unix.STATX_BASIC_STATS | unix.STATX_BTIME

func statAt(path string, flags int) (Info, error) { return statx(unix.AT_FDCWD, path, flags) }

// Fstat is Stat for an open file.
func Fstat(fd int) (Info, error) { return statx(fd, "", unix.AT_EMPTY_PATH) }

func statx(dir int, path string, flags int) (Info, error) {
	var x unix.Statx_t
	err := retry(func() error { return unix.Statx(dir, path, flags, statxMask, &x) })
	if err != nil {
		return Info{}, err
	}
	at := func(t unix.StatxTimestamp) Time { return Time{t.Sec, int64(t.Nsec)} }
	return Info{
		Dev: unix.Mkdev(x.Dev_major, x.Dev_minor), Mode: uint64(x.Mode), Nlink: uint64(x.Nlink),
		UID: uint64(x.Uid), GID: uint64(x.Gid), Rdev: unix.Mkdev(x.Rdev_major, x.Rdev_minor),
		Blksize: uint64(x.Blksize), Ino: x.Ino, Size: x.Size, Blocks: x.Blocks,
		Atime: at(x.Atime), Mtime: at(x.Mtime), Ctime: at(x.Ctime), Birthtime: at(x.Btime),
	}, nil
}

// Fdatasync writes a file's data to its device.
func Fdatasync(fd int) error { return retry(func() error { return unix.Fdatasync(fd) }) }

// Futimes sets the times of an open file.
func Futimes(fd int, atime, mtime Time) error {
	ts := timespecs(atime, mtime)
	return futimens(fd, &ts[0])
}

// Lchmod does not exist on Linux.
func Lchmod(string, uint32) error { return unix.ENOSYS }

// Statfs tells of the file system that path is on.
func Statfs(path string) (StatFS, error) {
	var s unix.Statfs_t
	err := retry(func() error { return unix.Statfs(path, &s) })
	return StatFS{
		Type: uint64(s.Type), Bsize: uint64(s.Bsize), Frsize: uint64(s.Frsize), Blocks: s.Blocks, Bfree: s.Bfree,
		Bavail: s.Bavail, Files: s.Files, Ffree: s.Ffree,
	}, err
}

// cloneFile shares the blocks of one file with another.
func cloneFile(to, from int) error { return unix.IoctlFileClone(to, from) }
