// Package modules loads a script's modules: CommonJS as node:module has it,
// and ES modules. It finds files with package resolve and compiles them with
// package compile.
package modules

import (
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/runtime/internal/resolve"
)

// Loader is the module system of one Env.
type Loader struct {
	// Host are the modules that a Go program offers to scripts, by the name
	// they are required with.
	Host map[string]env.Loader
	// MainPromise settles when the program's ES module has been evaluated; nil
	// if the program is none.
	MainPromise *goja.Promise

	env               *env.Env
	resolver          *resolve.Resolver
	public            map[string]bool // the built-ins that scripts may require
	class             *env.Class      // Module
	cache             *goja.Object    // Module._cache
	kinds             *goja.Object    // Module._extensions
	main              *goja.Object    // the main module, once it is known
	program           program
	hosted            map[string]goja.Value
	esm               esmRegistry
	promises          promises
	namespaces        map[*goja.Object]bool
	preventExtensions env.Callback
}

// New makes the module system; public lists the built-ins that scripts may
// require, without "node:".
func New(e *env.Env, public []string) *Loader {
	l := &Loader{
		env:               e,
		resolver:          resolve.New(),
		public:            make(map[string]bool, len(public)),
		Host:              make(map[string]env.Loader),
		hosted:            make(map[string]goja.Value),
		promises:          newPromises(e.VM),
		namespaces:        make(map[*goja.Object]bool),
		preventExtensions: env.CallbackOf(e.VM.Get("Object").(*goja.Object).Get("preventExtensions")),
	}
	for _, name := range public {
		l.public[name] = true
	}
	l.resolver.GlobalPaths = globalPaths()
	l.resolver.Conditions = e.Options["conditions"]
	_, l.resolver.PreserveSymlinks = e.Option("preserve-symlinks")
	l.defineModule()
	return l
}

// schemeOnly are the built-ins that need "node:" before their name.
var schemeOnly = map[string]bool{"test": true, "test/reporters": true, "sea": true, "sqlite": true}

// builtin returns the exports of the built-in that specifier names, and
// whether it names one: with "node:", or bare.
func (l *Loader) builtin(specifier string) (*goja.Object, bool) {
	name, prefixed := strings.CutPrefix(specifier, "node:")
	if host, ok := l.Host[specifier]; ok {
		return l.host(specifier, host), true
	}
	if !l.public[name] || !prefixed && schemeOnly[name] {
		if prefixed {
			panic(errs.New(l.env, "ERR_UNKNOWN_BUILTIN_MODULE", specifier))
		}
		return nil, false
	}
	return l.env.Require(name), true
}

// host returns the exports of a module of the Go program's, made once.
func (l *Loader) host(name string, load env.Loader) *goja.Object {
	if v, ok := l.hosted[name]; ok {
		return v.ToObject(l.env.VM)
	}
	v := load(l.env)
	l.hosted[name] = v
	return v.ToObject(l.env.VM)
}

// IsBuiltin reports whether a script may require specifier as a built-in.
func (l *Loader) IsBuiltin(specifier string) bool {
	name, prefixed := strings.CutPrefix(specifier, "node:")
	return l.public[name] && (prefixed || !schemeOnly[name])
}
