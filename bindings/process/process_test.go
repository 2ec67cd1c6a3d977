package process

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/events"
	"gonet/bindings/inspect"
	"gonet/bindings/internal/envtest"
	"gonet/bindings/timers"
)

// world is an envtest.World with a process whose output is kept.
type world struct {
	*envtest.World
	process        *Process
	source         string
	stdout, stderr bytes.Buffer
}

func newWorld(t testing.TB, options map[string][]string) *world {
	w := &world{World: envtest.New(t, map[string]env.Loader{
		"events": events.Module, "timers": timers.Module, "timers/promises": timers.Promises,
	})}
	inspector := inspect.New(w.VM, inspect.Hooks{})
	w.Env.Inspect = func(v goja.Value, depth int) string {
		o := inspect.DefaultOptions()
		o.Depth = float64(depth)
		return inspector.Inspect(v, o)
	}
	w.Env.Options = options
	w.process = Setup(w.Env, Config{
		Argv: []string{"/bin/gonet", "test.js"}, Argv0: "gonet", ExecPath: "/bin/gonet", Dir: t.TempDir(),
		Env: []string{"HOME=/home/x", "EMPTY=", "A=b=c"}, Stdout: &w.stdout, Stderr: &w.stderr, Inspector: inspector,
		Source: func(name string) (string, bool) { return w.source, name == "test.js" },
	})
	timers.Globals(w.Env)
	Globals(w.Env)
	return w
}

// run runs source as a program and returns its status.
func (w *world) run(t *testing.T, source string) int {
	t.Helper()
	w.source = source
	code := -1
	err := w.Frame(func() {
		w.Enter(func() {
			if _, err := w.VM.RunScript("test.js", source); err != nil {
				panic(err)
			}
		})
		code = w.process.Run()
	})
	var interrupted *goja.InterruptedError
	if errors.As(err, &interrupted) {
		return interrupted.Value().(*Exit).Code
	}
	if err != nil {
		t.Fatal(err)
	}
	return code
}

func check(t *testing.T, options map[string][]string, source string, code int, want ...string) *world {
	t.Helper()
	w := newWorld(t, options)
	got := w.run(t, source)
	if got != code {
		t.Errorf("status %d, want %d", got, code)
	}
	if log := strings.Join(w.Log, "\n"); log != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s\nstderr: %s", log, strings.Join(want, "\n"), w.stderr.String())
	}
	return w
}

func TestExit(t *testing.T) {
	check(t, nil, `process.on('exit', (c) => log('exit', c, process.exitCode)); process.exitCode = '3';`, 3, "exit 3 3")
	check(t, nil, `process.on('exit', () => { log('exit'); process.exit(5) });
		try { process.exit(4) } catch { log('caught') } finally { log('finally') }`, 5, "exit")
	check(t, nil, `setTimeout(process.exit, 1, 6); setTimeout(log, 20, 'never')`, 6)
	check(t, nil, `process.on('exit', () => { process.nextTick(log, 'never'); setTimeout(log, 1, 'never') })`, 0)
	check(t, nil, `process.reallyExit = (c) => log('really', c); process.exit(-1); log('alive')`, 255, "really -1", "alive")
	check(t, nil, `for (const v of [1.5, 'x', {}, true]) try { process.exitCode = v } catch (err) { log(err.code) }`, 0,
		"ERR_OUT_OF_RANGE", "ERR_INVALID_ARG_TYPE", "ERR_INVALID_ARG_TYPE", "ERR_INVALID_ARG_TYPE")
}

func TestBeforeExit(t *testing.T) {
	check(t, nil, `let n = 0;
		process.on('beforeExit', (c) => { log('before', c); if (++n < 3) setTimeout(log, 1, 'again'); });
		process.on('exit', () => log('exit'));`, 0, "before 0", "again", "before 0", "again", "before 0", "exit")
}

func TestUncaughtException(t *testing.T) {
	check(t, nil, `process.on('uncaughtExceptionMonitor', (err, origin) => log('monitor', err, origin));
		process.on('uncaughtException', (err, origin) => log(err, origin));
		setTimeout(log, 1, 'on'); throw 'x';`, 0, "monitor x uncaughtException", "x uncaughtException", "on")
	w := check(t, nil, "process.on('exit', (c) => log('exit', c)); const err = new TypeError('bad');\n"+
		"\terr.stack = 'TypeError: bad\\n    at f (node:x:1:1)\\n    at test.js:2:2'; throw err;", 1, "exit 1")
	expect(t, w, `^test.js:2
	err.stack = .*
	\^

TypeError: bad
    at f \(node:x:1:1\)
    at test.js:2:2

Node.js v26.10.0
$`)
	w = check(t, nil, `process.on('uncaughtException', () => { throw new Error('second') }); throw 1`, 7)
	expect(t, w, `Error: second`)
	w = check(t, nil, `process._fatalException = null; throw 1`, 6)
	expect(t, w, "\n1\n")
	check(t, nil, `process.setUncaughtExceptionCaptureCallback((err) => log('captured', err)); throw 1`, 0, "captured 1")
}

