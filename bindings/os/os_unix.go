//go:build unix

package os

import "golang.org/x/sys/unix"

const (
	eol          = "\n"
	devNull      = "/dev/null"
	homeVariable = "HOME"
)

var tmpVariables = []string{"TMPDIR", "TMP", "TEMP"}

func defaultTmp(func(string) string) string { return "/tmp" }

// errnoNames are os.constants.errno, in Node's order.
var errnoNames = []string{
	"E2BIG", "EACCES", "EADDRINUSE", "EADDRNOTAVAIL", "EAFNOSUPPORT", "EAGAIN", "EALREADY", "EBADF",
	"EBADMSG", "EBUSY", "ECANCELED", "ECHILD", "ECONNABORTED", "ECONNREFUSED", "ECONNRESET", "EDEADLK",
	"EDESTADDRREQ", "EDOM", "EDQUOT", "EEXIST", "EFAULT", "EFBIG", "EHOSTUNREACH", "EIDRM", "EILSEQ",
	"EINPROGRESS", "EINTR", "EINVAL", "EIO", "EISCONN", "EISDIR", "ELOOP", "EMFILE", "EMLINK", "EMSGSIZE",
	"EMULTIHOP", "ENAMETOOLONG", "ENETDOWN", "ENETRESET", "ENETUNREACH", "ENFILE", "ENOBUFS", "ENODATA",
	"ENODEV", "ENOENT", "ENOEXEC", "ENOLCK", "ENOLINK", "ENOMEM", "ENOMSG", "ENOPROTOOPT", "ENOSPC",
	"ENOSR", "ENOSTR", "ENOSYS", "ENOTCONN", "ENOTDIR", "ENOTEMPTY", "ENOTSOCK", "ENOTSUP", "ENOTTY",
	"ENXIO", "EOPNOTSUPP", "EOVERFLOW", "EPERM", "EPIPE", "EPROTO", "EPROTONOSUPPORT", "EPROTOTYPE",
	"ERANGE", "EROFS", "ESPIPE", "ESRCH", "ESTALE", "ETIME", "ETIMEDOUT", "ETXTBSY", "EWOULDBLOCK", "EXDEV",
}

// maxErrno is above the numbers of all systems.
const maxErrno = 256

// errnos are the system's numbers of those that it has.
func errnos() []named {
	numbers := map[string]int{
		"EWOULDBLOCK": int(unix.EWOULDBLOCK), "EDEADLK": int(unix.EDEADLK),
		"ENOTSUP": int(unix.ENOTSUP), "EOPNOTSUPP": int(unix.EOPNOTSUPP),
	}
	for n := 1; n < maxErrno; n++ {
		if name := unix.ErrnoName(unix.Errno(n)); name != "" {
			numbers[name] = n
		}
	}
	var list []named
	for _, name := range errnoNames {
		if n, ok := numbers[name]; ok {
			list = append(list, named{name, n})
		}
	}
	return list
}

func priority(pid int) (int, error) {
	n, err := unix.Getpriority(unix.PRIO_PROCESS, pid)
	return niceOf(n), err
}

func setPriority(pid, nice int) error { return unix.Setpriority(unix.PRIO_PROCESS, pid, nice) }
