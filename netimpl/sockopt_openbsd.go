package netimpl

import "syscall"

// setKeepAliveTimes does nothing: the system has only one setting for all
// sockets. As uv__tcp_keepalive.
func setKeepAliveTimes(fd, delay, interval, count int) error { return nil }

// setReusePort fails: the system does not spread connections over sockets.
func setReusePort(int) error { return Errno(syscall.ENOTSUP) }
