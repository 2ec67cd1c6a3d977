package fs

import (
	"syscall"

	"github.com/dop251/goja"

	"gonet/netimpl/fsys"
)

// Constant is a name of fs.constants.
type Constant struct {
	Name  string
	Value int
}

// Constants returns fs.constants, in Node's order.
func Constants() []Constant {
	list := []Constant{
		{"UV_FS_SYMLINK_DIR", 1}, {"UV_FS_SYMLINK_JUNCTION", 2},
		{"O_RDONLY", syscall.O_RDONLY}, {"O_WRONLY", syscall.O_WRONLY}, {"O_RDWR", syscall.O_RDWR},
		{"UV_DIRENT_UNKNOWN", int(fsys.EntryUnknown)}, {"UV_DIRENT_FILE", int(fsys.EntryFile)},
		{"UV_DIRENT_DIR", int(fsys.EntryDir)}, {"UV_DIRENT_LINK", int(fsys.EntryLink)},
		{"UV_DIRENT_FIFO", int(fsys.EntryFIFO)}, {"UV_DIRENT_SOCKET", int(fsys.EntrySocket)},
		{"UV_DIRENT_CHAR", int(fsys.EntryChar)}, {"UV_DIRENT_BLOCK", int(fsys.EntryBlock)},
	}
	list = append(list,
		Constant{"S_IFMT", fsys.ModeType}, Constant{"S_IFREG", fsys.ModeRegular}, Constant{"S_IFDIR", fsys.ModeDir},
		Constant{"S_IFCHR", fsys.ModeChar}, Constant{"S_IFBLK", fsys.ModeBlock}, Constant{"S_IFIFO", fsys.ModeFIFO},
		Constant{"S_IFLNK", fsys.ModeLink}, Constant{"S_IFSOCK", fsys.ModeSocket},
		Constant{"O_CREAT", syscall.O_CREAT}, Constant{"O_EXCL", syscall.O_EXCL}, Constant{"UV_FS_O_FILEMAP", 0},
		Constant{"UV_FS_O_TEMPORARY", 0}, Constant{"UV_FS_O_SHORT_LIVED", 0}, Constant{"UV_FS_O_SEQUENTIAL", 0},
		Constant{"UV_FS_O_RANDOM", 0})
	list = append(list, platformConstants...)
	return append(list,
		Constant{"S_IRWXU", 0o700}, Constant{"S_IRUSR", 0o400}, Constant{"S_IWUSR", 0o200}, Constant{"S_IXUSR", 0o100},
		Constant{"S_IRWXG", 0o070}, Constant{"S_IRGRP", 0o040}, Constant{"S_IWGRP", 0o020}, Constant{"S_IXGRP", 0o010},
		Constant{"S_IRWXO", 0o007}, Constant{"S_IROTH", 0o004}, Constant{"S_IWOTH", 0o002}, Constant{"S_IXOTH", 0o001},
		Constant{"F_OK", 0}, Constant{"R_OK", 4}, Constant{"W_OK", 2}, Constant{"X_OK", 1},
		Constant{"UV_FS_COPYFILE_EXCL", fsys.CopyExcl}, Constant{"COPYFILE_EXCL", fsys.CopyExcl},
		Constant{"UV_FS_COPYFILE_FICLONE", fsys.CopyClone}, Constant{"COPYFILE_FICLONE", fsys.CopyClone},
		Constant{"UV_FS_COPYFILE_FICLONE_FORCE", fsys.CopyCloneOnly}, Constant{"COPYFILE_FICLONE_FORCE", fsys.CopyCloneOnly})
}

func (f *FS) constants() *goja.Object {
	o := f.env.VM.NewObject()
	must(o.SetPrototype(nil))
	for _, c := range Constants() {
		must(o.DefineDataProperty(c.Name, f.env.VM.ToValue(c.Value), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE))
	}
	return o
}
