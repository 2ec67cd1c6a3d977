package runtime

import (
	"io/fs"
	"strings"
	"sync"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/js"
	"gonet/runtime/internal/compile"
)

// publicNames are the built-in modules that Node 26 has for scripts. A script
// may require those of them that are written: in Go (see natives) or in
// JavaScript (package js).
var publicNames = []string{
	"_http_agent", "_http_client", "_http_common", "_http_incoming", "_http_outgoing", "_http_server",
	"assert", "assert/strict", "async_hooks", "buffer", "child_process", "cluster", "console",
	"constants", "crypto", "dgram", "diagnostics_channel", "dns", "dns/promises", "domain",
	"events", "fs", "fs/promises", "http", "http2", "https", "inspector", "inspector/promises",
	"module", "net", "os", "path", "path/posix", "path/win32", "perf_hooks", "process",
	"punycode", "querystring", "readline", "readline/promises", "repl", "stream",
	"stream/consumers", "stream/promises", "stream/web", "string_decoder", "sys", "test",
	"test/reporters", "timers", "timers/promises", "tls", "trace_events", "tty", "url", "util",
	"util/types", "v8", "vm", "wasi", "worker_threads", "zlib",
}

// findBuiltin finds the loader of a built-in module, one for scripts or an
// internal one.
func findBuiltin(name string) (env.Loader, bool) {
	if load, ok := natives[name]; ok {
		return load, true
	}
	return findScript(name)
}

// available returns the public names that have a loader.
func available() []string {
	var names []string
	for _, name := range publicNames {
		if _, ok := findBuiltin(name); ok {
			names = append(names, name)
		}
	}
	return names
}

// builtinParameters are what a built-in module in JavaScript is given.
const builtinParameters = "(function (exports, require, module, process) {"

// A module of somebody else's, which js/vendor holds as it came, is kept apart:
// its exports is a function that runs it with what it is given for the names
// that it uses.
const (
	vendorFolder     = "vendor/"
	vendorParameters = "module.exports = function (exports, module, TypeError, RangeError, globalThis, Intl) {"
)

func wrapBuiltin(name, source string) string {
	if strings.HasPrefix(name, vendorFolder) {
		source = vendorParameters + source + "\n}"
	}
	return builtinParameters + source + "\n})"
}

// programs keeps the compiled built-ins of this process, which all runtimes
// share.
var programs sync.Map // name -> *goja.Program

// findScript finds the built-in that js holds as name.js.
func findScript(name string) (env.Loader, bool) {
	if _, err := fs.Stat(js.Files, name+".js"); err != nil {
		return nil, false
	}
	return func(e *env.Env) goja.Value { return runScript(e, name) }, true
}

func runScript(e *env.Env, name string) goja.Value {
	wrapper, err := e.VM.RunProgram(builtinProgram(name))
	if err != nil {
		panic(err)
	}
	exports, module := e.VM.NewObject(), e.VM.NewObject()
	module.Set("exports", exports)
	e.Provide(name, exports)
	require := e.Function("require", 1, func(c goja.FunctionCall) goja.Value {
		return e.Require(c.Argument(0).String())
	})
	env.CallbackOf(wrapper)(goja.FunctionCall{
		This:      goja.Undefined(),
		Arguments: []goja.Value{exports, require, module, e.Require("process")},
	})
	return module.Get("exports")
}

func builtinProgram(name string) *goja.Program {
	if p, ok := programs.Load(name); ok {
		return p.(*goja.Program)
	}
	source, err := js.Files.ReadFile(name + ".js")
	if err != nil {
		panic(err)
	}
	text := wrapBuiltin(name, string(source))
	p, err := goja.Compile("node:"+name, text, true)
	if err != nil {
		// It has syntax that goja's parser lacks. What replaces that uses helper
		// functions, which belong inside of the wrapper.
		lowered, err := compile.Lower("node:"+name, string(source))
		if err != nil {
			panic(err)
		}
		p = goja.MustCompile("node:"+name, wrapBuiltin(name, lowered), true)
	}
	programs.Store(name, p)
	return p
}
