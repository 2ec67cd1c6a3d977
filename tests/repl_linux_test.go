package tests

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Keys, as a terminal sends them.
const (
	enter   = "\r"
	tab     = "\t"
	up      = "\x1b[A"
	down    = "\x1b[B"
	right   = "\x1b[C"
	left    = "\x1b[D"
	ctrlA   = "\x01"
	ctrlC   = "\x03"
	ctrlD   = "\x04"
	ctrlE   = "\x05"
	ctrlR   = "\x12"
	ctrlU   = "\x15"
	atStart = "> " + cursor
)

// session is a REPL on a terminal, in a home of its own.
type session struct {
	*terminal
	home string
}

// onTerminal runs test with a REPL of gonet, and with one of Node.
func onTerminal(t *testing.T, test func(s session)) {
	for name, program := range map[string]string{"gonet": gonet, "node": node} {
		t.Run(name, func(t *testing.T) {
			if program == "" {
				t.Skip("Node 26 is not here: set NODE to its path")
			}
			if name == "node" && os.Getenv("NODE_TERMINAL") == "" {
				t.Skip("Node's REPL misses keys on a busy machine: set NODE_TERMINAL to compare on a quiet one")
			}
			t.Parallel()
			test(openSession(t, program, t.TempDir()))
		})
	}
}

func openSession(t *testing.T, program, home string) session {
	t.Helper()
	env := []string{
		"TERM=xterm-256color", "HOME=" + home, "PATH=" + os.Getenv("PATH"),
		"NODE_REPL_HISTORY=" + filepath.Join(home, "history"),
	}
	s := session{openTerminal(t, home, env, program), home}
	s.expect(`Type ".help" for more information.`, atStart)
	return s
}

// enter types a line and waits for what comes below it.
func (s session) enter(line string, rows ...string) {
	s.t.Helper()
	s.typeKeys(line + enter)
	s.expect(append([]string{"> " + line}, append(rows, atStart)...)...)
}

func (s session) historyFile() string {
	s.t.Helper()
	text, err := os.ReadFile(filepath.Join(s.home, "history"))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(text)
}

func TestREPLTerminalResults(t *testing.T) {
	onTerminal(t, func(s session) {
		s.enter("1 + 1", "2")
		s.expectOutput("\x1b[33m2\x1b[39m")
		s.enter("'a' + _", "'a2'")
		s.expectOutput("\x1b[32m'a2'\x1b[39m")
		s.enter("console.log({ a: [1, null] })", "{ a: [ 1, null ] }", "undefined")
		s.enter("await new Promise((done) => setImmediate(done, 5))", "5")
		s.enter("_ * 2", "10")
		s.enter("throw new TypeError('no')", "Uncaught TypeError: no")
		s.enter("_error.message", "'no'")
		s.enter("let x = 1", "undefined")
		s.enter("let x = 2", "Uncaught SyntaxError: Identifier 'x' has already been declared")
		s.enter("setImmediate(() => { throw new RangeError('late') }), 0", "0", "> Uncaught RangeError: late")
		s.enter("module.id", "'<repl>'")
	})
}

func TestREPLTerminalRows(t *testing.T) {
	onTerminal(t, func(s session) {
		s.typeKeys("function add(a, b) {" + enter)
		s.expect("> function add(a, b) {", "| "+cursor)
		s.typeKeys("return a + b" + enter + "}" + enter)
		s.expect("> function add(a, b) {", "| return a + b", "| }", "undefined", atStart)
		s.enter("add(2, 3)", "5")
		// The rows come back as one line, in which the arrows move.
		s.typeKeys(up + up)
		s.expect("> function add(a, b) {", "| return a + b", "| }"+cursor)
		s.typeKeys(up + "1")
		s.expect("> function add(a, b) {", "| r1"+cursor+"eturn a + b")
		s.typeKeys(ctrlC)
		s.expect("| }", atStart)
		// A line that is longer than a row.
		long := "'" + strings.Repeat("x", 90) + "'"
		s.typeKeys(long)
		s.expect("> "+long[:78], long[78:]+cursor)
		s.typeKeys(ctrlA)
		s.expect("> " + cursor + long[:78])
		s.typeKeys("0 + " + ctrlE + ".length" + enter)
		s.expect("> 0 + "+long[:74], long[74:]+".length", "90", atStart)
	})
}

func TestREPLTerminalHistory(t *testing.T) {
	onTerminal(t, func(s session) {
		s.enter("'first'", "'first'")
		s.enter("'second'", "'second'")
		s.typeKeys(up + up)
		s.expect("> 'first'" + cursor)
		s.typeKeys(down)
		s.expect("> 'second'" + cursor)
		s.typeKeys(left + "!" + enter)
		s.expect("> 'second!'", "'second!'", atStart)
		s.typeKeys(ctrlR + "fir")
		s.expectOutput("bck-i-search: fir_")
		s.typeKeys(enter)
		s.expect("> 'first'", "'first'", atStart)
		s.typeKeys(ctrlD)
		s.expectExit(0)
		if got := s.historyFile(); got != "'first'\n'second!'\n'second'\n'first'" {
			t.Errorf("the history file holds %q", got)
		}

		again := openSession(s.t, s.cmd.Path, s.home)
		again.typeKeys(up + up)
		again.expect("> 'second!'" + cursor)
	})
}

