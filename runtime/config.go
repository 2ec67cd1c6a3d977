package runtime

import (
	"io"
	"maps"
	"os"
	"slices"

	"github.com/dop251/goja"
)

// Config says what a Runtime is made of. It is immutable: every With method
// returns a changed copy, so that one Config can serve many runtimes.
type Config struct {
	script   string
	args     []string
	execArgs []string
	env      []string
	dir      string
	stdin    io.Reader
	stdout   io.Writer
	stderr   io.Writer
	modules  map[string]ModuleFunc
	options  map[string][]string
	process  bool
	cacheDir string
	parse    OptionParser
}

// OptionParser reads command-line options from the front of words: it returns
// those it has read, as WithOption has them, and how many words they are.
type OptionParser func(words []string) (options map[string][]string, read int, err error)

// ModuleFunc makes the exports of a module that a Go program offers to its
// scripts. It runs when the module is first required, on the loop's goroutine.
type ModuleFunc func(vm *goja.Runtime) goja.Value

// NewConfig returns the configuration of a runtime without a script, with no
// arguments, an empty environment, the process's folder, an empty standard
// input, and output that goes nowhere.
func NewConfig() Config {
	return Config{stdin: eofReader{}, stdout: io.Discard, stderr: io.Discard}
}

// WithScript sets the file that Run runs: a path, relative to the folder.
func (c Config) WithScript(path string) Config {
	c.script = path
	return c
}

// WithArgs sets what follows the script's path in process.argv.
func (c Config) WithArgs(args ...string) Config {
	c.args = slices.Clone(args)
	return c
}

// WithEnv sets process.env, as "NAME=value" strings in the form of os.Environ.
func (c Config) WithEnv(env ...string) Config {
	c.env = slices.Clone(env)
	return c
}

// WithDir sets the folder that paths are relative to: process.cwd().
func (c Config) WithDir(dir string) Config {
	c.dir = dir
	return c
}

// WithStdin sets what process.stdin reads. An *os.File is read as what it is:
// a terminal, a pipe, a file or a socket.
func (c Config) WithStdin(r io.Reader) Config {
	c.stdin = r
	return c
}

// WithStdout sets where process.stdout writes.
func (c Config) WithStdout(w io.Writer) Config {
	c.stdout = w
	return c
}

// WithStderr sets where process.stderr writes, uncaught errors and warnings
// among it.
func (c Config) WithStderr(w io.Writer) Config {
	c.stderr = w
	return c
}

// WithModule offers scripts a module written in Go under name, which should
// not be the name of a package or of a built-in.
func (c Config) WithModule(name string, make ModuleFunc) Config {
	c.modules = maps.Clone(c.modules)
	if c.modules == nil {
		c.modules = map[string]ModuleFunc{}
	}
	c.modules[name] = make
	return c
}

// WithOption sets one of Node's command-line options, by its name without the
// dashes: "unhandled-rejections" to "strict", "no-warnings" to nothing. The
// last of several values counts where Node allows one.
func (c Config) WithOption(name string, values ...string) Config {
	c.options = maps.Clone(c.options)
	if c.options == nil {
		c.options = map[string][]string{}
	}
	c.options[name] = slices.Clone(values)
	return c
}

// WithOptionParser sets what reads the options that a script gives its workers
// (execArgv). Without it a worker can have none of its own.
func (c Config) WithOptionParser(parse OptionParser) Config {
	c.parse = parse
	return c
}

// WithCache keeps in the folder dir what TypeScript and syntax that the engine
// lacks have been rewritten to, so that each text is rewritten once. At most 64
// MiB are kept. Without it nothing is.
func (c Config) WithCache(dir string) Config {
	c.cacheDir = dir
	return c
}

// WithExecArgs sets process.execArgv: the options as they were given.
func (c Config) WithExecArgs(args ...string) Config {
	c.execArgs = slices.Clone(args)
	return c
}

// WithProcess gives the runtime this process for its own, as the command does:
// its environment, folder, standard streams, signals and title.
func (c Config) WithProcess() Config {
	c.process = true
	c.env = os.Environ()
	c.stdin, c.stdout, c.stderr = os.Stdin, os.Stdout, os.Stderr
	return c
}

// eofReader is an empty standard input.
type eofReader struct{}

func (eofReader) Read([]byte) (int, error) { return 0, io.EOF }
