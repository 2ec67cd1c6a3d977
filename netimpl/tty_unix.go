//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// terminal is a TTY's mode and the settings that belong to TTYNormal.
type terminal struct {
	mode   TTYMode
	normal unix.Termios // set once mode has changed
}

// firstTTY is the terminal whose mode was changed first, with its settings
// before that.
var firstTTY struct {
	sync.Mutex
	fd     int // of a TTY, valid while settings is set
	normal *unix.Termios
}

// openTerminal opens the terminal anew, so that it does not get non-blocking
// for the processes that share the descriptor with us. Where that is not
// possible writes block. Follows uv_tty_init, which also puts the new
// descriptor in fd's place.
func (t *TTY) openTerminal(fd int) error {
	switch GuessHandle(fd) {
	case DescriptorFile, DescriptorUnknown:
		return Errno(syscall.EINVAL)
	}
	mode, err := unix.FcntlInt(uintptr(fd), unix.F_GETFL, 0)
	if err != nil {
		return err
	}
	mode &= unix.O_ACCMODE
	var flags streamFlags
	if mode != unix.O_WRONLY {
		flags |= streamReadable
	}
	if mode != unix.O_RDONLY {
		flags |= streamWritable
	}
	if path, ok := terminalPath(fd); ok {
		own, err := unix.Open(path, mode|unix.O_NOCTTY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
		if err == nil {
			return t.open(own, flags)
		}
	}
	descriptors{}.attachKeeping(&t.Stream)
	if mode != unix.O_RDONLY {
		flags |= streamBlocking
	}
	t.flags |= flags
	return t.desc.adopt(fd, false)
}

// sameTerminal reports whether the device at path is the one fd refers to.
func sameTerminal(path string, fd int) bool {
	var here, there unix.Stat_t
	return unix.Fstat(fd, &here) == nil && unix.Stat(path, &there) == nil &&
		there.Mode&unix.S_IFMT == unix.S_IFCHR && here.Rdev == there.Rdev
}

// setMode follows uv_tty_set_mode.
func (t *TTY) setMode(mode TTYMode) error {
	fd, ok := t.Fd()
	if !ok {
		return Errno(syscall.EBADF)
	}
	term := &t.terminal
	if mode == term.mode {
		return nil
	}
	if term.mode == TTYNormal {
		normal, err := unix.IoctlGetTermios(fd, ioctlGetTermios)
		if err != nil {
			return err
		}
		term.normal = *normal
		rememberTTY(fd, normal)
	}
	settings := term.normal
	if mode == TTYRaw {
		makeRaw(&settings)
	}
	if err := setTermios(fd, &settings); err != nil {
		return err
	}
	term.mode = mode
	return nil
}

func makeRaw(settings *unix.Termios) {
	settings.Iflag &^= unix.BRKINT | unix.ICRNL | unix.INPCK | unix.ISTRIP | unix.IXON
	settings.Oflag |= unix.ONLCR
	settings.Cflag |= unix.CS8
	settings.Lflag &^= unix.ECHO | unix.ICANON | unix.IEXTEN | unix.ISIG
	settings.Cc[unix.VMIN] = 1
	settings.Cc[unix.VTIME] = 0
}

// setTermios makes settings those of the terminal at once.
func setTermios(fd int, settings *unix.Termios) error {
	for {
		if err := unix.IoctlSetTermios(fd, ioctlSetTermios, settings); err != unix.EINTR {
			return err
		}
	}
}

func rememberTTY(fd int, normal *unix.Termios) {
	firstTTY.Lock()
	defer firstTTY.Unlock()
	if firstTTY.normal == nil {
		firstTTY.fd, firstTTY.normal = fd, normal
	}
}

func resetTTY() error {
	firstTTY.Lock()
	defer firstTTY.Unlock()
	if firstTTY.normal == nil {
		return nil
	}
	return setTermios(firstTTY.fd, firstTTY.normal)
}

// releaseMode takes the mode back if that is t's to do. As uv__tty_close.
func (t *TTY) releaseMode() {
	fd, ok := t.Fd()
	firstTTY.Lock()
	defer firstTTY.Unlock()
	if ok && firstTTY.normal != nil && fd == firstTTY.fd {
		// A terminal that is gone has no mode to be kept.
		_ = setTermios(fd, firstTTY.normal)
		firstTTY.normal = nil
	}
}

func (t *TTY) windowSize() (columns, rows int, err error) {
	fd, ok := t.Fd()
	if !ok {
		return 0, 0, Errno(syscall.EBADF)
	}
	size, err := unix.IoctlGetWinsize(fd, unix.TIOCGWINSZ)
	if err != nil {
		return 0, 0, err
	}
	return int(size.Col), int(size.Row), nil
}
