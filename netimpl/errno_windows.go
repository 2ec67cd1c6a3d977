package netimpl

import (
	"syscall"

	"golang.org/x/sys/windows"
)

const (
	enonet    = syscall.ENONET
	enodata   = syscall.ENODATA
	eremoteio = syscall.EREMOTEIO
	eunatch   = syscall.EUNATCH

	// Package syscall has ENOTDIR for ERROR_PATH_NOT_FOUND, which libuv
	// reports as ENOENT.
	enotdir Errno = 4052
	eftype  Errno = 4028
)

// number is libuv's own on Windows, whose errors have no POSIX numbers.
func (e *errnoLine) number() int { return e.libuv }

// translateErrno turns a Windows error into the constant of package syscall
// that libuv's uv_translate_sys_error has for it, or UNKNOWN, and leaves those
// constants and libuv's own numbers as they are.
func translateErrno(errno Errno) Errno {
	if known, ok := windowsErrnos[errno]; ok {
		return known
	}
	if errno >= syscall.APPLICATION_ERROR || errno >= firstOwnErrno && errno <= EOF {
		return errno
	}
	return UNKNOWN
}

// firstOwnErrno is the lowest of libuv's own numbers.
const firstOwnErrno = EAI_ADDRFAMILY

// translateWriteErrno is translateErrno for a failed write, where a pipe
// without a reader is EPIPE and not the end. Follows
// uv_translate_write_sys_error, libuv src/win/error.c.
func translateWriteErrno(errno Errno) Errno {
	switch errno {
	case windows.ERROR_BROKEN_PIPE, windows.ERROR_NO_DATA:
		return syscall.EPIPE
	}
	return translateErrno(errno)
}

