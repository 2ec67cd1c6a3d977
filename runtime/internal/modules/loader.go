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
	"gonet/runtime/internal/transforms"
)

// Loader is the module system of one Env.
type Loader struct {
	// Host are the modules that a Go program offers to scripts, by the name
	// they are required with.
	Host map[string]env.Loader
	// MainPromise settles when the program's ES module has been evaluated; nil
	// if the program is none.
	MainPromise *goja.Promise
	// Cache keeps what files are rewritten to; nil for none.
	Cache *transforms.Cache

	env        *env.Env
	tracing    map[string]*goja.Object // the tracing channels in use, by name
	resolver   *resolve.Resolver
	public     map[string]bool // the built-ins that scripts may require
	class      *env.Class      // Module
	kinds      *goja.Object    // Module._extensions
	ownCompile goja.Value      // Module.prototype._compile as it was
	main       *goja.Object    // the main module, once it is known
	program    program
	hosted     map[string]goja.Value
	resolved   map[place]string // where requests led to before
	hooks      *hooks           // nil without hooks
	thread     *hooks           // those of the hooks thread; nil without one
	gathering  gathering        // in the hooks thread
	wrapping   wrapping
	esm        esmRegistry
	promises   promises
	namespaces map[*goja.Object]bool
	mapSupport mapSupport
	maps       map[string]mapped // the files that have one, by path

	globalPaths  []string
	typeless     map[string]bool // packages that have been warned of
	parentWarned bool
	preloading   bool

	objectProto       *goja.Object
	circular          *goja.Object // what circularExports inherit from; nil if none do
	preventExtensions env.Callback
	hasOwn            env.Callback
	getDescriptor     env.Callback
}

// New makes the module system; public lists the built-ins that scripts may
// require, without "node:".
func New(e *env.Env, public []string) *Loader {
	object := e.VM.Get("Object").(*goja.Object)
	l := &Loader{
		env:               e,
		tracing:           make(map[string]*goja.Object),
		resolver:          resolve.New(),
		public:            make(map[string]bool, len(public)),
		Host:              make(map[string]env.Loader),
		hosted:            make(map[string]goja.Value),
		resolved:          make(map[place]string),
		promises:          newPromises(e.VM),
		namespaces:        make(map[*goja.Object]bool),
		typeless:          make(map[string]bool),
		objectProto:       object.Get("prototype").(*goja.Object),
		preventExtensions: env.CallbackOf(object.Get("preventExtensions")),
		getDescriptor:     env.CallbackOf(object.Get("getOwnPropertyDescriptor")),
		hasOwn:            env.CallbackOf(object.Get("prototype").(*goja.Object).Get("hasOwnProperty")),
	}
	for _, name := range public {
		l.public[name] = true
	}
	if _, on := e.Option("enable-source-maps"); on {
		l.EnableSourceMaps(true)
	}
	_, l.resolver.PreserveSymlinks = e.Option("preserve-symlinks")
	_, l.resolver.PreserveMain = e.Option("preserve-symlinks-main")
	l.resolver.Extensions = func() []string { return l.kinds.Keys() }
	l.resolver.Warn = l.warnDeprecated
	l.defineModule()
	l.ownCompile = l.class.Proto.Get("_compile")
	return l
}

// warn is process.emitWarning; kind and code may be empty.
func (l *Loader) warn(text, kind, code string) {
	args := []goja.Value{l.env.VM.ToValue(text), goja.Undefined(), goja.Undefined()}
	for i, s := range []string{kind, code} {
		if s != "" {
			args[i+1] = l.env.VM.ToValue(s)
		}
	}
	l.env.Invoke(l.env.Require("process"), "emitWarning", args...)
}

// warnDeprecated passes on what the resolver says of deprecated names of files.
func (l *Loader) warnDeprecated(code, message string) {
	pendingOnly := code == "DEP0166" || code == "DEP0155"
	if _, pending := l.env.Option("pending-deprecation"); pendingOnly && !pending {
		return
	}
	if _, off := l.env.Option("no-deprecation"); !off {
		l.warn(message, "DeprecationWarning", code)
	}
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
