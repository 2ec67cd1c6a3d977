//go:build unix

package fsys

import (
	"io"
	"os"
	"syscall"
)

// CopyFile copies a file's contents and mode; mode is made of the Copy
// constants. A copy that fails leaves no file behind. Follows uv_fs_copyfile.
func CopyFile(from, to string, mode int) (err error) {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	info, err := Fstat(int(src.Fd()))
	if err != nil {
		return err
	}
	flags := os.O_WRONLY | os.O_CREATE
	if mode&CopyExcl != 0 {
		flags |= os.O_EXCL
	}
	dst, err := os.OpenFile(to, flags, os.FileMode(info.Mode&0o777))
	if err != nil {
		return err
	}
	defer func() {
		if cerr := dst.Close(); err == nil {
			err = cerr
		}
		if err != nil {
			_ = os.Remove(to) // the copy's error is the one to tell
		}
	}()
	target, err := Fstat(int(dst.Fd()))
	if err != nil || target.Dev == info.Dev && target.Ino == info.Ino {
		return err
	}
	if err := dst.Truncate(0); err != nil {
		return err
	}
	if err := Fchmod(int(dst.Fd()), uint32(info.Mode&0o7777)); err != nil && err != syscall.EPERM {
		return err
	}
	if mode&(CopyClone|CopyCloneOnly) != 0 {
		if err := cloneFile(int(dst.Fd()), int(src.Fd())); err == nil || mode&CopyCloneOnly != 0 {
			return err
		}
	}
	_, err = io.Copy(dst, src)
	return err
}
