// Command gonet runs Node scripts that use node:net, without Node.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	_ "gonet/cmd/gonet/internal/early"
	gonet "gonet/runtime"
)

// The exit statuses that Node has besides the script's own.
const (
	exitFailure         = 1
	exitInvalidArgument = 9
)

const usage = `Usage: gonet [options] [script.js | -] [arguments]
       gonet [options] -e CODE [arguments]
       gonet [options]                     the REPL, on a terminal

Runs a Node script: JavaScript or TypeScript, CommonJS or ES modules.

Options:
  -e, --eval CODE       run CODE
  -p, --print CODE      run CODE and print its result
  -i, --interactive     the REPL, even if standard input is no terminal
  -c, --check           check the script's syntax, without running it
  --run NAME            run a script of package.json
  -r, --require MODULE  load MODULE first (may repeat)
  --import MODULE       the same, as an ES module (may repeat)
  -C, --conditions NAME a condition of package exports (may repeat)
  --input-type TYPE     "module" or "commonjs", for CODE or standard input
  --dns-result-order ORDER          verbatim, ipv4first or ipv6first
  --no-network-family-autoselection try only the first address of a host
  --network-family-autoselection-attempt-timeout MS
  --unhandled-rejections MODE       throw, strict, warn, none or warn-with-error-codes
  --no-warnings, --no-deprecation, --throw-deprecation, --trace-warnings
  --preserve-symlinks   do not follow links to find a module's place
  --preserve-symlinks-main  the same for the program
  --entry-url           the script is a URL
  --enable-source-maps  stack traces name the originals of compiled files
  --no-transform-cache  do not keep what TypeScript and new syntax become
  --stack-trace-limit N frames in a stack trace
  --max-old-space-size MB  collect garbage harder above this much memory
  -h, --help            this text
  -v, --version         the version of Node that scripts see
  -                     run standard input
  --                    end of options

Environment: NODE_OPTIONS (options), NODE_PATH (folders of modules),
GONET_CACHE (folder of the transform cache, "off" for none),
GONET_ENDPOINTS=conn (serve sockets by goroutines instead of the poller).
`

func main() {
	growStack()
	tuneCollector()
	os.Exit(run(os.Args))
}

// growStack makes this goroutine's stack as large as scripts will need it, in
// one step: to copy it at each doubling while the VM recurses was a thirtieth of
// a script's start.
//
//go:noinline
func growStack() {
	if os.Args == nil { // never: the frame is not to be filled either
		var frame [128 << 10]byte
		runtime.KeepAlive(&frame[len(os.Args)])
	}
}

// run is the command; it returns the exit status.
func run(args []string) int {
	p, err := parse(args[1:])
	if err == nil {
		err = p.addEnvironment(os.Getenv("NODE_OPTIONS"))
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", args[0], err)
		return exitInvalidArgument
	}
	switch {
	case p.has("help"):
		fmt.Print(usage)
		return 0
	case p.has("version"):
		fmt.Println(gonet.NodeVersion)
		return 0
	case p.has("check") && p.has("eval"):
		fmt.Fprintf(os.Stderr, "%s: either --check or --eval can be used, not both\n", args[0])
		return exitInvalidArgument
	}
	if p.has("run") {
		return runScript(p.last("run"), p.rest)
	}
	if err := limitMemory(p.last("max-old-space-size")); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", args[0], err)
		return exitInvalidArgument
	}
	return status(start(p))
}

// start runs what the command line asks for.
func start(p *parsed) error {
	ctx := context.Background()
	config := gonet.NewConfig().WithProcess().WithExecArgs(p.execArgs...).WithOptionParser(parseWorker)
	for name, list := range p.options {
		config = config.WithOption(name, list...)
	}
	config = config.WithCache(cacheDir(p))
	fromStdin, interactive := false, false
	switch {
	case p.has("eval"):
		interactive = p.has("interactive")
		config = config.WithArgs(p.rest...)
	case len(p.rest) == 0 || p.rest[0] == "-":
		interactive = p.has("interactive") || len(p.rest) == 0 && gonet.IsTerminal(0)
		fromStdin = !interactive
		config = config.WithArgs(p.rest...)
	default:
		config = config.WithScript(p.rest[0]).WithArgs(p.rest[1:]...)
	}
	rt, err := gonet.New(ctx, config)
	if err != nil {
		return err
	}
	defer rt.Close(ctx)
	switch {
	case p.has("check"):
		return check(ctx, rt, fromStdin)
	case interactive:
		return rt.REPL(ctx, p.last("eval"), p.has("print"))
	case p.has("eval"):
		return rt.Eval(ctx, "[eval]", p.last("eval"), p.has("print"))
	case fromStdin:
		source, err := io.ReadAll(os.Stdin)
		if err != nil {
			return err
		}
		return rt.Eval(ctx, "[stdin]", string(source), p.has("print"))
	}
	return rt.Run(ctx)
}

// cacheDir is the folder for what files are rewritten to: GONET_CACHE, or
// gonet's folder among the user's caches; "" if there is to be none.
func cacheDir(p *parsed) string {
	dir := os.Getenv("GONET_CACHE")
	switch {
	case p.has("no-transform-cache") || dir == "off" || dir == "0":
		return ""
	case dir != "":
		return dir
	}
	user, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(user, "gonet")
}

func check(ctx context.Context, rt *gonet.Runtime, fromStdin bool) error {
	if !fromStdin {
		return rt.Check(ctx)
	}
	source, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	return rt.CheckSource(ctx, "[stdin]", string(source))
}

// status is the exit status for how a run ended.
func status(err error) int {
	var exit *gonet.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		return exit.Code
	}
	fmt.Fprintln(os.Stderr, "gonet:", err)
	return exitFailure
}

// addEnvironment adds the options in NODE_OPTIONS, which come before those of
// the command line.
func (p *parsed) addEnvironment(text string) error {
	if text == "" {
		return nil
	}
	words := strings.Fields(text)
	early := &parsed{options: map[string][]string{}}
	n, err := early.takeOptions(words)
	if err != nil {
		return fmt.Errorf("%w in NODE_OPTIONS", err)
	}
	if n < len(words) {
		return fmt.Errorf("%s is not allowed in NODE_OPTIONS", words[n])
	}
	for name, list := range early.options {
		p.options[name] = append(list, p.options[name]...)
	}
	return nil
}
