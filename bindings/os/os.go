// Package os is node:os. Source: nodejs/node:lib/os.js, src/node_os.cc.
package os

import (
	"net/netip"
	"os"
	"runtime"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/netimpl"
)

// module is what the functions of node:os share.
type module struct {
	env     *env.Env
	exports *goja.Object
}

// Module makes the exports of node:os.
func Module(e *env.Env) goja.Value {
	m := &module{e, e.VM.NewObject()}
	m.method("arch", 0, func([]goja.Value) goja.Value { return m.process("arch") }, true)
	m.text("availableParallelism", func() any { return runtime.GOMAXPROCS(0) })
	m.method("cpus", 0, func([]goja.Value) goja.Value { return m.cpus() }, false)
	m.text("endianness", func() any { return endianness })
	m.text("freemem", func() any { return number(netimpl.FreeMemory()) })
	m.method("getPriority", 1, m.getPriority, false)
	m.text("homedir", func() any { return m.homedir() })
	m.text("hostname", func() any { return checked(m, netimpl.Hostname) })
	m.method("loadavg", 0, func([]goja.Value) goja.Value { return m.loadavg() }, false)
	m.method("networkInterfaces", 0, func([]goja.Value) goja.Value { return m.networkInterfaces() }, false)
	m.method("platform", 0, func([]goja.Value) goja.Value { return m.process("platform") }, true)
	m.text("release", func() any { return m.uname().Release })
	m.method("setPriority", 2, m.setPriority, false)
	m.text("tmpdir", func() any { return m.tmpdir() })
	m.text("totalmem", func() any { return number(netimpl.TotalMemory()) })
	m.text("type", func() any { return m.uname().System })
	m.method("userInfo", 1, m.userInfo, false)
	m.text("uptime", func() any {
		up, err := netimpl.Uptime()
		m.check("uv_uptime", err)
		return float64(up.Milliseconds()/10) / 100
	})
	m.text("version", func() any { return m.uname().Version })
	m.text("machine", func() any { return m.uname().Machine })
	m.constant("constants", m.constants(), goja.FLAG_FALSE)
	m.constant("EOL", e.VM.ToValue(eol), goja.FLAG_TRUE)
	m.constant("devNull", e.VM.ToValue(devNull), goja.FLAG_TRUE)
	return m.exports
}

// method defines a function; primitive says that the function itself converts
// to what it returns, as in `${os.hostname}`.
func (m *module) method(name string, length int, fn func(args []goja.Value) goja.Value, primitive bool) {
	call := func(c goja.FunctionCall) goja.Value { return fn(c.Arguments) }
	f := m.env.Function(name, length, call)
	m.exports.Set(name, f)
	if systemCalls[name] {
		f.Set("withoutStackTrace", f)
	}
	if primitive {
		convert := m.env.Function("", 0, call)
		f.SetSymbol(goja.SymToPrimitive, convert)
	}
}

// systemCalls are the functions that Node has in a second form for its own use,
// as a property of the first.
var systemCalls = map[string]bool{"homedir": true, "hostname": true, "uptime": true}

// text defines a function without arguments that converts to its result.
func (m *module) text(name string, fn func() any) {
	m.method(name, 0, func([]goja.Value) goja.Value { return m.env.VM.ToValue(fn()) }, true)
}

func (m *module) constant(name string, v goja.Value, configurable goja.Flag) {
	if err := m.exports.DefineDataProperty(name, v, goja.FLAG_FALSE, configurable, goja.FLAG_TRUE); err != nil {
		panic(err)
	}
}

func (m *module) process(name string) goja.Value { return m.env.Require("process").Get(name) }

// environ is a variable of process.env, "" if it is not set.
func (m *module) environ(name string) string {
	if v := m.process("env").ToObject(m.env.VM).Get(name); v != nil && !goja.IsUndefined(v) {
		return v.String()
	}
	return ""
}

// check throws ERR_SYSTEM_ERROR if err is not nil.
func (m *module) check(syscall string, err error) {
	if err != nil {
		panic(errs.System(m.env, netimpl.ErrNumber(netimpl.AsErrno(err)), syscall))
	}
}

func checked[T any](m *module, fn func() (T, error)) T {
	v, err := fn()
	m.check("uv_os_gethostname", err)
	return v
}

