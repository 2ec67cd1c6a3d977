package frames

import "strings"

// own is how the names of gonet's functions begin.
const own = "gonet/"

// IsOwn reports whether name is that of a Go function of gonet's.
func IsOwn(name string) bool { return strings.HasPrefix(name, own) }

// Hidden is the home of functions that do not show: in Node they are C++, or
// check arguments and are taken out of traces.
const Hidden = "hidden"

// homes are the files of Node's in which the functions of a package, or those
// that one Go function makes, would be, where that is not the module of the
// package's name. What stands for the engine's own built-ins has none.
var homes = map[string]string{
	"bindings/asynchooks":    "node:async_hooks",
	"bindings/childprocess":  "node:child_process",
	"bindings/ecma":          "",
	"bindings/encoding":      "node:internal/encoding",
	"bindings/env":           "",
	"bindings/errs":          "node:internal/errors",
	"bindings/inspect":       "node:internal/util/inspect",
	"bindings/intl":          "",
	"bindings/messaging":     "node:internal/worker/io",
	"bindings/perf":          "node:perf_hooks",
	"bindings/process":       "node:internal/process/per_thread",
	"bindings/stringdecoder": "node:string_decoder",
	"bindings/validators":    Hidden,

	"runtime/internal/modules":                       "node:internal/modules/cjs/loader",
	"runtime/internal/modules.(*Loader).makeRequire": "node:internal/modules/helpers",
	"runtime/internal/modules.(*Loader).VM":          Hidden,
}

// isHome has the files of homes.
var isHome = func() map[string]bool {
	set := make(map[string]bool, len(homes))
	for _, file := range homes {
		set[file] = true
	}
	return set
}()

// HomeOf returns the file of Node's in which the Go function called name would
// be, or Hidden, or "" if it is one of the engine.
func HomeOf(name string) string {
	name, ok := strings.CutPrefix(name, own)
	if !ok {
		return ""
	}
	maker, _, _ := strings.Cut(name, ".func")
	if file, ok := homes[maker]; ok {
		return file
	}
	pkg := packageOf(name)
	if file, ok := homes[pkg]; ok {
		return file
	}
	if module, ok := strings.CutPrefix(pkg, "bindings/"); ok {
		return "node:" + module
	}
	return ""
}

// packageOf returns the import path in the name of a function.
func packageOf(name string) string {
	slash := strings.LastIndexByte(name, '/') + 1
	if dot := strings.IndexByte(name[slash:], '.'); dot >= 0 {
		return name[:slash+dot]
	}
	return name
}
