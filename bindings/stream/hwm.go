package stream

import (
	"math"
	"runtime"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
)

// defaultByteHWM is the default high-water mark in bytes.
var defaultByteHWM = func() int {
	if runtime.GOOS == "windows" {
		return 16 << 10
	}
	return 64 << 10
}()

func (s *Streams) defaultHWM(objects bool) int {
	if objects {
		return s.objectHWM
	}
	return s.byteHWM
}

func (s *Streams) setDefaultHWM(c goja.FunctionCall) goja.Value {
	n := int(validate.Integer(s.env, c.Argument(1), "value", 0, 1<<53-1))
	if c.Argument(0).ToBoolean() {
		s.objectHWM = n
	} else {
		s.byteHWM = n
	}
	return goja.Undefined()
}

// hwmOption returns the high-water mark that options give, -1 for none. key is
// the option of this side of a duplex stream, "" for other streams.
func (s *Streams) hwmOption(options *goja.Object, key string) int {
	v := options.Get("highWaterMark")
	if validate.Nullish(v) && key != "" {
		v = options.Get(key)
	}
	if validate.Nullish(v) {
		return -1
	}
	f := v.ToFloat()
	if !goja.IsNumber(v) || f != math.Trunc(f) || f < 0 || math.IsInf(f, 0) {
		if key == "" {
			key = "highWaterMark"
		}
		errs.Throw(s.env, "ERR_INVALID_ARG_VALUE", "options."+key, v)
	}
	return int(f)
}