// windowsErrnos follows uv_translate_sys_error, libuv src/win/error.c.
var windowsErrnos = map[Errno]Errno{
	windows.WSAEACCES:                        syscall.EACCES,
	windows.ERROR_ELEVATION_REQUIRED:         syscall.EACCES,
	windows.ERROR_CANT_ACCESS_FILE:           syscall.EACCES,
	windows.ERROR_ADDRESS_ALREADY_ASSOCIATED: syscall.EADDRINUSE,
	windows.WSAEADDRINUSE:                    syscall.EADDRINUSE,
	windows.WSAEADDRNOTAVAIL:                 syscall.EADDRNOTAVAIL,
	windows.WSAEAFNOSUPPORT:                  syscall.EAFNOSUPPORT,
	windows.WSAEWOULDBLOCK:                   syscall.EAGAIN,
	windows.ERROR_NO_DATA:                    syscall.EAGAIN,
	windows.WSAEALREADY:                      syscall.EALREADY,
	windows.ERROR_INVALID_FLAGS:              syscall.EBADF,
	windows.ERROR_INVALID_HANDLE:             syscall.EBADF,
	windows.ERROR_LOCK_VIOLATION:             syscall.EBUSY,
	windows.ERROR_PIPE_BUSY:                  syscall.EBUSY,
	windows.ERROR_SHARING_VIOLATION:          syscall.EBUSY,
	windows.ERROR_OPERATION_ABORTED:          syscall.ECANCELED,
	windows.WSAEINTR:                         syscall.ECANCELED,
	windows.ERROR_NO_UNICODE_TRANSLATION:     ECHARSET,
	windows.ERROR_CONNECTION_ABORTED:         syscall.ECONNABORTED,
	windows.WSAECONNABORTED:                  syscall.ECONNABORTED,
	windows.ERROR_CONNECTION_REFUSED:         syscall.ECONNREFUSED,
	windows.WSAECONNREFUSED:                  syscall.ECONNREFUSED,
	windows.ERROR_NETNAME_DELETED:            syscall.ECONNRESET,
	windows.WSAECONNRESET:                    syscall.ECONNRESET,
	windows.ERROR_ALREADY_EXISTS:             syscall.EEXIST,
	windows.ERROR_FILE_EXISTS:                syscall.EEXIST,
	windows.ERROR_NOACCESS:                   syscall.EFAULT,
	windows.WSAEFAULT:                        syscall.EFAULT,
	windows.ERROR_HOST_UNREACHABLE:           syscall.EHOSTUNREACH,
	windows.WSAEHOSTUNREACH:                  syscall.EHOSTUNREACH,
	windows.ERROR_INSUFFICIENT_BUFFER:        syscall.EINVAL,
	windows.ERROR_INVALID_DATA:               syscall.EINVAL,
	windows.ERROR_INVALID_PARAMETER:          syscall.EINVAL,
	windows.ERROR_SYMLINK_NOT_SUPPORTED:      syscall.EINVAL,
	windows.WSAEINVAL:                        syscall.EINVAL,
	windows.WSAEPFNOSUPPORT:                  syscall.EINVAL,
	windows.ERROR_BEGINNING_OF_MEDIA:         syscall.EIO,
	windows.ERROR_BUS_RESET:                  syscall.EIO,
	windows.ERROR_CRC:                        syscall.EIO,
	windows.ERROR_DEVICE_DOOR_OPEN:           syscall.EIO,
	windows.ERROR_DEVICE_REQUIRES_CLEANING:   syscall.EIO,
	windows.ERROR_DISK_CORRUPT:               syscall.EIO,
	windows.ERROR_EOM_OVERFLOW:               syscall.EIO,
	windows.ERROR_FILEMARK_DETECTED:          syscall.EIO,
	windows.ERROR_GEN_FAILURE:                syscall.EIO,
	windows.ERROR_INVALID_BLOCK_LENGTH:       syscall.EIO,
	windows.ERROR_IO_DEVICE:                  syscall.EIO,
	windows.ERROR_NO_DATA_DETECTED:           syscall.EIO,
	windows.ERROR_NO_SIGNAL_SENT:             syscall.EIO,
	windows.ERROR_OPEN_FAILED:                syscall.EIO,
	windows.ERROR_SETMARK_DETECTED:           syscall.EIO,
	windows.ERROR_SIGNAL_REFUSED:             syscall.EIO,
	windows.WSAEISCONN:                       syscall.EISCONN,
	windows.ERROR_CANT_RESOLVE_FILENAME:      syscall.ELOOP,
	windows.ERROR_TOO_MANY_OPEN_FILES:        syscall.EMFILE,
	windows.WSAEMFILE:                        syscall.EMFILE,
	windows.WSAEMSGSIZE:                      syscall.EMSGSIZE,
	windows.ERROR_BUFFER_OVERFLOW:            syscall.ENAMETOOLONG,
	windows.ERROR_FILENAME_EXCED_RANGE:       syscall.ENAMETOOLONG,
	windows.ERROR_NETWORK_UNREACHABLE:        syscall.ENETUNREACH,
	windows.WSAENETUNREACH:                   syscall.ENETUNREACH,
	windows.WSAENOBUFS:                       syscall.ENOBUFS,
	windows.ERROR_BAD_PATHNAME:               syscall.ENOENT,
	windows.ERROR_DIRECTORY:                  syscall.ENOENT,
	windows.ERROR_ENVVAR_NOT_FOUND:           syscall.ENOENT,
	windows.ERROR_FILE_NOT_FOUND:             syscall.ENOENT,
	windows.ERROR_INVALID_NAME:               syscall.ENOENT,
	windows.ERROR_INVALID_DRIVE:              syscall.ENOENT,
	windows.ERROR_INVALID_REPARSE_DATA:       syscall.ENOENT,
	windows.ERROR_MOD_NOT_FOUND:              syscall.ENOENT,
	windows.ERROR_PATH_NOT_FOUND:             syscall.ENOENT,
	windows.WSAHOST_NOT_FOUND:                syscall.ENOENT,
	windows.WSANO_DATA:                       syscall.ENOENT,
	windows.ERROR_NOT_ENOUGH_MEMORY:          syscall.ENOMEM,
	windows.ERROR_OUTOFMEMORY:                syscall.ENOMEM,
	windows.ERROR_CANNOT_MAKE:                syscall.ENOSPC,
	windows.ERROR_DISK_FULL:                  syscall.ENOSPC,
	windows.ERROR_EA_TABLE_FULL:              syscall.ENOSPC,
	windows.ERROR_END_OF_MEDIA:               syscall.ENOSPC,
	windows.ERROR_HANDLE_DISK_FULL:           syscall.ENOSPC,
	windows.ERROR_NOT_CONNECTED:              syscall.ENOTCONN,
	windows.WSAENOTCONN:                      syscall.ENOTCONN,
	windows.ERROR_DIR_NOT_EMPTY:              syscall.ENOTEMPTY,
	windows.WSAENOTSOCK:                      syscall.ENOTSOCK,
	windows.ERROR_NOT_SUPPORTED:              syscall.ENOTSUP,
	windows.ERROR_BROKEN_PIPE:                EOF,
	windows.ERROR_ACCESS_DENIED:              syscall.EPERM,
	windows.ERROR_PRIVILEGE_NOT_HELD:         syscall.EPERM,
	windows.ERROR_BAD_PIPE:                   syscall.EPIPE,
	windows.ERROR_PIPE_NOT_CONNECTED:         syscall.EPIPE,
	windows.WSAESHUTDOWN:                     syscall.EPIPE,
	windows.WSAEPROTONOSUPPORT:               syscall.EPROTONOSUPPORT,
	windows.ERROR_WRITE_PROTECT:              syscall.EROFS,
	windows.ERROR_SEM_TIMEOUT:                syscall.ETIMEDOUT,
	windows.WSAETIMEDOUT:                     syscall.ETIMEDOUT,
	windows.ERROR_NOT_SAME_DEVICE:            syscall.EXDEV,
	windows.ERROR_INVALID_FUNCTION:           syscall.EISDIR,
	windows.ERROR_META_EXPANSION_TOO_LONG:    syscall.E2BIG,
	windows.WSAESOCKTNOSUPPORT:               syscall.ESOCKTNOSUPPORT,
	windows.ERROR_BAD_EXE_FORMAT:             eftype,
}
