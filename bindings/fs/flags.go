package fs

import (
	"syscall"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

// flagNames are the flags that scripts write as text.
var flagNames = map[string]int{
	"r":  syscall.O_RDONLY,
	"rs": syscall.O_RDONLY | syscall.O_SYNC, "sr": syscall.O_RDONLY | syscall.O_SYNC,
	"r+":  syscall.O_RDWR,
	"rs+": syscall.O_RDWR | syscall.O_SYNC, "sr+": syscall.O_RDWR | syscall.O_SYNC,
	"w":  create | syscall.O_TRUNC | syscall.O_WRONLY,
	"wx": create | syscall.O_TRUNC | syscall.O_WRONLY | syscall.O_EXCL, "xw": create | syscall.O_TRUNC | syscall.O_WRONLY | syscall.O_EXCL,
	"w+":  create | syscall.O_TRUNC | syscall.O_RDWR,
	"wx+": create | syscall.O_TRUNC | syscall.O_RDWR | syscall.O_EXCL, "xw+": create | syscall.O_TRUNC | syscall.O_RDWR | syscall.O_EXCL,
	"a":  create | syscall.O_APPEND | syscall.O_WRONLY,
	"ax": create | syscall.O_APPEND | syscall.O_WRONLY | syscall.O_EXCL, "xa": create | syscall.O_APPEND | syscall.O_WRONLY | syscall.O_EXCL,
	"as": create | syscall.O_APPEND | syscall.O_WRONLY | syscall.O_SYNC, "sa": create | syscall.O_APPEND | syscall.O_WRONLY | syscall.O_SYNC,
	"a+":  create | syscall.O_APPEND | syscall.O_RDWR,
	"ax+": create | syscall.O_APPEND | syscall.O_RDWR | syscall.O_EXCL, "xa+": create | syscall.O_APPEND | syscall.O_RDWR | syscall.O_EXCL,
	"as+": create | syscall.O_APPEND | syscall.O_RDWR | syscall.O_SYNC, "sa+": create | syscall.O_APPEND | syscall.O_RDWR | syscall.O_SYNC,
}

const create = syscall.O_CREAT

// flags checks an argument of flags; def is for undefined and null.
func (f *FS) flags(v goja.Value, def string) int {
	switch {
	case validate.Nullish(v):
		return flagNames[def]
	case goja.IsNumber(v):
		return validate.Int32(f.env, v, "flags", -1<<31)
	case validate.IsString(v):
		if flags, ok := flagNames[v.String()]; ok {
			return flags
		}
	}
	errs.Throw(f.env, "ERR_INVALID_ARG_VALUE", "flags", v)
	return 0
}
