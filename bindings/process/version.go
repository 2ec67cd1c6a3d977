package process

import (
	"runtime"

	"github.com/dop251/goja"
)

// Version is the version of Node whose API and behaviour this is.
const Version = "v26.10.0"

// GonetVersion is gonet's own.
var GonetVersion = "0.1.0"

// libuvVersion is the release whose behaviour package netimpl follows.
const libuvVersion = "1.52.1"

// opensslVersion is the release that node:crypto follows; that it is there
// tells scripts that there is a node:crypto.
const opensslVersion = "3.5.8"

// arch is process.arch.
func arch() string {
	switch runtime.GOARCH {
	case "amd64":
		return "x64"
	case "386":
		return "ia32"
	case "ppc64le":
		return "ppc64"
	}
	return runtime.GOARCH
}

// platform is process.platform.
func platform() string {
	switch runtime.GOOS {
	case "windows":
		return "win32"
	case "solaris", "illumos":
		return "sunos"
	}
	return runtime.GOOS
}

// frozen makes a frozen object of names and values, in that order.
func (p *Process) frozen(pairs ...any) *goja.Object {
	o := p.env.VM.NewObject()
	for i := 0; i < len(pairs); i += 2 {
		must(o.DefineDataProperty(pairs[i].(string), p.env.VM.ToValue(pairs[i+1]), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE))
	}
	object := p.env.VM.Get("Object").(*goja.Object)
	p.env.Invoke(object, "preventExtensions", o)
	return o
}

func (p *Process) versions() *goja.Object {
	return p.frozen(
		"node", Version[1:],
		"gonet", GonetVersion,
		"go", runtime.Version()[len("go"):],
		"uv", libuvVersion,
		"modules", "147",
		"openssl", opensslVersion,
	)
}

func (p *Process) release() *goja.Object {
	o := p.env.VM.NewObject()
	must(o.Set("name", "node"))
	// Where the sources are of what this plays.
	base := "https://nodejs.org/download/release/" + Version + "/node-" + Version
	must(o.Set("sourceUrl", base+".tar.gz"))
	must(o.Set("headersUrl", base+"-headers.tar.gz"))
	return o
}

// configObject is process.config: what tools ask of it that has a meaning here.
func (p *Process) configObject() *goja.Object {
	list := func() *goja.Object { return p.env.VM.NewArray() }
	return p.frozen(
		"target_defaults", p.frozen(
			"cflags", list(), "default_configuration", "Release", "defines", list(),
			"include_dirs", list(), "libraries", list(),
		),
		"variables", p.frozen(
			"asan", 0, "coverage", false, "debug_node", false, "host_arch", arch(), "is_debug", 0,
			"napi_build_version", "0", "node_builtin_shareable_builtins", list(), "node_module_version", 147,
			"node_no_browser_globals", false, "node_prefix", "/usr/local", "node_release_urlbase", "",
			"node_shared", false, "node_shared_openssl", false, "node_use_amaro", true, "node_use_openssl", false,
			"node_use_v8_platform", false, "node_without_node_options", false, "openssl_is_fips", false,
			"single_executable_application", false, "target_arch", arch(), "v8_enable_i18n_support", 0,
			"v8_enable_webassembly", 0,
		),
	)
}

// features is process.features.
func (p *Process) features() *goja.Object {
	e, o := p.env, p.env.VM.NewObject()
	for _, f := range []struct {
		name string
		on   bool
	}{
		{"inspector", false}, {"debug", false}, {"uv", true}, {"ipv6", true}, {"tls_alpn", e.HasModule("tls")},
		{"tls_sni", e.HasModule("tls")}, {"tls_ocsp", false}, {"tls", e.HasModule("tls")}, {"openssl_is_boringssl", false},
	} {
		must(o.Set(f.name, f.on))
	}
	_, noRequire := e.Option("no-experimental-require-module")
	for _, f := range []struct {
		name  string
		value any
	}{
		{"cached_builtins", true}, {"require_module", !noRequire}, {"dtls", false}, {"quic", false}, {"typescript", "transform"},
	} {
		e.Accessor(o, f.name, goja.FLAG_TRUE, func(goja.Value) goja.Value { return e.VM.ToValue(f.value) }, nil)
	}
	return o
}
