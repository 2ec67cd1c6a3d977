package process

import (
	"os"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// makeObject makes the process object, with its properties in Node's order.
func (p *Process) makeObject() {
	e := p.env
	class := e.NewClass("process", 0, p.events.Class, func(goja.ConstructorCall) *goja.Object {
		panic(e.VM.NewTypeError("Illegal constructor"))
	})
	p.object = e.VM.CreateObject(class.Proto)
	e.AttachState(p.object, &p.state)
	p.events.Init(&p.emitter, &p.state)
	must(p.object.DefineDataPropertySymbol(goja.SymToStringTag, e.VM.ToValue("process"), goja.FLAG_TRUE, goja.FLAG_FALSE, goja.FLAG_FALSE))

	p.fixed("version", Version)
	p.lazy("versions", func() goja.Value { return p.versions() })
	p.fixed("arch", arch())
	p.fixed("platform", platform())
	p.lazy("release", func() goja.Value { return p.release() })
	p.method("_rawDebug", 0, p.rawDebug)
	p.method("binding", 1, p.binding)
	p.set("domain", goja.Null())
	p.defineExit()
	p.lazy("config", func() goja.Value { return p.configObject() })
	p.defineMethods()
	p.defineCredentials()
	p.lazy("allowedNodeEnvironmentFlags", func() goja.Value {
		return e.Require("internal/process/allowed_flags")
	})
	p.lazy("features", func() goja.Value { return p.features() })
	p.defineStdio()
	p.set("env", p.makeEnviron())
	p.set("title", e.VM.ToValue(p.title()))
	p.set("argv", e.VM.ToValue(e.VM.NewArray(anys(p.config.Argv)...)))
	p.set("execArgv", e.VM.ToValue(e.VM.NewArray(anys(p.config.ExecArgv)...)))
	p.fixed("pid", os.Getpid())
	p.set("ppid", e.VM.ToValue(os.Getppid()))
	p.set("execPath", e.VM.ToValue(p.config.ExecPath))
	p.set("debugPort", e.VM.ToValue(debugPort))
	p.fixed("argv0", p.config.Argv0)
	p.lazy("report", func() goja.Value { return p.reportObject() })
	p.setUpSignals()
	p.setUpWarnings()
	if p.isWorker() {
		p.restrictWorker()
	}
}

// debugPort is the port of Node's inspector. Nothing listens on it here.
const debugPort = 9229

// defineMethods defines what is a function.
func (p *Process) defineMethods() {
	p.method("dlopen", 0, p.dlopen)
	p.method("uptime", 0, p.uptime)
	p.method("_getActiveRequests", 0, p.activeRequests)
	p.method("_getActiveHandles", 0, p.activeHandles)
	p.method("getActiveResourcesInfo", 0, p.activeResources)
	p.method("reallyExit", 0, p.reallyExit)
	p.method("_kill", 0, p.rawKill)
	p.method("loadEnvFile", 0, p.loadEnvFile)
	p.method("cpuUsage", 1, p.cpuUsage)
	p.method("threadCpuUsage", 1, p.threadCPUUsage)
	p.method("resourceUsage", 0, p.resourceUsage)
	memoryUsage := p.method("memoryUsage", 0, p.memoryUsage)
	must(memoryUsage.Set("rss", p.env.Function("rss", 0, p.rss)))
	p.method("constrainedMemory", 0, p.constrainedMemory)
	p.method("availableMemory", 0, p.availableMemory)
	p.method("kill", 2, p.kill)
	p.method("exit", 1, p.exitCall)
	p.method("execve", 1, p.execve)
	p.method("ref", 1, p.refCall("ref"))
	p.method("unref", 1, p.refCall("unref"))
	p.lazy("finalization", func() goja.Value { return p.env.Require("internal/process/finalization") })
	hrtime := p.method("hrtime", 1, p.hrtime)
	must(hrtime.Set("bigint", p.env.Function("hrtimeBigInt", 0, p.hrtimeBigInt)))
	p.method("openStdin", 0, p.openStdin)
	p.method("_fatalException", 2, p.fatalException)
	p.method("setUncaughtExceptionCaptureCallback", 1, p.setCapture)
	p.method("addUncaughtExceptionCaptureCallback", 1, p.addCapture)
	p.method("hasUncaughtExceptionCaptureCallback", 0, p.hasCapture)
	p.method("emitWarning", 4, func(c goja.FunctionCall) goja.Value {
		p.emitWarning(c.Arguments...)
		return goja.Undefined()
	})
	p.method("nextTick", 1, p.nextTick)
	p.method("_tickCallback", 0, func(goja.FunctionCall) goja.Value {
		p.env.Drain()
		return goja.Undefined()
	})
	p.defineSourceMaps()
	p.method("getBuiltinModule", 1, p.getBuiltinModule)
	p.method("abort", 0, p.abort)
	p.method("umask", 1, p.umask)
	p.method("chdir", 1, p.chdir)
	p.method("cwd", 0, p.cwdCall)
}

// set defines a property that scripts may change.
func (p *Process) set(name string, v goja.Value) { must(p.object.Set(name, v)) }

// fixed defines a property that scripts may not write.
func (p *Process) fixed(name string, v any) {
	must(p.object.DefineDataProperty(name, p.env.VM.ToValue(v), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_TRUE))
}

// method defines a method and returns its function.
func (p *Process) method(name string, length int, fn env.Callback) *goja.Object {
	f := p.env.Function(name, length, fn)
	must(p.object.Set(name, f))
	return f
}

// lazy defines a property that is made when it is first read.
func (p *Process) lazy(name string, make func() goja.Value) {
	get := func(goja.Value) goja.Value {
		v := make()
		p.fixed(name, v)
		return v
	}
	set := func(_, v goja.Value) {
		must(p.object.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE))
	}
	p.env.Accessor(p.object, name, goja.FLAG_TRUE, get, set)
}

func anys(list []string) []any {
	values := make([]any, len(list))
	for i, s := range list {
		values[i] = s
	}
	return values
}

func (p *Process) title() string {
	if title, ok := p.env.Option("title"); ok {
		return title
	}
	return p.config.Argv0
}
