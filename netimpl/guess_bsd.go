//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import "golang.org/x/sys/unix"

const ioctlGetTermios = unix.TIOCGETA
