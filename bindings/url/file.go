package url

import (
	"runtime"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/bindings/internal/weburl"
)

// onWindows returns options.windows, or whether this is Windows.
func (w *world) onWindows(options goja.Value) bool {
	if o, ok := options.(*goja.Object); ok {
		if v := o.Get("windows"); !validate.Nullish(v) {
			return v.ToBoolean()
		}
	}
	return runtime.GOOS == "windows"
}

// platform is process.platform.
func (w *world) platform() string {
	return w.env.Require("process").Get("platform").String()
}

// fileURL returns host and path of v, a file: URL as a string or as an object
// that looks like a URL.
func (w *world) fileURL(v goja.Value) (hostname, pathname string, input goja.Value) {
	var protocol string
	if validate.IsString(v) {
		u := w.parse(v, goja.Undefined(), true)
		protocol, hostname, pathname = u.Protocol(), u.Hostname(), u.Pathname()
		v = w.newURL(u)
	} else {
		o, ok := v.(*goja.Object)
		if !ok || !isURL(o) {
			errs.Throw(w.env, "ERR_INVALID_ARG_TYPE", "path", []string{"string", "URL"}, v)
		}
		protocol, hostname, pathname = o.Get("protocol").String(), o.Get("hostname").String(), o.Get("pathname").String()
	}
	if protocol != "file:" {
		errs.Throw(w.env, "ERR_INVALID_URL_SCHEME", "file")
	}
	return hostname, pathname, v
}

// isURL reports whether o looks like a URL, also one from elsewhere.
func isURL(o *goja.Object) bool {
	truthy := func(name string) bool {
		v := o.Get(name)
		return v != nil && v.ToBoolean()
	}
	return truthy("href") && truthy("protocol") &&
		validate.IsUndefined(o.Get("auth")) && validate.IsUndefined(o.Get("path"))
}

func (w *world) throwFilePath(what string, input goja.Value) {
	err := errs.New(w.env, "ERR_INVALID_FILE_URL_PATH", what)
	err.Set("input", input)
	panic(err)
}

func (w *world) fileURLToPath(c goja.FunctionCall) goja.Value {
	windows := w.onWindows(c.Argument(1))
	hostname, pathname, input := w.fileURL(c.Argument(0))
	lower := strings.ToLower(pathname)
	if windows && (strings.Contains(lower, "%2f") || strings.Contains(lower, "%5c")) {
		w.throwFilePath(`must not include encoded \ or / characters`, input)
	}
	if !windows {
		w.requireLocal(hostname)
		if strings.Contains(lower, "%2f") {
			w.throwFilePath("must not include encoded / characters", input)
		}
		return w.decoded(pathname)
	}
	path := strings.ReplaceAll(w.decoded(strings.ReplaceAll(pathname, `\`, "/")).String(), "/", `\`)
	return w.env.VM.ToValue(w.windowsPath(hostname, path, input))
}

func (w *world) requireLocal(hostname string) {
	if hostname != "" {
		errs.Throw(w.env, "ERR_INVALID_FILE_URL_HOST", w.platform())
	}
}

// decoded is decodeURIComponent(s), which throws for what is not UTF-8.
func (w *world) decoded(s string) goja.Value {
	v := w.env.VM.ToValue(s)
	if !strings.Contains(s, "%") {
		return v
	}
	return w.decode(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{v}})
}

// windowsPath makes a path of Windows: of a share if there is a host.
func (w *world) windowsPath(hostname, path string, input goja.Value) string {
	if hostname != "" {
		return `\\` + weburl.DomainToUnicode(hostname) + path
	}
	if len(path) < 3 || path[1]|0x20 < 'a' || path[1]|0x20 > 'z' || path[2] != ':' {
		w.throwFilePath("must be absolute", input)
	}
	return path[1:]
}

// fileURLToPathBuffer is fileURLToPath for paths that are not UTF-8.
func (w *world) fileURLToPathBuffer(c goja.FunctionCall) goja.Value {
	windows := w.onWindows(c.Argument(1))
	hostname, pathname, input := w.fileURL(c.Argument(0))
	if !windows {
		w.requireLocal(hostname)
		return buffer.New(w.env, weburl.PercentDecode(pathname))
	}
	path := weburl.PercentDecode(strings.ReplaceAll(pathname, "/", `\`))
	return buffer.New(w.env, []byte(w.windowsPath(hostname, string(path), input)))
}

func (w *world) pathToFileURL(c goja.FunctionCall) goja.Value {
	path := validate.String(w.env, c.Argument(0), "path")
	windows := w.onWindows(c.Argument(1))
	module, separators := "path/posix", "/"
	if windows {
		module, separators = "path/win32", `/\`
	}
	resolved := path
	isUNC := windows && strings.HasPrefix(path, `\\`)
	if !isUNC {
		resolved = w.env.Invoke(w.env.Require(module), "resolve", c.Argument(0)).String()
	}
	if windows && strings.HasPrefix(resolved, `\\`) {
		return w.newURL(w.uncURL(resolved))
	}
	// path.resolve has dropped a separator at the end.
	if strings.ContainsAny(path[max(len(path)-1, 0):], separators) && !strings.HasSuffix(resolved, separators[len(separators)-1:]) {
		resolved += "/"
	}
	return w.newURL(fileURL(resolved, windows))
}

func fileURL(path string, windows bool) *weburl.URL {
	if windows {
		path = strings.ReplaceAll(path, `\`, "/")
	}
	u, _ := weburl.Parse("file://", nil)
	u.SetPathname(weburl.EncodeFilePath(path))
	return u
}

// uncURL makes the URL of \\server\share\path, or of its extended form
// \\?\UNC\server\share\path.
func (w *world) uncURL(path string) *weburl.URL {
	start := 2
	if strings.HasPrefix(path, `\\?\UNC\`) {
		start = 8
	}
	n := strings.IndexByte(path[start:], '\\')
	switch {
	case n < 0:
		errs.Throw(w.env, "ERR_INVALID_ARG_VALUE", "path", w.env.VM.ToValue(path), "Missing UNC resource path")
	case start+n == 2:
		errs.Throw(w.env, "ERR_INVALID_ARG_VALUE", "path", w.env.VM.ToValue(path), "Empty UNC servername")
	}
	u := fileURL(path[start+n:], true)
	u.SetHostname(path[start : start+n])
	return u
}