func TestThrownValues(t *testing.T) {
	for source, want := range map[string]string{
		"throw { a: [1] }":                    "\ntest.js:1\nthrow { a: [1] }\n^\n{ a: [ 1 ] }\n\nNode.js v26.10.0\n",
		"throw 'text'":                        "\ntest.js:1\nthrow 'text'\n^\ntext\n(Use `gonet --trace-uncaught ...` to show where the exception was thrown)\n\nNode.js v26.10.0\n",
		"function f() {\n  throw null }\nf()": "\ntest.js:2\n  throw null }\n  ^\nnull\n(Use `gonet --trace-uncaught ...` to show where the exception was thrown)\n\nNode.js v26.10.0\n",
	} {
		if w := check(t, nil, source, 1); w.stderr.String() != want {
			t.Errorf("got\n%s\nwant\n%s", w.stderr.String(), want)
		}
	}
	w := check(t, nil, `const err = new Error('x'); err.code = 'C'; throw err`, 1)
	expect(t, w, `(?s)Error: x.* \{\n  code: 'C'\n\}\n\nNode.js`)
}

func TestUnhandledRejection(t *testing.T) {
	w := check(t, nil, `process.on('exit', (c) => log(c)); Promise.reject(5); setTimeout(log, 1, 'never')`, 1, "1")
	expect(t, w, `promise rejected with the reason "5".`)
	expect(t, w, `code: 'ERR_UNHANDLED_REJECTION'`)
	check(t, nil, `process.on('uncaughtException', (err, origin) => log(err.message, origin)); Promise.reject(new Error('e'))`, 0,
		"e unhandledRejection")
	check(t, nil, `process.on('unhandledRejection', (r, p) => { log(r, p instanceof Promise); setTimeout(() => p.catch(() => {}), 1) });
		process.on('rejectionHandled', () => log('handled')); Promise.reject(1)`, 0, "1 true", "handled")
	check(t, nil, `const p = Promise.reject(1); process.nextTick(() => p.catch(log))`, 0, "1")
	mode := func(s string) map[string][]string { return map[string][]string{"unhandled-rejections": {s}} }
	check(t, mode("none"), `Promise.reject(1); setTimeout(log, 1, 'on')`, 0, "on")
	w = check(t, mode("warn"), `Promise.reject(1); setTimeout(log, 1, 'on')`, 0, "on")
	expect(t, w, `\(node:\d+\) UnhandledPromiseRejectionWarning: 1\n`)
	expect(t, w, `\(rejection id: 1\)`)
	check(t, mode("warn-with-error-code"), `Promise.reject(1); setTimeout(log, 1, 'on')`, 1, "on")
	check(t, mode("strict"), `process.on('uncaughtException', (e) => log('uncaught'));
		process.on('unhandledRejection', (e) => log('unhandled', e)); Promise.reject(1)`, 0, "uncaught", "unhandled 1")
}

func TestWarnings(t *testing.T) {
	w := check(t, nil, `process.emitWarning('one', { code: 'C1', detail: 'more' }); process.emitWarning('two', 'Kind');
		process.emitWarning(new Error('three')); process.emitWarning('four', 'DeprecationWarning', 'DEP9')`, 0)
	expect(t, w, "^\\(node:\\d+\\) \\[C1\\] Warning: one\nmore\n\\(Use `gonet --trace-warnings ...` to show where the warning was created\\)\n"+
		"\\(node:\\d+\\) Kind: two\n\\(node:\\d+\\) Error: three\n\\(node:\\d+\\) \\[DEP9\\] DeprecationWarning: four\n$")
	w = check(t, map[string][]string{"no-warnings": {""}}, `process.on('warning', (w) => log(w.name, w.message)); process.emitWarning('x')`, 0,
		"Warning x")
	expect(t, w, `^$`)
	check(t, map[string][]string{"throw-deprecation": {""}},
		`process.on('uncaughtException', (err) => log(err.message)); process.emitWarning('x', 'DeprecationWarning')`, 0, "x")
	check(t, nil, `for (const args of [[], [1], ['x', 1], ['x', 'T', 1]]) try { process.emitWarning(...args) } catch (err) { log(err.message) }`, 0,
		`The "warning" argument must be of type string or an instance of Error. Received undefined`,
		`The "warning" argument must be of type string or an instance of Error. Received type number (1)`,
		`The "type" argument must be of type string. Received type number (1)`,
		`The "code" argument must be of type string. Received type number (1)`)
}

