// Package fsys is libuv's file system calls: blocking, on numbered
// descriptors, with errors that are syscall.Errno at their bottom. All
// functions are safe from any goroutine. Paths are bytes in a string.
//
// Source: libuv/libuv:src/unix/fs.c and src/win/fs.c.
package fsys

import "io/fs"

// Time is a file's time.
type Time struct {
	Sec, Nsec int64
}

// Info is what stat tells.
type Info struct {
	Dev, Mode, Nlink, UID, GID, Rdev, Blksize, Ino, Size, Blocks uint64
	Atime, Mtime, Ctime, Birthtime                               Time
}

// The bits of Mode that say what a file is, on every platform.
const (
	ModeType    = 0o170000
	ModeDir     = 0o040000
	ModeRegular = 0o100000
	ModeBlock   = 0o060000
	ModeChar    = 0o020000
	ModeLink    = 0o120000
	ModeFIFO    = 0o010000
	ModeSocket  = 0o140000
)

// IsDir reports whether i is of a folder.
func (i *Info) IsDir() bool { return i.Mode&ModeType == ModeDir }

// IsRegular reports whether i is of an ordinary file.
func (i *Info) IsRegular() bool { return i.Mode&ModeType == ModeRegular }

// EntryType is what a folder says of an entry, with libuv's numbers.
type EntryType int

const (
	EntryUnknown EntryType = iota
	EntryFile
	EntryDir
	EntryLink
	EntryFIFO
	EntrySocket
	EntryChar
	EntryBlock
)

// Entry is one name in a folder.
type Entry struct {
	Name string
	Type EntryType
}

// typeOf is the type that the package os knows.
func typeOf(mode fs.FileMode) EntryType {
	switch {
	case mode.IsRegular():
		return EntryFile
	case mode.IsDir():
		return EntryDir
	case mode&fs.ModeSymlink != 0:
		return EntryLink
	case mode&fs.ModeNamedPipe != 0:
		return EntryFIFO
	case mode&fs.ModeSocket != 0:
		return EntrySocket
	case mode&fs.ModeCharDevice != 0:
		return EntryChar
	case mode&fs.ModeDevice != 0:
		return EntryBlock
	}
	return EntryUnknown
}

// TypeOf returns the type of a file as Readdir would.
func TypeOf(i *Info) EntryType {
	switch i.Mode & ModeType {
	case ModeRegular:
		return EntryFile
	case ModeDir:
		return EntryDir
	case ModeLink:
		return EntryLink
	case ModeFIFO:
		return EntryFIFO
	case ModeSocket:
		return EntrySocket
	case ModeChar:
		return EntryChar
	case ModeBlock:
		return EntryBlock
	}
	return EntryUnknown
}

// StatFS is what statfs tells.
type StatFS struct {
	Type, Bsize, Frsize, Blocks, Bfree, Bavail, Files, Ffree uint64
}

// The bits of CopyFile's mode.
const (
	CopyExcl      = 1 // fail if the destination exists
	CopyClone     = 2 // share blocks if the file system can
	CopyCloneOnly = 4 // fail if it cannot
)
