//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import "golang.org/x/sys/unix"

// GuessHandle says which kind of handle serves fd. As uv_guess_handle.
func GuessHandle(fd int) DescriptorKind {
	if fd < 0 {
		return DescriptorUnknown
	}
	var st unix.Stat_t
	if err := unix.Fstat(fd, &st); err != nil {
		return DescriptorUnknown
	}
	switch st.Mode & unix.S_IFMT {
	case unix.S_IFREG:
		return DescriptorFile
	case unix.S_IFCHR:
		if isTerminal(fd) {
			return DescriptorTTY
		}
		return DescriptorFile
	case unix.S_IFIFO:
		return DescriptorPipe
	case unix.S_IFSOCK:
		return guessSocket(fd)
	}
	return DescriptorUnknown
}

func guessSocket(fd int) DescriptorKind {
	kind, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_TYPE)
	if err != nil {
		return DescriptorUnknown
	}
	sa, err := unix.Getsockname(fd)
	if err != nil {
		return DescriptorUnknown
	}
	_, isUnix := sa.(*unix.SockaddrUnix)
	switch {
	case kind == unix.SOCK_STREAM && isUnix:
		return DescriptorPipe
	case kind == unix.SOCK_STREAM:
		return DescriptorTCP
	case kind == unix.SOCK_DGRAM && !isUnix:
		return DescriptorUDP
	}
	return DescriptorUnknown
}

func isTerminal(fd int) bool {
	_, err := unix.IoctlGetTermios(fd, ioctlGetTermios)
	return err == nil
}
