package fsys

import (
	"io"
	"os"
	"sync"
	"syscall"
	"time"
)

// files are the open files by descriptor: Windows has handles, and scripts see
// small numbers. 0 to 2 are the standard streams.
var files = struct {
	sync.Mutex
	open []*os.File
}{open: []*os.File{os.Stdin, os.Stdout, os.Stderr}}

func file(fd int) (*os.File, error) {
	files.Lock()
	defer files.Unlock()
	if fd < 0 || fd >= len(files.open) || files.open[fd] == nil {
		return nil, syscall.EBADF
	}
	return files.open[fd], nil
}

// Open opens a file; flags are those of package os. The descriptor is not
// inherited by child processes.
func Open(path string, flags int, mode uint32) (int, error) {
	f, err := os.OpenFile(path, flags, os.FileMode(mode))
	if err != nil {
		return -1, err
	}
	files.Lock()
	defer files.Unlock()
	for fd, other := range files.open {
		if other == nil {
			files.open[fd] = f
			return fd, nil
		}
	}
	files.open = append(files.open, f)
	return len(files.open) - 1, nil
}

// Close closes a descriptor.
func Close(fd int) error {
	f, err := file(fd)
	if err != nil {
		return err
	}
	files.Lock()
	files.open[fd] = nil
	files.Unlock()
	return f.Close()
}

// Read reads at pos, or at the file's position if pos is negative. It returns
// 0 at the end.
func Read(fd int, b []byte, pos int64) (n int, err error) {
	f, err := file(fd)
	if err != nil {
		return 0, err
	}
	if pos < 0 {
		n, err = f.Read(b)
	} else {
		n, err = f.ReadAt(b, pos)
	}
	if err == io.EOF {
		err = nil
	}
	return n, err
}

// Write writes at pos, or at the file's position if pos is negative, and
// returns how much was written.
func Write(fd int, b []byte, pos int64) (int, error) {
	f, err := file(fd)
	if err != nil {
		return 0, err
	}
	if pos < 0 {
		return f.Write(b)
	}
	return f.WriteAt(b, pos)
}

// Fsync writes a file to its device.
func Fsync(fd int) error { return with(fd, (*os.File).Sync) }

// Fdatasync writes a file to its device.
func Fdatasync(fd int) error { return Fsync(fd) }

func with(fd int, do func(*os.File) error) error {
	f, err := file(fd)
	if err != nil {
		return err
	}
	return do(f)
}

// Ftruncate sets a file's length.
func Ftruncate(fd int, length int64) error {
	return with(fd, func(f *os.File) error { return f.Truncate(length) })
}

// Fchmod sets a file's mode: only whether it may be written.
func Fchmod(fd int, mode uint32) error {
	return with(fd, func(f *os.File) error { return os.Chmod(f.Name(), os.FileMode(mode)) })
}

// Fchown does nothing: files have no owner by number.
func Fchown(int, int, int) error { return nil }

// Futimes sets the times of an open file.
func Futimes(fd int, atime, mtime Time) error {
	return with(fd, func(f *os.File) error { return Utimes(f.Name(), atime, mtime, true) })
}

// Fstat is Stat for an open file.
func Fstat(fd int) (Info, error) {
	f, err := file(fd)
	if err != nil {
		return Info{}, err
	}
	i, err := f.Stat()
	return infoOf(i, err)
}

// Stat tells of the file that path leads to.
func Stat(path string) (Info, error) { return infoOf(os.Stat(path)) }

// Lstat is Stat for a link itself.
func Lstat(path string) (Info, error) { return infoOf(os.Lstat(path)) }

