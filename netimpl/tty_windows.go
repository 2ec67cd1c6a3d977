package netimpl

import (
	"sync"
	"syscall"

	"golang.org/x/sys/windows"
)

// terminal is the console under a TTY.
type terminal struct {
	console windows.Handle
	input   bool
	mode    TTYMode
	normal  uint32 // console mode, set once mode has changed
}

// firstTTY is the console whose mode was changed first, with its mode before
// that.
var firstTTY struct {
	sync.Mutex
	console windows.Handle // 0 when there is none
	normal  uint32
}

func (t *TTY) openTerminal(fd int) error {
	if GuessHandle(fd) != DescriptorTTY {
		return Errno(syscall.EINVAL)
	}
	f, err := standardFile(fd)
	if err != nil {
		return err
	}
	t.terminal = terminal{console: windows.Handle(f.Fd()), input: fd == 0}
	t.openFile(f, t.terminal.input)
	if !t.terminal.input {
		// Programs write for terminals that know escape sequences; consoles
		// that do not, older ones, show them.
		var mode uint32
		if windows.GetConsoleMode(t.terminal.console, &mode) == nil {
			_ = windows.SetConsoleMode(t.terminal.console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING)
		}
	}
	return nil
}

// setMode follows uv_tty_set_mode, libuv win/tty.c.
func (t *TTY) setMode(mode TTYMode) error {
	term := &t.terminal
	switch {
	case t.IsClosing():
		return Errno(syscall.EBADF)
	case !term.input:
		return Errno(syscall.EINVAL)
	case mode == term.mode:
		return nil
	}
	if term.mode == TTYNormal {
		if err := windows.GetConsoleMode(term.console, &term.normal); err != nil {
			return err
		}
		rememberTTY(term.console, term.normal)
	}
	settings := term.normal
	if mode == TTYRaw {
		settings = windows.ENABLE_WINDOW_INPUT | windows.ENABLE_VIRTUAL_TERMINAL_INPUT
	}
	if err := windows.SetConsoleMode(term.console, settings); err != nil {
		return err
	}
	term.mode = mode
	return nil
}

func rememberTTY(console windows.Handle, normal uint32) {
	firstTTY.Lock()
	defer firstTTY.Unlock()
	if firstTTY.console == 0 {
		firstTTY.console, firstTTY.normal = console, normal
	}
}

func resetTTY() error {
	firstTTY.Lock()
	defer firstTTY.Unlock()
	if firstTTY.console == 0 {
		return nil
	}
	return windows.SetConsoleMode(firstTTY.console, firstTTY.normal)
}

// releaseMode takes the mode back if that is t's to do.
func (t *TTY) releaseMode() {
	firstTTY.Lock()
	defer firstTTY.Unlock()
	if firstTTY.console != 0 && t.terminal.console == firstTTY.console {
		// A console that is gone has no mode to be kept.
		_ = windows.SetConsoleMode(firstTTY.console, firstTTY.normal)
		firstTTY.console = 0
	}
}

func (t *TTY) windowSize() (columns, rows int, err error) {
	var info windows.ConsoleScreenBufferInfo
	if err := windows.GetConsoleScreenBufferInfo(t.terminal.console, &info); err != nil {
		return 0, 0, err
	}
	w := info.Window
	return int(w.Right-w.Left) + 1, int(w.Bottom-w.Top) + 1, nil
}
