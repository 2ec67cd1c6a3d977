package netimpl

import (
	"strconv"
	"syscall"
)

// Errors that libuv has and no operating system numbers.
const (
	EAI_ADDRFAMILY Errno = 3000
	EAI_AGAIN      Errno = 3001
	EAI_BADFLAGS   Errno = 3002
	EAI_CANCELED   Errno = 3003
	EAI_FAIL       Errno = 3004
	EAI_FAMILY     Errno = 3005
	EAI_MEMORY     Errno = 3006
	EAI_NODATA     Errno = 3007
	EAI_NONAME     Errno = 3008
	EAI_OVERFLOW   Errno = 3009
	EAI_SERVICE    Errno = 3010
	EAI_SOCKTYPE   Errno = 3011
	EAI_BADHINTS   Errno = 3013
	EAI_PROTOCOL   Errno = 3014

	ECHARSET Errno = 4080
	UNKNOWN  Errno = 4094
	EOF      Errno = 4095
)

// SystemError is one line of Node's table of system errors.
type SystemError struct {
	Name    string // "ECONNREFUSED", as uv_err_name
	Message string // "connection refused", as uv_strerror
	Errno   Errno
	Number  int // what scripts see as err.errno; negative
}

// SystemErrors returns the whole table in the order of util.getSystemErrorMap.
func SystemErrors() []SystemError {
	all := make([]SystemError, len(errnoTable))
	for i := range errnoTable {
		all[i] = errnoTable[i].public()
	}
	return all
}

// SystemErrorByNumber finds the line that scripts know under a negative
// number.
func SystemErrorByNumber(number int) (SystemError, bool) {
	line, ok := errnoByNumber[number]
	if !ok {
		return SystemError{}, false
	}
	return line.public(), true
}

// SystemErrorByName finds the line with a name such as "ECONNREFUSED".
func SystemErrorByName(name string) (SystemError, bool) {
	for i := range errnoTable {
		if errnoTable[i].name == name {
			return errnoTable[i].public(), true
		}
	}
	return SystemError{}, false
}

// ErrName returns errno's name, "ECONNREFUSED", or "Unknown system error -N",
// as uv_err_name does.
func ErrName(errno Errno) string {
	if line := findErrno(errno); line != nil {
		return line.name
	}
	return unknownErrno(errno)
}

// ErrMessage returns errno's text, "connection refused", as uv_strerror does.
func ErrMessage(errno Errno) string {
	if line := findErrno(errno); line != nil {
		return line.message
	}
	return unknownErrno(errno)
}

// ErrNumber returns the negative number that scripts see as err.errno; 0 for no
// error.
func ErrNumber(errno Errno) int {
	if errno == 0 {
		return 0
	}
	if line := findErrno(errno); line != nil {
		return line.number()
	}
	return -int(errno)
}

func unknownErrno(errno Errno) string {
	return "Unknown system error " + strconv.Itoa(-int(errno))
}

// errnoLine is one line of libuv's UV_ERRNO_MAP.
type errnoLine struct {
	name    string
	message string
	errno   Errno
	libuv   int // the number where the system has none of its own
}

func (e *errnoLine) public() SystemError {
	return SystemError{Name: e.name, Message: e.message, Errno: e.errno, Number: e.number()}
}

// findErrno returns nil for an errno that libuv does not name.
func findErrno(errno Errno) *errnoLine {
	return errnoByErrno[translateErrno(errno)]
}

var errnoByErrno, errnoByNumber = indexErrnos()

func indexErrnos() (map[Errno]*errnoLine, map[int]*errnoLine) {
	byErrno := make(map[Errno]*errnoLine, len(errnoTable))
	byNumber := make(map[int]*errnoLine, len(errnoTable))
	for i := range errnoTable {
		line := &errnoTable[i]
		byErrno[line.errno] = line
		byNumber[line.number()] = line
	}
	return byErrno, byNumber
}

