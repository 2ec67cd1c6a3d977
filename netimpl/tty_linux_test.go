package netimpl

import (
	"fmt"
	"os"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// openPTY makes a pseudo-terminal.
func openPTY(t *testing.T) (master, slave *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no pseudo-terminals here:", err)
	}
	t.Cleanup(func() { master.Close() })
	fd := int(master.Fd())
	must(t, unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0))
	number, err := unix.IoctlGetUint32(fd, unix.TIOCGPTN)
	must(t, err)
	slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	must(t, err)
	t.Cleanup(func() { slave.Close() })
	return master, slave
}

func localFlags(t *testing.T, f *os.File) uint32 {
	t.Helper()
	settings, err := unix.IoctlGetTermios(int(f.Fd()), unix.TCGETS)
	must(t, err)
	return settings.Lflag & (unix.ICANON | unix.ECHO | unix.ISIG)
}

const normalFlags = unix.ICANON | unix.ECHO | unix.ISIG

func TestTTYRawMode(t *testing.T) {
	l := newLoop(t)
	master, slave := openPTY(t)
	tty, err := NewTTY(l, int(slave.Fd()))
	must(t, err)
	must(t, tty.SetMode(TTYRaw))
	wantEqual(t, "flags", localFlags(t, slave), 0)
	must(t, tty.ReadStart(readFunc(func(buf []byte, err error) {
		must(t, err)
		wantEqual(t, "typed", string(buf), "x") // without a line's end
		must(t, tty.SetMode(TTYNormal))
		wantEqual(t, "flags", localFlags(t, slave), normalFlags)
		tty.Close(nil)
	})))
	_, err = master.WriteString("x")
	must(t, err)
	run(t, l)
}

func TestTTYModeIsTakenBack(t *testing.T) {
	l := newLoop(t)
	_, slave := openPTY(t)
	tty, err := NewTTY(l, int(slave.Fd()))
	must(t, err)
	must(t, ResetTTYMode()) // nothing to do
	must(t, tty.SetMode(TTYRaw))
	must(t, tty.SetMode(TTYRaw))
	must(t, ResetTTYMode())
	wantEqual(t, "flags after reset", localFlags(t, slave), normalFlags)
	must(t, tty.SetMode(TTYNormal))
	must(t, tty.SetMode(TTYRaw))
	tty.Close(nil)
	wantEqual(t, "flags after close", localFlags(t, slave), normalFlags)
	must(t, ResetTTYMode())
	wantErrno(t, tty.SetMode(TTYRaw), syscall.EBADF)
	_, _, err = tty.WindowSize()
	wantErrno(t, err, syscall.EBADF)
	run(t, l)
}

func TestTTYWindowSize(t *testing.T) {
	l := newLoop(t)
	master, slave := openPTY(t)
	must(t, unix.IoctlSetWinsize(int(master.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 80}))
	tty, err := NewTTY(l, int(slave.Fd()))
	must(t, err)
	columns, rows, err := tty.WindowSize()
	must(t, err)
	wantEqual(t, "columns", columns, 80)
	wantEqual(t, "rows", rows, 24)
	tty.Close(nil)
	run(t, l)
}

// Others that share the descriptor must not find it non-blocking.
func TestTTYLeavesDescriptorBlocking(t *testing.T) {
	l := newLoop(t)
	_, slave := openPTY(t)
	tty, err := NewTTY(l, int(slave.Fd()))
	must(t, err)
	mode, err := unix.FcntlInt(slave.Fd(), unix.F_GETFL, 0)
	must(t, err)
	wantEqual(t, "non-blocking", mode&unix.O_NONBLOCK, 0)
	fd, ok := tty.Fd()
	wantEqual(t, "own descriptor", ok && fd != int(slave.Fd()), true)
	tty.Close(nil)
	run(t, l)
}

// A master cannot be opened anew: the TTY takes the descriptor as it is.
func TestTTYMaster(t *testing.T) {
	l := newLoop(t)
	master, slave := openPTY(t)
	fd, err := unix.Dup(int(master.Fd()))
	must(t, err)
	tty, err := NewTTY(l, fd)
	must(t, err)
	must(t, tty.Write(new(WriteReq), [][]byte{[]byte("typed\n")}, func(err error) { must(t, err) }))
	line := make([]byte, 16)
	n, err := slave.Read(line)
	must(t, err)
	wantEqual(t, "line", string(line[:n]), "typed\n")
	tty.Close(nil)
	run(t, l)
}

func TestTTYNeedsTerminal(t *testing.T) {
	l := newLoop(t)
	null, err := os.Open(os.DevNull)
	must(t, err)
	defer null.Close()
	for _, fd := range []int{int(null.Fd()), -1, 9999} {
		_, err := NewTTY(l, fd)
		wantErrno(t, err, syscall.EINVAL)
	}
	run(t, l)
}
