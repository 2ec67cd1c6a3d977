package modules

import (
	"path/filepath"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/runtime/internal/resolve"
)

// findPackageJSON is module.findPackageJSON: the package.json that serves a
// specifier.
func (l *Loader) findPackageJSON(c goja.FunctionCall) goja.Value {
	e := l.env
	given, ok := l.specifierText(c.Argument(0))
	if !ok {
		errs.Throw(e, "ERR_INVALID_ARG_TYPE", "specifier", []string{"string", "URL"}, c.Argument(0))
	}
	base, hasBase := l.specifierText(c.Argument(1))
	bare := !resolve.IsRelative(given) && !filepath.IsAbs(given) && !strings.HasPrefix(given, "file:")
	if !hasBase && (bare || resolve.IsRelative(given)) {
		errs.Throw(e, "ERR_INVALID_ARG_TYPE", "base", []string{"string", "URL"}, c.Argument(1))
	}
	var dir string
	switch {
	case bare:
		found, err := l.resolver.PackageOf(given, l.pathOf(fileURL(base)))
		if err != nil {
			l.throwImport(err, given, l.pathOf(fileURL(base)))
		}
		dir = found
	default:
		path := l.pathOf(given)
		if resolve.IsRelative(given) {
			path = filepath.Join(filepath.Dir(l.pathOf(fileURL(base))), filepath.FromSlash(given))
		}
		p, err := l.resolver.Scope(l.resolver.InFolder(path))
		if err != nil {
			l.throwImport(err, given, path)
		}
		if p == nil {
			return goja.Undefined()
		}
		dir = p.Dir
	}
	return e.VM.ToValue(filepath.Join(dir, "package.json"))
}

// specifierText is a string, or a URL object's text.
func (l *Loader) specifierText(v goja.Value) (string, bool) {
	if o, ok := v.(*goja.Object); ok {
		if v = o.Get("href"); v == nil {
			return "", false
		}
	}
	return v.String(), goja.IsString(v)
}

func nodeModulePaths(filename string) []string {
	return resolve.NodeModulePaths(filepath.Dir(filename))
}