// errnoTable has the names, texts and order of UV_ERRNO_MAP, libuv uv.h, and
// the numbers of uv/errno.h.
var errnoTable = [...]errnoLine{
	{"E2BIG", "argument list too long", syscall.E2BIG, -4093},
	{"EACCES", "permission denied", syscall.EACCES, -4092},
	{"EADDRINUSE", "address already in use", syscall.EADDRINUSE, -4091},
	{"EADDRNOTAVAIL", "address not available", syscall.EADDRNOTAVAIL, -4090},
	{"EAFNOSUPPORT", "address family not supported", syscall.EAFNOSUPPORT, -4089},
	{"EAGAIN", "resource temporarily unavailable", syscall.EAGAIN, -4088},
	{"EAI_ADDRFAMILY", "address family not supported", EAI_ADDRFAMILY, -3000},
	{"EAI_AGAIN", "temporary failure", EAI_AGAIN, -3001},
	{"EAI_BADFLAGS", "bad ai_flags value", EAI_BADFLAGS, -3002},
	{"EAI_BADHINTS", "invalid value for hints", EAI_BADHINTS, -3013},
	{"EAI_CANCELED", "request canceled", EAI_CANCELED, -3003},
	{"EAI_FAIL", "permanent failure", EAI_FAIL, -3004},
	{"EAI_FAMILY", "ai_family not supported", EAI_FAMILY, -3005},
	{"EAI_MEMORY", "out of memory", EAI_MEMORY, -3006},
	{"EAI_NODATA", "no address", EAI_NODATA, -3007},
	{"EAI_NONAME", "unknown node or service", EAI_NONAME, -3008},
	{"EAI_OVERFLOW", "argument buffer overflow", EAI_OVERFLOW, -3009},
	{"EAI_PROTOCOL", "resolved protocol is unknown", EAI_PROTOCOL, -3014},
	{"EAI_SERVICE", "service not available for socket type", EAI_SERVICE, -3010},
	{"EAI_SOCKTYPE", "socket type not supported", EAI_SOCKTYPE, -3011},
	{"EALREADY", "connection already in progress", syscall.EALREADY, -4084},
	{"EBADF", "bad file descriptor", syscall.EBADF, -4083},
	{"EBUSY", "resource busy or locked", syscall.EBUSY, -4082},
	{"ECANCELED", "operation canceled", syscall.ECANCELED, -4081},
	{"ECHARSET", "invalid Unicode character", ECHARSET, -4080},
	{"ECONNABORTED", "software caused connection abort", syscall.ECONNABORTED, -4079},
	{"ECONNREFUSED", "connection refused", syscall.ECONNREFUSED, -4078},
	{"ECONNRESET", "connection reset by peer", syscall.ECONNRESET, -4077},
	{"EDESTADDRREQ", "destination address required", syscall.EDESTADDRREQ, -4076},
	{"EEXIST", "file already exists", syscall.EEXIST, -4075},
	{"EFAULT", "bad address in system call argument", syscall.EFAULT, -4074},
	{"EFBIG", "file too large", syscall.EFBIG, -4036},
	{"EHOSTUNREACH", "host is unreachable", syscall.EHOSTUNREACH, -4073},
	{"EINTR", "interrupted system call", syscall.EINTR, -4072},
	{"EINVAL", "invalid argument", syscall.EINVAL, -4071},
	{"EIO", "i/o error", syscall.EIO, -4070},
	{"EISCONN", "socket is already connected", syscall.EISCONN, -4069},
	{"EISDIR", "illegal operation on a directory", syscall.EISDIR, -4068},
	{"ELOOP", "too many symbolic links encountered", syscall.ELOOP, -4067},
	{"EMFILE", "too many open files", syscall.EMFILE, -4066},
	{"EMSGSIZE", "message too long", syscall.EMSGSIZE, -4065},
	{"ENAMETOOLONG", "name too long", syscall.ENAMETOOLONG, -4064},
	{"ENETDOWN", "network is down", syscall.ENETDOWN, -4063},
	{"ENETUNREACH", "network is unreachable", syscall.ENETUNREACH, -4062},
	{"ENFILE", "file table overflow", syscall.ENFILE, -4061},
	{"ENOBUFS", "no buffer space available", syscall.ENOBUFS, -4060},
	{"ENODEV", "no such device", syscall.ENODEV, -4059},
	{"ENOENT", "no such file or directory", syscall.ENOENT, -4058},
	{"ENOMEM", "not enough memory", syscall.ENOMEM, -4057},
	{"ENONET", "machine is not on the network", enonet, -4056},
	{"ENOPROTOOPT", "protocol not available", syscall.ENOPROTOOPT, -4035},
	{"ENOSPC", "no space left on device", syscall.ENOSPC, -4055},
	{"ENOSYS", "function not implemented", syscall.ENOSYS, -4054},
	{"ENOTCONN", "socket is not connected", syscall.ENOTCONN, -4053},
	{"ENOTDIR", "not a directory", enotdir, -4052},
	{"ENOTEMPTY", "directory not empty", syscall.ENOTEMPTY, -4051},
	{"ENOTSOCK", "socket operation on non-socket", syscall.ENOTSOCK, -4050},
	{"ENOTSUP", "operation not supported on socket", syscall.ENOTSUP, -4049},
	{"EOVERFLOW", "value too large for defined data type", syscall.EOVERFLOW, -4026},
	{"EPERM", "operation not permitted", syscall.EPERM, -4048},
	{"EPIPE", "broken pipe", syscall.EPIPE, -4047},
	{"EPROTO", "protocol error", syscall.EPROTO, -4046},
	{"EPROTONOSUPPORT", "protocol not supported", syscall.EPROTONOSUPPORT, -4045},
	{"EPROTOTYPE", "protocol wrong type for socket", syscall.EPROTOTYPE, -4044},
	{"ERANGE", "result too large", syscall.ERANGE, -4034},
	{"EROFS", "read-only file system", syscall.EROFS, -4043},
	{"ESHUTDOWN", "cannot send after transport endpoint shutdown", syscall.ESHUTDOWN, -4042},
	{"ESPIPE", "invalid seek", syscall.ESPIPE, -4041},
	{"ESRCH", "no such process", syscall.ESRCH, -4040},
	{"ETIMEDOUT", "connection timed out", syscall.ETIMEDOUT, -4039},
	{"ETXTBSY", "text file is busy", syscall.ETXTBSY, -4038},
	{"EXDEV", "cross-device link not permitted", syscall.EXDEV, -4037},
	{"UNKNOWN", "unknown error", UNKNOWN, -4094},
	{"EOF", "end of file", EOF, -4095},
	{"ENXIO", "no such device or address", syscall.ENXIO, -4033},
	{"EMLINK", "too many links", syscall.EMLINK, -4032},
	{"EHOSTDOWN", "host is down", syscall.EHOSTDOWN, -4031},
	{"EREMOTEIO", "remote I/O error", eremoteio, -4030},
	{"ENOTTY", "inappropriate ioctl for device", syscall.ENOTTY, -4029},
	{"EFTYPE", "inappropriate file type or format", eftype, -4028},
	{"EILSEQ", "illegal byte sequence", syscall.EILSEQ, -4027},
	{"ESOCKTNOSUPPORT", "socket type not supported", syscall.ESOCKTNOSUPPORT, -4025},
	{"ENODATA", "no data available", enodata, -4024},
	{"EUNATCH", "protocol driver not attached", eunatch, -4023},
	{"ENOEXEC", "exec format error", syscall.ENOEXEC, -4022},
}
