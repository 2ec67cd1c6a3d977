package intl

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // where the system has no time zones

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

var zones sync.Map // name -> *time.Location

// zoneOffset(name, milliseconds) returns how many seconds a zone is ahead of
// UTC at a time, and whether that is daylight saving time; undefined if there
// is no such zone.
func zoneOffset(e *env.Env, c goja.FunctionCall) goja.Value {
	name := c.Argument(0).String()
	zone, ok := zones.Load(name)
	if !ok {
		loaded, err := time.LoadLocation(name)
		if err != nil {
			return goja.Undefined()
		}
		zone, _ = zones.LoadOrStore(name, loaded)
	}
	at := time.UnixMilli(c.Argument(1).ToInteger()).In(zone.(*time.Location))
	_, offset := at.Zone()
	return e.VM.ToValue([]any{offset, at.IsDST()})
}

// defaultZone() returns the name of the zone that Date uses, "" if it has none.
func defaultZone(e *env.Env, _ goja.FunctionCall) goja.Value {
	name := time.Local.String()
	if name == "Local" {
		name = systemZone()
	}
	return e.VM.ToValue(name)
}

// systemZone finds out what the system's zone is called.
func systemZone() string {
	if name, given := os.LookupEnv("TZ"); given {
		return strings.TrimPrefix(name, ":")
	}
	target, err := filepath.EvalSymlinks("/etc/localtime")
	if err != nil {
		return ""
	}
	_, name, found := strings.Cut(filepath.ToSlash(target), "zoneinfo/")
	if !found {
		return ""
	}
	return strings.TrimPrefix(strings.TrimPrefix(name, "posix/"), "right/")
}
