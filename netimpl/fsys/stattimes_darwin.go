package fsys

import "golang.org/x/sys/unix"

func statTimes(s *unix.Stat_t) (atime, mtime, ctime, birthtime Time) {
	return at(s.Atim), at(s.Mtim), at(s.Ctim), at(s.Btim)
}

// Statfs tells of the file system that path is on.
func Statfs(path string) (StatFS, error) {
	var s unix.Statfs_t
	err := retry(func() error { return unix.Statfs(path, &s) })
	return StatFS{uint64(s.Type), uint64(s.Bsize), uint64(s.Bsize), s.Blocks, s.Bfree, s.Bavail, s.Files, s.Ffree}, err
}