func TestREPLTerminalCompletion(t *testing.T) {
	onTerminal(t, func(s session) {
		s.typeKeys("Array.isA" + tab)
		s.expect("> Array.isArray" + cursor)
		s.typeKeys("([])" + enter)
		s.expect("> Array.isArray([])", "true", atStart)
		s.typeKeys("Array.fr" + tab)
		s.expect("> Array.from" + cursor)
		s.typeKeys(tab)
		s.expect("Array.from       Array.fromAsync", "", "> Array.from"+cursor)
		s.typeKeys(ctrlU + "require('string_d" + tab)
		s.expect("> require('string_decoder" + cursor)
		s.typeKeys(ctrlU + ".he" + tab)
		s.expect("> .help" + cursor)
	})
}

func TestREPLTerminalCommands(t *testing.T) {
	onTerminal(t, func(s session) {
		s.typeKeys(".help" + enter)
		s.expect("", "Press Ctrl+C to abort current expression, Ctrl+D to exit the REPL", atStart)
		s.expectOutput(".editor   Enter editor mode\r\n")
		s.enter("let kept = 6", "undefined")
		s.enter("kept * 7", "42")
		s.enter(".save kept.js", "Session saved to: kept.js")
		if text, err := os.ReadFile(filepath.Join(s.home, "kept.js")); string(text) != "let kept = 6\nkept * 7" {
			t.Errorf("saved %q, %v", text, err)
		}
		script := filepath.Join(s.home, "loaded.js")
		if err := os.WriteFile(script, []byte("const loaded = {\n  deep: [1]\n};\nloaded\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		s.typeKeys(".load loaded.js" + enter)
		s.expect("{ deep: [ 1 ] }", atStart)
		s.enter("loaded.deep", "[ 1 ]")
		s.enter(".load none.js", "Failed to load: none.js")
		s.enter(".nothing", "Invalid REPL keyword")
		s.typeKeys(".editor" + enter + "const edited = 1;" + enter + "edited + 1" + ctrlD)
		s.expect("edited + 1", "2", atStart)
		s.typeKeys(".exit" + enter)
		s.expectExit(0)
	})
}

func TestREPLTerminalInterrupt(t *testing.T) {
	onTerminal(t, func(s session) {
		s.typeKeys("half a li")
		s.expect("> half a li" + cursor)
		s.typeKeys(ctrlC)
		s.expect("> half a li", atStart)
		s.typeKeys("[1," + enter)
		s.expect("| " + cursor)
		s.typeKeys(ctrlC)
		s.expect("|", atStart)
		// What the code writes is on the screen while it runs.
		s.typeKeys("process.stdout.write('running'), process.stdout.write('...'); for (;;);" + enter)
		s.expect("running..." + cursor)
		s.interrupt("Uncaught Error: Script execution was interrupted by `SIGINT`")
		s.expectOutput("ERR_SCRIPT_EXECUTION_INTERRUPTED'\x1b[39m\r\n}\r\n\x1b[1G\x1b[0J> ")
		s.typeKeys("await new Promise(() => setImmediate(() => process.stdout.write('waiting')))" + enter)
		s.expect("waiting" + cursor)
		s.typeKeys(ctrlC)
		s.expect("  code: 'ERR_SCRIPT_EXECUTION_INTERRUPTED'", "}", atStart)
		s.typeKeys(ctrlC)
		s.expect("(To exit, press Ctrl+C again or Ctrl+D or type .exit)", atStart)
		s.enter("1", "1")
		s.typeKeys(ctrlC)
		s.expect("(To exit, press Ctrl+C again or Ctrl+D or type .exit)", atStart)
		s.typeKeys(ctrlC)
		s.expectExit(0)
	})
}

func TestREPLTerminalPreviews(t *testing.T) {
	onTerminal(t, func(s session) {
		s.enter("let seen = { n: 20, get g() { console.log('run'); return 1 } }", "undefined")
		s.typeKeys("seen.n + 1")
		s.expectOutput("\x1b[90m21\x1b[39m")
		s.typeKeys(ctrlU + "'ab'.at(1)")
		s.expectOutput("\x1b[90m'b'\x1b[39m")
		// What has effects is not run.
		s.typeKeys(ctrlU + "seen.g")
		s.expect("> seen.g" + cursor)
		s.typeKeys(enter)
		s.expect("> seen.g", "run", "1", atStart)
		if n := s.count("run\r\n"); n != 1 {
			t.Errorf("the getter ran %d times", n)
		}
		// The rest of a name goes into the line with the arrow, or enter.
		s.typeKeys("Array.isA")
		s.expectOutput("\x1b[90mrray\x1b[39m")
		s.typeKeys(right)
		s.expect("> Array.isArray" + cursor)
		s.typeKeys(ctrlU + "Number.isSafeI")
		s.expect("> Number.isSafeI" + cursor + "nteger")
		s.expectOutput("\x1b[90m[Function: isSafeInteger]\x1b[39m")
		s.typeKeys(enter)
		s.expect("> Number.isSafeInteger", "[Function: isSafeInteger]", atStart)
	})
}

func TestREPLTerminalResize(t *testing.T) {
	onTerminal(t, func(s session) {
		s.enter("const { stdout } = process", "undefined")
		s.enter("stdout.getWindowSize()", "[ 80, 24 ]")
		s.enter("stdout.on('resize', () => console.log(stdout.getWindowSize())), 0", "0")
		s.resize(40, 10)
		s.expect("> [ 40, 10 ]", cursor)
		line := strings.Repeat("1", 50)
		s.typeKeys(line)
		s.expect("> "+line[:38], line[38:]+cursor)
	})
}
