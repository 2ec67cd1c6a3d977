package fs

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/validate"
	"gonet/netimpl/fsys"
)

// path is a checked path argument.
type path struct {
	given string // for errors and results: as the script wrote it
	real  string // for the system
}

// path checks a path argument: a string, a Buffer or a file URL.
func (f *FS) path(v goja.Value, name string) path {
	v = f.fromURL(v)
	var text string
	switch b, ok := buffer.Bytes(f.env, v); {
	case validate.IsString(v):
		text = v.String()
	case ok && buffer.IsUint8Array(v):
		text = string(b)
	default:
		errs.Throw(f.env, "ERR_INVALID_ARG_TYPE", name, []string{"string", "Buffer", "URL"}, v)
	}
	if strings.IndexByte(text, 0) >= 0 {
		errs.Throw(f.env, "ERR_INVALID_ARG_VALUE", name, v, "must be a string, Uint8Array, or URL without null bytes")
	}
	return path{text, f.process.Path(text)}
}

// fromURL returns the path of a URL object, and anything else as it is.
func (f *FS) fromURL(v goja.Value) goja.Value {
	o, ok := v.(*goja.Object)
	if !ok || buffer.IsUint8Array(o) {
		return v
	}
	truthy := func(name string) bool { p := o.Get(name); return p != nil && p.ToBoolean() }
	if !truthy("href") || !truthy("protocol") || !validate.IsUndefined(o.Get("auth")) || !validate.IsUndefined(o.Get("path")) {
		return v
	}
	return f.env.Invoke(f.env.Require("url"), "fileURLToPath", v)
}

// fd checks a descriptor.
func (f *FS) fd(v goja.Value) int { return f.fdNamed(v, "fd") }

func (f *FS) fdNamed(v goja.Value, name string) int { return validate.Int32(f.env, v, name, 0) }

// mode checks a file mode; def is for undefined and null.
func (f *FS) mode(v goja.Value, def uint32) uint32 {
	if validate.Nullish(v) {
		return def
	}
	return validate.FileMode(f.env, v, "mode")
}

// givenMode checks a file mode that must be there; null counts as undefined.
func (f *FS) givenMode(v goja.Value) uint32 {
	if goja.IsNull(v) {
		v = goja.Undefined()
	}
	return validate.FileMode(f.env, v, "mode")
}

// options are an argument that is an encoding or an object.
type options struct {
	object   *goja.Object // nil if there is none
	encoding goja.Value   // undefined if there is none
}

// options checks such an argument; a function counts as none.
func (f *FS) options(v goja.Value, encoding string) options {
	o := options{encoding: goja.Undefined()}
	if encoding != "" {
		o.encoding = f.env.VM.ToValue(encoding)
	}
	switch object, ok := v.(*goja.Object); {
	case validate.Nullish(v) || env.IsFunction(v):
		return o
	case validate.IsString(v):
		o.encoding = v
	case ok:
		o.object = object
		if e := object.Get("encoding"); e != nil {
			o.encoding = e
		}
		if s := object.Get("signal"); !validate.IsUndefined(s) {
			validate.AbortSignal(f.env, s, "options.signal")
		}
	default:
		errs.Throw(f.env, "ERR_INVALID_ARG_TYPE", "options", []string{"string", "Object"}, v)
	}
	f.checkEncoding(o.encoding)
	return o
}

// get returns an option, undefined if it is not there.
func (o options) get(name string) goja.Value {
	if o.object != nil {
		if v := o.object.Get(name); v != nil {
			return v
		}
	}
	return goja.Undefined()
}

func (f *FS) checkEncoding(v goja.Value) {
	if !v.ToBoolean() || validate.IsString(v) && v.String() == "buffer" {
		return
	}
	if validate.IsString(v) {
		if _, ok := buffer.ParseEncoding(v.String()); ok {
			return
		}
	}
	errs.Throw(f.env, "ERR_INVALID_ARG_VALUE", "encoding", v, "is invalid encoding")
}

