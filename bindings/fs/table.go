package fs

// operations are the functions that have a callback, a sync and mostly a
// promise form.
var operations = []operation{
	{"appendFile", [3]int{4, 3, 3}, 3, 2, prepareAppendFile, true},
	{"access", [3]int{3, 2, 1}, 2, 1, prepareAccess, false},
	{"chown", [3]int{4, 3, 3}, 3, 3, prepareChown, true},
	{"chmod", [3]int{3, 2, 2}, 2, 2, prepareChmod, false},
	{"close", [3]int{1, 1, none}, 1, 1, prepareClose, true},
	{"copyFile", [3]int{4, 3, 3}, 3, 2, prepareCopyFile, false},
	{"fchown", [3]int{4, 3, none}, 3, 3, prepareFchown, false},
	{"fchmod", [3]int{3, 2, none}, 2, 2, prepareFchmod, false},
	{"fdatasync", [3]int{2, 1, none}, 1, 1, prepareFdatasync, true},
	{"fstat", [3]int{1, 1, none}, 2, 1, prepareFstat, false},
	{"fsync", [3]int{2, 1, none}, 1, 1, prepareFsync, true},
	{"ftruncate", [3]int{1, 1, none}, 2, 1, prepareFtruncate, false},
	{"futimes", [3]int{4, 3, none}, 3, 3, prepareFutimes, false},
	{"lchown", [3]int{4, 3, 3}, 3, 3, prepareLchown, true},
	{"link", [3]int{3, 2, 2}, 2, 2, prepareLink, true},
	{"lstat", [3]int{1, 1, 1}, 2, 1, prepareLstat, false},
	{"lutimes", [3]int{4, 3, 3}, 3, 3, prepareLutimes, true},
	{"mkdir", [3]int{3, 2, 2}, 2, 1, prepareMkdir, false},
	{"mkdtemp", [3]int{3, 2, 2}, 2, 1, prepareMkdtemp, false},
	{"open", [3]int{4, 3, none}, 3, 1, prepareOpen, false},
	{"readdir", [3]int{3, 2, 2}, 2, 1, prepareReaddir, false},
	{"readv", [3]int{4, 3, none}, 3, 2, prepareReadv, false},
	{"readFile", [3]int{3, 2, 2}, 2, 1, prepareReadFile, false},
	{"readlink", [3]int{3, 2, 2}, 2, 1, prepareReadlink, false},
	{"rename", [3]int{3, 2, 2}, 2, 2, prepareRename, true},
	{"rm", [3]int{3, 2, 2}, 2, 1, prepareRm, false},
	{"rmdir", [3]int{3, 2, 2}, 2, 1, prepareRmdir, false},
	{"stat", [3]int{1, 1, 1}, 2, 1, prepareStat, false},
	{"statfs", [3]int{1, 1, 1}, 2, 1, prepareStatfs, false},
	{"symlink", [3]int{4, 3, 3}, 3, 2, prepareSymlink, true},
	{"truncate", [3]int{3, 2, 1}, 2, 1, prepareTruncate, false},
	{"unlink", [3]int{2, 1, 1}, 1, 1, prepareUnlink, true},
	{"utimes", [3]int{4, 3, 3}, 3, 3, prepareUtimes, true},
	{"writeFile", [3]int{4, 3, none}, 3, 2, prepareWriteFile, true},
	{"writev", [3]int{4, 3, none}, 3, 2, prepareWritev, false},
	{"opendir", [3]int{3, 2, 3}, 2, 1, prepareOpendir, false},
}

// syncForms and promiseForms are the operations that check their arguments in
// another way in these forms.
var syncForms = map[string]func(*FS, args) *job{
	"appendFile": prepareAppendFileSync,
	"fstat":      prepareFstatSync,
	"lstat":      prepareLstatSync,
	"open":       prepareOpenSync,
	"opendir":    prepareOpendirSync,
	"readFile":   prepareReadFileSync,
	"readv":      fdLast(prepareReadv),
	"stat":       prepareStatSync,
	"writeFile":  prepareWriteFileSync,
	"writev":     fdLast(prepareWritev),
}

var promiseForms = map[string]func(*FS, args) *job{
	"lstat":    prepareLstatPromise,
	"readFile": prepareReadFilePromise,
	"stat":     prepareStatPromise,
}
