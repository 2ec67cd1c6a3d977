package netimpl

// TTY is a terminal. Its streams do what a Pipe's do.
type TTY struct {
	Stream
	terminal terminal
}

// TTYMode is how a terminal treats what is typed.
type TTYMode int

const (
	// TTYNormal is the mode in which the terminal was found: by lines, with
	// echo and with keys that send signals.
	TTYNormal TTYMode = iota
	// TTYRaw gives every key at once, without echo and signals. What is
	// written is treated as in TTYNormal.
	TTYRaw
)

// NewTTY makes a TTY of a descriptor that GuessHandle calls one. It fails with
// EINVAL for files and what has no descriptor. As uv_tty_init.
func NewTTY(l *Loop, fd int) (*TTY, error) {
	t := new(TTY)
	t.initStream(l, t)
	if err := t.openTerminal(fd); err != nil {
		t.Close(nil)
		return nil, wrap("uv_tty_init", err)
	}
	return t, nil
}

// TTY returns the terminal that s belongs to, or nil.
func (s *Stream) TTY() *TTY {
	t, _ := s.self.(*TTY)
	return t
}

// SetMode changes the terminal's mode; ResetTTYMode and Close take it back. It
// fails with EBADF if t is closing. As uv_tty_set_mode.
func (t *TTY) SetMode(mode TTYMode) error {
	return wrap("uv_tty_set_mode", t.setMode(mode))
}

// WindowSize returns the columns and rows of the terminal's window. Where the
// system has SIGWINCH, that tells of changes. As uv_tty_get_winsize.
func (t *TTY) WindowSize() (columns, rows int, err error) {
	columns, rows, err = t.windowSize()
	return columns, rows, wrap("uv_tty_get_winsize", err)
}

// ResetTTYMode gives the terminal whose mode was changed first the mode it had
// before. It is for a process that is about to end, and may be called from any
// goroutine. As uv_tty_reset_mode.
func ResetTTYMode() error { return wrap("uv_tty_reset_mode", resetTTY()) }

// release takes the terminal's mode back while there is still a descriptor.
func (t *TTY) release() {
	t.releaseMode()
	t.Stream.release()
}