// isBuffer reports whether results are to be Buffers, and which encoding they
// are to have otherwise.
func (o options) isBuffer() (bool, buffer.Encoding) {
	if !o.encoding.ToBoolean() {
		return false, buffer.UTF8
	}
	if o.encoding.String() == "buffer" {
		return true, 0
	}
	enc, _ := buffer.ParseEncoding(o.encoding.String())
	return false, enc
}

// name returns a file's name as the options want it.
func (f *FS) name(name string, o options) goja.Value {
	asBuffer, enc := o.isBuffer()
	if asBuffer {
		return buffer.New(f.env, []byte(name))
	}
	return buffer.Decode(f.env, []byte(name), enc)
}

// seconds checks a time: a Date, or seconds since 1970 as a number or text.
func (f *FS) seconds(v goja.Value, name string) fsys.Time {
	if validate.IsString(v) && !math.IsNaN(v.ToFloat()) {
		return timeOf(v.ToFloat())
	}
	if goja.IsNumber(v) && !math.IsInf(v.ToFloat(), 0) && !math.IsNaN(v.ToFloat()) {
		if s := v.ToFloat(); s >= 0 {
			return timeOf(s)
		}
		return timeOf(float64(time.Now().UnixMilli()) / 1000)
	}
	if o, ok := v.(*goja.Object); ok && o.ClassName() == "Date" {
		return timeOf(f.env.Invoke(o, "getTime").ToFloat() / 1000)
	}
	errs.Throw(f.env, "ERR_INVALID_ARG_TYPE", name, []string{"Date", "Time in seconds"}, v)
	return fsys.Time{}
}

func timeOf(seconds float64) fsys.Time {
	whole := math.Floor(seconds)
	// Node passes doubles on; microseconds are what survives in them.
	micros := math.Round((seconds - whole) * 1e6)
	return fsys.Time{Sec: int64(whole), Nsec: int64(micros) * 1000}
}

// position checks a position in a file; -1 is the current one.
func (f *FS) position(v goja.Value, length int) int64 {
	if validate.Nullish(v) {
		return -1
	}
	if goja.IsNumber(v) {
		return validate.Integer(f.env, v, "position", -1, maxSafeInteger)
	}
	if goja.IsBigInt(v) {
		n, limit := v.Export().(*big.Int), int64(math.MaxInt64-length)
		if !n.IsInt64() || n.Int64() < -1 || n.Int64() > limit {
			errs.Throw(f.env, "ERR_OUT_OF_RANGE", "position", ">= -1 && <= "+strconv.FormatInt(limit, 10), v)
		}
		return n.Int64()
	}
	errs.Throw(f.env, "ERR_INVALID_ARG_TYPE", "position", []string{"integer", "bigint"}, v)
	return 0
}

const maxSafeInteger = 1<<53 - 1

// view checks a Buffer, TypedArray or DataView and returns its bytes.
func (f *FS) view(v goja.Value, name string) []byte {
	b, ok := buffer.Bytes(f.env, v)
	if !ok {
		errs.Throw(f.env, "ERR_INVALID_ARG_TYPE", name, []string{"Buffer", "TypedArray", "DataView"}, v)
	}
	return b
}

// views checks an array of them.
func (f *FS) views(v goja.Value) [][]byte {
	if !validate.IsArray(v) {
		errs.Throw(f.env, "ERR_INVALID_ARG_TYPE", "buffers", []string{"ArrayBufferView[]"}, v)
	}
	var list [][]byte
	f.env.VM.ForOf(v, func(item goja.Value) bool {
		b, ok := buffer.Bytes(f.env, item)
		if !ok {
			errs.Throw(f.env, "ERR_INVALID_ARG_TYPE", "buffers", []string{"ArrayBufferView[]"}, v)
		}
		list = append(list, b)
		return true
	})
	return list
}

// number returns the value of a number or BigInt.
func number(v goja.Value) float64 {
	if n, ok := v.Export().(*big.Int); ok && goja.IsBigInt(v) {
		f, _ := new(big.Float).SetInt(n).Float64()
		return f
	}
	return v.ToFloat()
}