func infoOf(i os.FileInfo, err error) (Info, error) {
	if err != nil {
		return Info{}, err
	}
	info := Info{Mode: uint64(i.Mode().Perm()), Nlink: 1, Blksize: 4096, Size: uint64(i.Size())}
	info.Blocks = (info.Size + 511) / 512
	switch typeOf(i.Mode().Type()) {
	case EntryDir:
		info.Mode |= ModeDir
	case EntryLink:
		info.Mode |= ModeLink
	case EntryChar:
		info.Mode |= ModeChar
	case EntryFIFO:
		info.Mode |= ModeFIFO
	default:
		info.Mode |= ModeRegular
	}
	info.Mtime = timeOf(i.ModTime().UnixNano())
	info.Atime, info.Ctime, info.Birthtime = info.Mtime, info.Mtime, info.Mtime
	if d, ok := i.Sys().(*syscall.Win32FileAttributeData); ok {
		info.Atime, info.Birthtime = timeOf(d.LastAccessTime.Nanoseconds()), timeOf(d.CreationTime.Nanoseconds())
	}
	return info, nil
}

func timeOf(nsec int64) Time { return Time{nsec / 1e9, nsec % 1e9} }

// Access reports whether the process may use path for what mode says.
func Access(path string, mode uint32) error {
	i, err := os.Stat(path)
	if err == nil && mode&2 != 0 && i.Mode().Perm()&0o200 == 0 {
		return syscall.EPERM
	}
	return err
}

// Chmod sets a file's mode: only whether it may be written.
func Chmod(path string, mode uint32) error { return os.Chmod(path, os.FileMode(mode)) }

// Lchmod does not exist on Windows.
func Lchmod(string, uint32) error { return syscall.ENOSYS }

// Chown does nothing: files have no owner by number.
func Chown(string, int, int) error { return nil }

// Lchown does nothing: files have no owner by number.
func Lchown(string, int, int) error { return nil }

// Rename gives a file another name.
func Rename(from, to string) error { return os.Rename(from, to) }

// Unlink removes a name of a file.
func Unlink(path string) error {
	if i, err := os.Lstat(path); err == nil && i.IsDir() {
		return syscall.EPERM
	}
	return os.Remove(path)
}

// Rmdir removes an empty folder.
func Rmdir(path string) error {
	if i, err := os.Lstat(path); err == nil && !i.IsDir() {
		return syscall.ENOTDIR
	}
	return os.Remove(path)
}

// Mkdir makes a folder.
func Mkdir(path string, mode uint32) error { return os.Mkdir(path, os.FileMode(mode)) }

// Link gives a file a second name.
func Link(existing, name string) error { return os.Link(existing, name) }

// Symlink makes a link to target.
func Symlink(target, path string, _ int) error { return os.Symlink(target, path) }

// Readlink returns a link's target.
func Readlink(path string) (string, error) { return os.Readlink(path) }

// Truncate sets a file's length.
func Truncate(path string, length int64) error { return os.Truncate(path, length) }

// Utimes sets a file's times.
func Utimes(path string, atime, mtime Time, _ bool) error {
	return os.Chtimes(path, time.Unix(atime.Sec, atime.Nsec), time.Unix(mtime.Sec, mtime.Nsec))
}

// openDir opens a folder, and nothing else.
func openDir(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.IsDir() {
		f.Close()
		return nil, syscall.ENOTDIR
	}
	return f, nil
}

// Statfs is not there on Windows yet.
func Statfs(string) (StatFS, error) { return StatFS{}, syscall.ENOSYS }

// CopyFile copies a file's contents; mode is made of the Copy constants.
func CopyFile(from, to string, mode int) (err error) {
	if mode&CopyCloneOnly != 0 {
		return syscall.ENOSYS
	}
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	flags := os.O_WRONLY | os.O_CREATE | os.O_TRUNC
	if mode&CopyExcl != 0 {
		flags |= os.O_EXCL
	}
	dst, err := os.OpenFile(to, flags, 0o666)
	if err != nil {
		return err
	}
	_, err = io.Copy(dst, src)
	if cerr := dst.Close(); err == nil {
		err = cerr
	}
	return err
}
