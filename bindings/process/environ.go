package process

import (
	"os"
	"strings"
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/warning"
)

// makeEnviron makes process.env: an object whose values are strings, and whose
// class has no name. The target of the proxy holds them; the traps convert what
// is written.
func (p *Process) makeEnviron() *goja.Object {
	vm := p.env.VM
	p.environ = vm.CreateObject(p.env.NewClass("", 0, nil, func(goja.ConstructorCall) *goja.Object { return nil }).Proto)
	p.fillEnviron(p.config.Env)
	traps := &goja.ProxyTrapConfig{
		Set: func(_ *goja.Object, name string, value, _ goja.Value) bool {
			p.checkEnvValue(value)
			p.Setenv(name, value.ToString().String())
			return true
		},
		SetSym: func(_ *goja.Object, symbol *goja.Symbol, value, _ goja.Value) bool {
			panic(vm.NewTypeError("Cannot convert a Symbol value to a string"))
		},
		DeleteProperty: func(_ *goja.Object, name string) bool {
			p.Unsetenv(name)
			return true
		},
		DeletePropertySym: func(*goja.Object, *goja.Symbol) bool { return true },
		DefineProperty: func(_ *goja.Object, name string, d goja.PropertyDescriptor) bool {
			p.defineEnv(name, d)
			return true
		},
	}
	traps.PreventExtensions = func(*goja.Object) bool { panic(vm.NewTypeError("Cannot prevent extensions")) }
	if envFoldsCase {
		traps.Get = func(target *goja.Object, name string, _ goja.Value) goja.Value {
			return orUndefined(target.Get(p.envKey(name)))
		}
		traps.Has = func(target *goja.Object, name string) bool { return target.Get(p.envKey(name)) != nil }
	}
	p.envTraps = traps
	if p.sharedEnv = p.config.SharedEnv; p.sharedEnv != nil {
		p.watchShared()
	}
	return vm.ToValue(vm.NewProxy(p.environ, traps)).(*goja.Object)
}

// envKey returns the spelling under which the environment has name.
func (p *Process) envKey(name string) string {
	if envFoldsCase && p.environ.Get(name) == nil {
		for _, key := range p.environ.Keys() {
			if strings.EqualFold(key, name) {
				return key
			}
		}
	}
	return name
}

// Getenv returns a variable of process.env.
func (p *Process) Getenv(name string) (string, bool) {
	if p.sharedEnv != nil {
		p.refreshEnv()
	}
	for _, key := range p.environ.Keys() {
		if key == name || envFoldsCase && strings.EqualFold(key, name) {
			return p.environ.Get(key).String(), true
		}
	}
	return "", false
}

// Environ returns process.env as "NAME=value", for child processes.
func (p *Process) Environ() []string {
	if p.sharedEnv != nil {
		p.refreshEnv()
	}
	keys := p.environ.Keys()
	list := make([]string, len(keys))
	for i, key := range keys {
		list[i] = key + "=" + p.environ.Get(key).String()
	}
	return list
}

// Setenv sets a variable. A name that the system refuses is passed over, as in
// Node.
func (p *Process) Setenv(name, value string) {
	if name == "" || strings.ContainsAny(name, "=\x00") || strings.Contains(value, "\x00") {
		return
	}
	must(p.environ.Set(p.envKey(name), value))
	if p.sharedEnv != nil {
		p.sharedEnv.set(p.envKey(name), value)
	}
	if p.config.Own {
		// It only fails for the names passed over above.
		_ = os.Setenv(name, value)
		p.envChanged(name)
	}
}

// Unsetenv removes a variable.
func (p *Process) Unsetenv(name string) {
	key := p.envKey(name)
	must(p.environ.Delete(key))
	if p.sharedEnv != nil {
		p.sharedEnv.unset(key)
	}
	if p.config.Own {
		_ = os.Unsetenv(name) // as in Setenv
		p.envChanged(name)
	}
}

// envChanged does what the change of a variable has done in Node at once.
func (p *Process) envChanged(name string) {
	if name != "TZ" {
		return
	}
	zone, _ := os.LookupEnv("TZ")
	if location, err := time.LoadLocation(strings.TrimPrefix(zone, ":")); err == nil && zone != "" {
		time.Local = location
	}
}

// defineEnv is Object.defineProperty: the only descriptors that an environment
// can hold are those of plain properties.
func (p *Process) defineEnv(name string, d goja.PropertyDescriptor) {
	if d.Getter != nil || d.Setter != nil {
		errs.Throw(p.env, "ERR_INVALID_OBJECT_DEFINE_PROPERTY",
			"'process.env' does not accept an accessor(getter/setter) descriptor")
	}
	if d.Value == nil || d.Configurable != goja.FLAG_TRUE || d.Writable != goja.FLAG_TRUE || d.Enumerable != goja.FLAG_TRUE {
		errs.Throw(p.env, "ERR_INVALID_OBJECT_DEFINE_PROPERTY",
			"'process.env' only accepts a configurable, writable, and enumerable data descriptor")
	}
	p.checkEnvValue(d.Value)
	p.Setenv(name, d.Value.ToString().String())
}

// checkEnvValue throws for a symbol and warns of what is not a primitive that
// has an obvious text.
func (p *Process) checkEnvValue(value goja.Value) {
	if _, ok := value.(*goja.Symbol); ok {
		panic(p.env.VM.NewTypeError("Cannot convert a Symbol value to a string"))
	}
	if _, pending := p.env.Option("pending-deprecation"); !pending || p.warnings.env || isEnvPrimitive(value) {
		return
	}
	p.warnings.env = true
	warning.Emit(p.env, "Assigning any value other than a string, number, or boolean to a process.env property is "+
		"deprecated. Please make sure to convert the value to a string before setting process.env with it.",
		"DeprecationWarning", "DEP0104")
}

func isEnvPrimitive(v goja.Value) bool {
	if _, ok := v.(*goja.Object); ok {
		return false
	}
	switch v.Export().(type) {
	case string, bool, int64, float64:
		return true
	}
	return goja.IsString(v)
}