func TestEnv(t *testing.T) {
	check(t, nil, `const { env } = process;
		log(Object.keys(env), env.A, env.HOME, env.EMPTY === '', env.NOPE);
		env.N = 1; env.U = undefined; env[42] = null; env[''] = 'x'; delete env.HOME; delete env.NOPE;
		log(Object.keys(env), env.N === '1', env.U === 'undefined', env[42], 'HOME' in env, typeof env.toString);
		for (const f of [() => { env.s = Symbol() }, () => { env[Symbol()] = 1 }, () => Object.defineProperty(env, 'g', { get() {} }),
			() => Object.defineProperty(env, 'g', { value: '1' })]) try { f() } catch (err) { log(err.message) }`, 0,
		"HOME,EMPTY,A b=c /home/x true undefined", "42,EMPTY,A,N,U true true null false function",
		"Cannot convert a Symbol value to a string", "Cannot convert a Symbol value to a string",
		"'process.env' does not accept an accessor(getter/setter) descriptor",
		"'process.env' only accepts a configurable, writable, and enumerable data descriptor")
}

func TestKillChecks(t *testing.T) {
	check(t, nil, `for (const [pid, sig] of [['SIGTERM'], [null], [NaN], [0, 'test'], [0, 987]])
			try { process.kill(pid, sig) } catch (err) { log(err.code, err.message) }
		process._kill = (...args) => log(...args); process.kill('0'); process.kill(-1, 'SIGHUP'); process.kill(1, 0);`, 0,
		`ERR_INVALID_ARG_TYPE The "pid" argument must be of type number. Received type string ('SIGTERM')`,
		`ERR_INVALID_ARG_TYPE The "pid" argument must be of type number. Received null`,
		`ERR_INVALID_ARG_TYPE The "pid" argument must be of type number. Received type number (NaN)`,
		"ERR_UNKNOWN_SIGNAL Unknown signal: test", "EINVAL kill EINVAL", "0 15", "-1 1", "1 0")
}

func TestSignalEvents(t *testing.T) {
	check(t, nil, `const keep = setTimeout(() => {}, 5000);
		process.once('SIGUSR2', (name, number) => { log(name, number); clearTimeout(keep) });
		process.kill(process.pid, 'SIGUSR2');
		try { process.on('SIGKILL', () => {}) } catch (err) { log(err.message) }`, 0, "uv_signal_start EINVAL", "SIGUSR2 12")
}

func TestInformation(t *testing.T) {
	check(t, nil, `log(process instanceof require('events'), process.constructor.name, String(process), process.argv, process.argv0);
		const t = process.hrtime(), d = process.hrtime(t);
		log(t.length, d[0], typeof process.hrtime.bigint(), process.uptime() >= 0, process.memoryUsage().rss > 0, process.memoryUsage.rss() > 0);
		log(process.version, process.versions.node, process.release.name, process.config.variables.asan, process.features.uv);
		log(process.cpuUsage().user >= 0, process.resourceUsage().maxRSS > 0, process.availableMemory() > 0, process.getuid() >= 0);
		setTimeout(() => {}, 0); setImmediate(() => {});
		log(process.getActiveResourcesInfo(), process.umask() === process.umask('0777'.slice(0, 0) || process.umask()));
		try { process.chdir('nope') } catch (err) { log(err.code, err.dest) }`, 0,
		"true process [object process] /bin/gonet,test.js gonet", "2 0 bigint true true true",
		"v26.10.0 26.10.0 node 0 true", "true true true true", "Timeout,Immediate true", "ENOENT nope")
}

func expect(t *testing.T, w *world, pattern string) {
	t.Helper()
	if !regexp.MustCompile(pattern).MatchString(w.stderr.String()) {
		t.Errorf("stderr is\n%s\nwant\n%s", w.stderr.String(), pattern)
	}
}

func BenchmarkSetup(b *testing.B) {
	for b.Loop() {
		newWorld(b, nil)
	}
}