// number is a count as JavaScript has it, 0 where the system does not say.
func number(n uint64, err error) float64 {
	if err != nil {
		return 0
	}
	return float64(n)
}

func (m *module) uname() netimpl.Uname {
	u, err := netimpl.SystemUname()
	m.check("uv_os_uname", err)
	return u
}

func (m *module) homedir() string {
	if home := m.environ(homeVariable); home != "" {
		return home
	}
	a, err := currentAccount()
	m.check("uv_os_homedir", err)
	return a.home
}

func (m *module) loadavg() goja.Value {
	avg, _ := netimpl.LoadAverage() // zeros where there is none, as in Node
	return m.env.VM.NewArray(avg[0], avg[1], avg[2])
}

func (m *module) cpus() goja.Value {
	cpus, err := netimpl.CPUs()
	if err != nil {
		return m.env.VM.NewArray()
	}
	list := make([]any, len(cpus))
	for i, cpu := range cpus {
		times := m.env.VM.NewObject()
		times.Set("user", cpu.Times.User.Milliseconds())
		times.Set("nice", cpu.Times.Nice.Milliseconds())
		times.Set("sys", cpu.Times.System.Milliseconds())
		times.Set("idle", cpu.Times.Idle.Milliseconds())
		times.Set("irq", cpu.Times.IRQ.Milliseconds())
		o := m.env.VM.NewObject()
		o.Set("model", cpu.Model)
		o.Set("speed", cpu.SpeedMHz)
		o.Set("times", times)
		list[i] = o
	}
	return m.env.VM.NewArray(list...)
}

// networkInterfaces lists addresses by the name of their interface.
func (m *module) networkInterfaces() goja.Value {
	addresses, err := netimpl.InterfaceAddresses()
	m.check("uv_interface_addresses", err)
	byName := map[string][]any{}
	var names []string
	for _, a := range addresses {
		if byName[a.Interface] == nil {
			names = append(names, a.Interface)
		}
		byName[a.Interface] = append(byName[a.Interface], m.address(a))
	}
	o := m.env.VM.NewObject()
	for _, name := range names {
		o.Set(name, m.env.VM.NewArray(byName[name]...))
	}
	return o
}

func (m *module) address(a netimpl.InterfaceAddress) *goja.Object {
	o := m.env.VM.NewObject()
	addr := a.Prefix.Addr()
	o.Set("address", addr.WithZone("").String())
	o.Set("netmask", a.Netmask().String())
	o.Set("family", map[bool]string{true: "IPv4", false: "IPv6"}[addr.Is4()])
	o.Set("mac", a.Hardware.String())
	o.Set("internal", a.Internal)
	o.Set("cidr", netip.PrefixFrom(addr.WithZone(""), a.Prefix.Bits()).String())
	if !addr.Is4() {
		o.Set("scopeid", a.ScopeID)
	}
	return o
}

func (m *module) tmpdir() string {
	dir := ""
	for _, name := range tmpVariables {
		if dir = m.environ(name); dir != "" {
			break
		}
	}
	if dir == "" {
		dir = defaultTmp(m.environ)
	}
	if len(dir) > 1 && strings.HasSuffix(dir, string(os.PathSeparator)) && !strings.HasSuffix(dir, `:\`) {
		dir = dir[:len(dir)-1]
	}
	return dir
}

func argument(args []goja.Value, i int) goja.Value {
	if i < len(args) {
		return args[i]
	}
	return goja.Undefined()
}

func (m *module) getPriority(args []goja.Value) goja.Value {
	pid := 0
	if v := argument(args, 0); !goja.IsUndefined(v) {
		pid = int(validate.Integer(m.env, v, "pid", -1<<31, 1<<31-1))
	}
	nice, err := priority(pid)
	m.check("uv_os_getpriority", err)
	return m.env.VM.ToValue(nice)
}

func (m *module) setPriority(args []goja.Value) goja.Value {
	pid, nice := argument(args, 0), argument(args, 1)
	if goja.IsUndefined(nice) {
		pid, nice = m.env.VM.ToValue(0), pid
	}
	who := validate.Integer(m.env, pid, "pid", -1<<31, 1<<31-1)
	m.check("uv_os_setpriority", setPriority(int(who), int(validate.Integer(m.env, nice, "priority", -20, 19))))
	return goja.Undefined()
}
