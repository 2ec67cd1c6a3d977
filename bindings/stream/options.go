package stream

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/events"
	"gonet/bindings/internal/raw"
	"gonet/bindings/internal/validate"
)

// sideOptions is what the options of a constructor say of one side.
type sideOptions struct {
	flags    flags // objectMode, and those of emitClose, autoDestroy that are off
	hwm      int
	encoding goja.Value // the default encoding, nil for utf8
}

// side reads the options of one side: key is "readable" or "writable", duplex
// says that there may be options for this side alone.
func (s *Streams) side(options *goja.Object, key string, duplex bool) sideOptions {
	if options == nil {
		return sideOptions{hwm: -1}
	}
	var o sideOptions
	if truthy(options, "objectMode") || duplex && truthy(options, key+"ObjectMode") {
		o.flags |= objectMode
	}
	hwmKey := ""
	if duplex {
		hwmKey = key + "HighWaterMark"
	}
	o.hwm = s.hwmOption(options, hwmKey)
	if s.isFalse(options, "emitClose") {
		o.flags |= emitClose
	}
	if s.isFalse(options, "autoDestroy") {
		o.flags |= autoDestroy
	}
	if v := options.Get("defaultEncoding"); !validate.Nullish(v) && !v.StrictEquals(encodingUTF8) {
		if _, ok := encodingFor(v); !ok {
			errs.Throw(s.env, "ERR_UNKNOWN_ENCODING", v)
		}
		o.encoding = v
	}
	return o
}

// readable makes r the readable side of st with these options.
func (o sideOptions) readable(r *Readable, st *Stream) {
	r.init(st, o.flags&objectMode, o.hwm)
	r.flags &^= o.flags & (emitClose | autoDestroy)
	if o.encoding != nil {
		r.extra().defaultEncoding = o.encoding
	}
}

// writable makes w the writable side of st with these options.
func (o sideOptions) writable(w *Writable, st *Stream) {
	w.init(st, o.flags&objectMode, o.hwm)
	w.flags &^= o.flags & (emitClose | autoDestroy)
	if o.encoding != nil {
		w.extra().defaultEncoding = o.encoding
	}
}

func truthy(o *goja.Object, name string) bool {
	v := o.Get(name)
	return v != nil && v.ToBoolean()
}

func (s *Streams) isFalse(o *goja.Object, name string) bool {
	v := o.Get(name)
	return v != nil && v.StrictEquals(s.env.False)
}

// own puts the functions among the options onto the stream: options[name] as
// _name.
func (s *Streams) own(o, options *goja.Object, names ...string) {
	for _, name := range names {
		if fn := options.Get(name); isFunction(fn) {
			o.Set("_"+name, fn)
		}
	}
}

// abortedBy has the stream destroyed when the signal among the options fires.
func (s *Streams) abortedBy(o, options *goja.Object) {
	if signal := options.Get("signal"); signal != nil && signal.ToBoolean() {
		s.env.Invoke(s.env.Require("internal/streams/add-abort-signal"), "addAbortSignal", signal, o)
	}
}

// claim returns the state and the listeners that o has already, or else makes
// state and em its own.
func (s *Streams) claim(o *goja.Object, state *env.State, em *events.Emitter) (*env.State, *events.Emitter) {
	if own := s.env.StateOf(o); own != nil && own.Object == o {
		if own.Parts[env.PartEmitter] != nil {
			return own, s.ev.Of(o)
		}
		return own, em
	}
	s.env.AttachState(o, state)
	return state, em
}

// optionsOf returns the options of a constructor, nil if there are none.
func optionsOf(v goja.Value) *goja.Object {
	o, _ := v.(*goja.Object)
	return o
}

// decodeWith has a readable side hand out text, as the option encoding says.
func (r *Readable) decodeWith(options *goja.Object) {
	v := options.Get("encoding")
	if v == nil || !v.ToBoolean() {
		return
	}
	e := r.env()
	x := r.extra()
	x.decoder = e.Construct(e.Require("string_decoder").Get("StringDecoder").(*goja.Object), v)
	x.encoding = v
	r.flags |= hasDecoder
}

// setDefaultEncoding is writable.setDefaultEncoding(encoding).
func (w *Writable) setDefaultEncoding(v goja.Value) {
	if raw.IsString(v) {
		v = w.env().Invoke(v.ToObject(w.env().VM), "toLowerCase")
	}
	if _, ok := encodingFor(v); !ok {
		errs.Throw(w.env(), "ERR_UNKNOWN_ENCODING", v)
	}
	w.extra().defaultEncoding = v
}
