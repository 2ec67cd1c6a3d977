package runtime_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dop251/goja"

	gonet "gonet/runtime"
)

// run runs source and returns what it wrote to stdout and stderr.
func run(t *testing.T, config gonet.Config, source string) (stdout, stderr string, err error) {
	t.Helper()
	ctx := t.Context()
	var out, errOut bytes.Buffer
	rt, err := gonet.New(ctx, config.WithStdout(&out).WithStderr(&errOut))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := rt.Close(ctx); err != nil {
			t.Error(err)
		}
	}()
	err = rt.RunScript(ctx, "test.js", source)
	return out.String(), errOut.String(), err
}

func TestRunNeedsScript(t *testing.T) {
	rt, err := gonet.New(t.Context(), gonet.NewConfig())
	if err != nil {
		t.Fatal(err)
	}
	defer rt.Close(t.Context())
	if err := rt.Run(t.Context()); err == nil {
		t.Error("Run without a script gave no error")
	}
}

func TestRunFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.mjs"), []byte(`import { x } from './x.mjs'; console.log(x)`), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "x.mjs"), []byte(`export const x = 'from x'`), 0o666); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	rt, err := gonet.New(t.Context(), gonet.NewConfig().WithDir(dir).WithScript("main.mjs").WithStdout(&out))
	if err != nil {
		t.Fatal(err)
	}
	defer rt.Close(t.Context())
	if err := rt.Run(t.Context()); err != nil || out.String() != "from x\n" {
		t.Errorf("got %q, %v", out.String(), err)
	}
}

func TestConfigIsImmutable(t *testing.T) {
	base := gonet.NewConfig().WithEnv("A=1")
	_ = base.WithEnv("A=2").WithArgs("x").WithOption("no-warnings")
	out, _, err := run(t, base, `console.log(process.env.A, process.argv.length)`)
	if err != nil || out != "1 1\n" {
		t.Errorf("got %q, %v", out, err)
	}
}

func TestUncaughtExceptionIsReported(t *testing.T) {
	_, stderr, err := run(t, gonet.NewConfig(), "\n  throw new TypeError('oh')")
	var exit *gonet.ExitError
	if !errors.As(err, &exit) || exit.Code != 1 {
		t.Errorf("got %v", err)
	}
	for _, want := range []string{"test.js:2\n  throw new TypeError('oh')\n", "TypeError: oh\n    at ", "test.js:2:9"} {
		if !strings.Contains(stderr, want) {
			t.Errorf("stderr lacks %q:\n%s", want, stderr)
		}
	}
}

func TestExitRunsNothingMore(t *testing.T) {
	out, _, err := run(t, gonet.NewConfig(), `
		process.on('exit', (code) => console.log('exit', code));
		process.nextTick(() => console.log('tick'));
		setTimeout(() => console.log('timeout'));
		try { process.exit(5) } catch { console.log('caught') } finally { console.log('finally') }
		console.log('after')`)
	var exit *gonet.ExitError
	if !errors.As(err, &exit) || exit.Code != 5 || out != "exit 5\n" {
		t.Errorf("got %q, %v", out, err)
	}
}

func TestExitInsideCallback(t *testing.T) {
	for _, source := range []string{
		`setTimeout(() => { process.exit(6); }, 1); setInterval(() => {}, 1000)`,
		`process.nextTick(() => process.exit(6)); setInterval(() => {}, 1000)`,
		`Promise.resolve().then(() => process.exit(6)); setInterval(() => {}, 1000)`,
		`[1].forEach(() => process.exit(6)); setInterval(() => {}, 1000)`,
	} {
		_, _, err := run(t, gonet.NewConfig(), source)
		var exit *gonet.ExitError
		if !errors.As(err, &exit) || exit.Code != 6 {
			t.Errorf("%s: got %v", source, err)
		}
	}
}

func TestDoReturnsExceptions(t *testing.T) {
	ready := make(chan struct{})
	config := gonet.NewConfig().WithModule("host", func(vm *goja.Runtime) goja.Value {
		return vm.ToValue(map[string]any{"ready": func() { close(ready) }})
	})
	rt, err := gonet.New(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		ended <- rt.RunScript(t.Context(), "wait.js", `setInterval(() => {}, 1000); require('host').ready()`)
	}()
	<-ready
	err = rt.Do(t.Context(), func(vm *goja.Runtime) error {
		_, err := vm.RunString(`throw new RangeError('from script')`)
		return err
	})
	var exception *goja.Exception
	if !errors.As(err, &exception) || !strings.Contains(err.Error(), "RangeError: from script") {
		t.Errorf("got %v", err)
	}
	if err := rt.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if err := <-ended; !errors.Is(err, gonet.ErrClosed) {
		t.Errorf("Run ended with %v", err)
	}
	if err := rt.Do(t.Context(), func(*goja.Runtime) error { return nil }); !errors.Is(err, gonet.ErrClosed) {
		t.Errorf("Do after Close gave %v", err)
	}
}

func TestCloseTwice(t *testing.T) {
	rt, err := gonet.New(t.Context(), gonet.NewConfig())
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := rt.Close(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if err := rt.RunScript(context.Background(), "x.js", ""); !errors.Is(err, gonet.ErrClosed) {
		t.Errorf("RunScript after Close gave %v", err)
	}
}

// Runtimes of one process share nothing that a script can see.
func TestManyRuntimes(t *testing.T) {
	for range 20 {
		out, _, err := run(t, gonet.NewConfig(), `Promise.resolve().then(() => console.log('done'))`)
		if err != nil || out != "done\n" {
			t.Fatalf("got %q, %v", out, err)
		}
	}
}

// The end of the context ends code of WebAssembly as well, also where it is no
// loop that does not end but a function that calls itself.
func TestCancelWebAssembly(t *testing.T) {
	rt, err := gonet.New(t.Context(), gonet.NewConfig())
	if err != nil {
		t.Fatal(err)
	}
	defer rt.Close(t.Context())
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	err = rt.RunScript(ctx, "test.js", `
		const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, // the module's version
			1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, // a function without parameters and results
			7, 5, 1, 1, 102, 0, 0, // called f
			10, 6, 1, 4, 0, 0x12, 0, 11); // which returns what it returns
		new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.f();`)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("ended with %v", err)
	}
}
