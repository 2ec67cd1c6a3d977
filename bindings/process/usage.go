package process

import (
	"math/big"
	"runtime"
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/netimpl"
)

// times is processor time in microseconds.
type times struct{ user, system int64 }

func (p *Process) uptime(goja.FunctionCall) goja.Value {
	return p.env.VM.ToValue(time.Since(p.begun).Seconds())
}

// clockBase makes hrtime count from an arbitrary time in the past, as the
// monotonic clock does.
var clockBase = time.Now().Add(-time.Hour)

func (p *Process) hrtime(c goja.FunctionCall) goja.Value {
	now := time.Since(clockBase)
	sec, nsec := int64(now/time.Second), int64(now%time.Second)
	if before := c.Argument(0); !goja.IsUndefined(before) {
		pair := validate.Array(p.env, before, "time")
		if n := pair.Get("length").ToInteger(); n != 2 {
			errs.Throw(p.env, "ERR_OUT_OF_RANGE", "time", "2", p.env.VM.ToValue(n))
		}
		sec -= pair.Get("0").ToInteger()
		if nsec -= pair.Get("1").ToInteger(); nsec < 0 {
			sec, nsec = sec-1, nsec+int64(time.Second)
		}
	}
	return p.env.VM.NewArray(sec, nsec)
}

func (p *Process) hrtimeBigInt(goja.FunctionCall) goja.Value {
	return p.env.VM.ToValue(big.NewInt(int64(time.Since(clockBase))))
}

func (p *Process) cpuUsage(c goja.FunctionCall) goja.Value {
	return p.usageSince(c.Argument(0), processTimes)
}

func (p *Process) threadCPUUsage(c goja.FunctionCall) goja.Value {
	return p.usageSince(c.Argument(0), threadTimes)
}

func (p *Process) usageSince(before goja.Value, read func() (times, error)) goja.Value {
	var user, system float64
	if before.ToBoolean() {
		o := before.ToObject(p.env.VM)
		user = p.previous(before, o.Get("user"), "prevValue.user")
		system = p.previous(before, o.Get("system"), "prevValue.system")
	}
	now, err := read()
	if err != nil {
		panic(errs.Errno(p.env, netimpl.ErrNumber(netimpl.AsErrno(err)), "uv_getrusage", ""))
	}
	result := p.env.VM.NewObject()
	must(result.Set("user", float64(now.user)-user))
	must(result.Set("system", float64(now.system)-system))
	return result
}

// previous checks a number of the object that an earlier call returned.
func (p *Process) previous(object, v goja.Value, name string) float64 {
	if v != nil && goja.IsNumber(v) {
		if f := v.ToFloat(); f >= 0 && f <= maxSafeInteger {
			return f
		}
	}
	if name == "prevValue.user" {
		validate.Object(p.env, object, "prevValue")
	}
	validate.Number(p.env, v, name)
	panic(errs.NewRange(p.env, "ERR_INVALID_ARG_VALUE", name, v))
}

func (p *Process) memoryUsage(goja.FunctionCall) goja.Value {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	o := p.env.VM.NewObject()
	must(o.Set("rss", p.residentMemory()))
	must(o.Set("heapTotal", stats.HeapSys))
	must(o.Set("heapUsed", stats.HeapAlloc))
	must(o.Set("external", 0))
	must(o.Set("arrayBuffers", 0))
	return o
}

func (p *Process) rss(goja.FunctionCall) goja.Value { return p.env.VM.ToValue(p.residentMemory()) }

func (p *Process) residentMemory() uint64 {
	rss, err := netimpl.ResidentMemory()
	if err != nil {
		panic(errs.Errno(p.env, netimpl.ErrNumber(netimpl.AsErrno(err)), "uv_resident_set_memory", ""))
	}
	return rss
}

func (p *Process) constrainedMemory(goja.FunctionCall) goja.Value {
	return p.env.VM.ToValue(float64(netimpl.ConstrainedMemory()))
}

func (p *Process) availableMemory(goja.FunctionCall) goja.Value {
	available, err := netimpl.AvailableMemory()
	if err != nil {
		panic(errs.Errno(p.env, netimpl.ErrNumber(netimpl.AsErrno(err)), "uv_get_available_memory", ""))
	}
	return p.env.VM.ToValue(float64(available))
}

// resource is one value of process.resourceUsage.
type resource struct {
	name  string
	value int64
}

func (p *Process) resourceUsage(goja.FunctionCall) goja.Value {
	list, err := resources()
	if err != nil {
		panic(errs.Errno(p.env, netimpl.ErrNumber(netimpl.AsErrno(err)), "uv_getrusage", ""))
	}
	o := p.env.VM.NewObject()
	for _, r := range list {
		must(o.Set(r.name, r.value))
	}
	return o
}
