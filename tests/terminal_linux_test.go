package tests

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// terminal is a command on a pseudo-terminal, and who sits in front of it.
type terminal struct {
	t      *testing.T
	master *os.File
	cmd    *exec.Cmd

	mu      sync.Mutex
	changed *sync.Cond
	screen  *screen
	output  strings.Builder // as the command has written it
	over    bool            // no more will come
}

// openTerminal starts a command in dir with nothing but env as its environment.
func openTerminal(t *testing.T, dir string, env []string, command ...string) *terminal {
	t.Helper()
	const columns, rows = 80, 24
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { master.Close() })
	term := &terminal{t: t, master: master, screen: newScreen(columns)}
	term.changed = sync.NewCond(&term.mu)
	term.resize(columns, rows)
	slave := term.slave()
	defer slave.Close()

	ctx, cancel := context.WithTimeout(context.Background(), scriptTimeout)
	term.cmd = exec.CommandContext(ctx, command[0], command[1:]...)
	term.cmd.Dir, term.cmd.Env = dir, env
	term.cmd.Stdin, term.cmd.Stdout, term.cmd.Stderr = slave, slave, slave
	term.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := term.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cancel()
		term.cmd.Wait()
	})
	go term.read()
	return term
}

// slave opens the command's end.
func (term *terminal) slave() *os.File {
	fd := int(term.master.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		term.t.Fatal(err)
	}
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		term.t.Fatal(err)
	}
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		term.t.Fatal(err)
	}
	return slave
}

func (term *terminal) resize(columns, rows uint16) {
	size := unix.Winsize{Col: columns, Row: rows}
	if err := unix.IoctlSetWinsize(int(term.master.Fd()), unix.TIOCSWINSZ, &size); err != nil {
		term.t.Fatal(err)
	}
	term.mu.Lock()
	defer term.mu.Unlock()
	term.screen.columns = int(columns)
}

// read shows what the command writes until its last descriptor is closed.
func (term *terminal) read() {
	b := make([]byte, 4096)
	for {
		n, err := term.master.Read(b)
		term.mu.Lock()
		term.output.Write(b[:n])
		term.screen.write(string(b[:n]))
		term.over = err != nil
		term.changed.Broadcast()
		term.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (term *terminal) typeKeys(keys string) {
	term.t.Helper()
	if _, err := term.master.WriteString(keys); err != nil {
		term.t.Fatal(err)
	}
}

// expect waits until the rows down to the cursor end with these.
func (term *terminal) expect(rows ...string) {
	term.t.Helper()
	term.wait(fmt.Sprintf("%q", rows), func() bool {
		shown := term.screen.shown()
		return len(shown) >= len(rows) && slices.Equal(shown[len(shown)-len(rows):], rows)
	})
}

// expectOutput waits until the command has written text, control sequences
// included.
func (term *terminal) expectOutput(text string) {
	term.t.Helper()
	term.wait(fmt.Sprintf("%q", text), func() bool { return strings.Contains(term.output.String(), text) })
}

// interrupt presses Ctrl+C until the command has written text: of what runs for
// ever Node misses one now and then.
func (term *terminal) interrupt(text string) {
	term.t.Helper()
	term.typeKeys(ctrlC)
	again := time.NewTicker(5 * time.Second)
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-again.C:
				_, _ = term.master.WriteString(ctrlC) // if it is over, expectOutput says so
			case <-done:
				return
			}
		}
	}()
	defer close(done)
	defer again.Stop()
	term.expectOutput(text)
}

// count is how often the command has written text.
func (term *terminal) count(text string) int {
	term.mu.Lock()
	defer term.mu.Unlock()
	return strings.Count(term.output.String(), text)
}

func (term *terminal) wait(what string, met func() bool) {
	term.t.Helper()
	term.mu.Lock()
	defer term.mu.Unlock()
	for !met() {
		if term.over {
			term.t.Fatalf("%s did not come; on the screen:\n%s", what, strings.Join(term.screen.shown(), "\n"))
		}
		term.changed.Wait()
	}
}

// expectExit waits for the command to end with this status.
func (term *terminal) expectExit(code int) {
	term.t.Helper()
	term.cmd.Wait()
	if got := term.cmd.ProcessState.ExitCode(); got != code {
		term.t.Fatalf("exit status %d, not %d", got, code)
	}
}
