//go:build unix

package fsys

import (
	"os"

	"golang.org/x/sys/unix"
)

// retry calls fn until it is not interrupted by a signal.
func retry(fn func() error) error {
	for {
		if err := fn(); err != unix.EINTR {
			return err
		}
	}
}

// Open opens a file; flags and mode are those of open(2). The descriptor is
// not inherited by child processes.
func Open(path string, flags int, mode uint32) (fd int, err error) {
	err = retry(func() error {
		fd, err = unix.Open(path, flags|unix.O_CLOEXEC, mode)
		return err
	})
	return fd, err
}

// Close closes a descriptor.
func Close(fd int) error {
	// Not to be repeated: the descriptor is gone even when EINTR is returned.
	if err := unix.Close(fd); err != unix.EINTR {
		return err
	}
	return nil
}

// Read reads at pos, or at the file's position if pos is negative. It returns
// 0 at the end.
func Read(fd int, b []byte, pos int64) (n int, err error) {
	err = retry(func() error {
		if pos < 0 {
			n, err = unix.Read(fd, b)
		} else {
			n, err = unix.Pread(fd, b, pos)
		}
		return err
	})
	return max(n, 0), err
}

// Write writes at pos, or at the file's position if pos is negative, and
// returns how much was written.
func Write(fd int, b []byte, pos int64) (n int, err error) {
	err = retry(func() error {
		if pos < 0 {
			n, err = unix.Write(fd, b)
		} else {
			n, err = unix.Pwrite(fd, b, pos)
		}
		return err
	})
	return max(n, 0), err
}

// Fsync writes a file's data and metadata to its device.
func Fsync(fd int) error { return retry(func() error { return unix.Fsync(fd) }) }

// Ftruncate sets a file's length.
func Ftruncate(fd int, length int64) error {
	return retry(func() error { return unix.Ftruncate(fd, length) })
}

// Fchmod sets a file's mode.
func Fchmod(fd int, mode uint32) error { return retry(func() error { return unix.Fchmod(fd, mode) }) }

// Fchown sets a file's owner and group.
func Fchown(fd, uid, gid int) error { return retry(func() error { return unix.Fchown(fd, uid, gid) }) }

// Access reports whether the process may use path for what mode says.
func Access(path string, mode uint32) error { return unix.Access(path, mode) }

// Chmod sets a file's mode.
func Chmod(path string, mode uint32) error {
	return retry(func() error { return unix.Chmod(path, mode) })
}

// Chown sets a file's owner and group.
func Chown(path string, uid, gid int) error { return unix.Chown(path, uid, gid) }

// Lchown is Chown for a link itself.
func Lchown(path string, uid, gid int) error { return unix.Lchown(path, uid, gid) }

// Rename gives a file another name.
func Rename(from, to string) error { return unix.Rename(from, to) }

// Unlink removes a name of a file.
func Unlink(path string) error { return unix.Unlink(path) }

// Rmdir removes an empty folder.
func Rmdir(path string) error { return unix.Rmdir(path) }

// Mkdir makes a folder.
func Mkdir(path string, mode uint32) error { return unix.Mkdir(path, mode) }

// Link gives a file a second name.
func Link(existing, name string) error { return unix.Link(existing, name) }

// Symlink makes a link to target; flags are for Windows.
func Symlink(target, path string, _ int) error { return unix.Symlink(target, path) }

// Readlink returns a link's target.
func Readlink(path string) (string, error) {
	for size := 256; ; size *= 2 {
		b := make([]byte, size)
		n, err := unix.Readlink(path, b)
		if err != nil {
			return "", err
		}
		if n < size {
			return string(b[:n]), nil
		}
	}
}

// Truncate sets a file's length.
func Truncate(path string, length int64) error {
	return retry(func() error { return unix.Truncate(path, length) })
}

// Utimes sets a file's times, a link's own if follow is false.
func Utimes(path string, atime, mtime Time, follow bool) error {
	flags := 0
	if !follow {
		flags = unix.AT_SYMLINK_NOFOLLOW
	}
	return unix.UtimesNanoAt(unix.AT_FDCWD, path, timespecs(atime, mtime), flags)
}

func timespecs(atime, mtime Time) []unix.Timespec {
	spec := func(t Time) unix.Timespec {
		return unix.NsecToTimespec(t.Sec*1e9 + t.Nsec)
	}
	return []unix.Timespec{spec(atime), spec(mtime)}
}

// openDir opens a folder, and nothing else: a pipe would wait for its writer.
func openDir(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|unix.O_DIRECTORY, 0)
}

// Stat tells of the file that path leads to.
func Stat(path string) (Info, error) { return statAt(path, 0) }

// Lstat is Stat for a link itself.
func Lstat(path string) (Info, error) { return statAt(path, unix.AT_SYMLINK_NOFOLLOW) }
