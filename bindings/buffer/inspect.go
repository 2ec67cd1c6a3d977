package buffer

import (
	"encoding/hex"
	"math"
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/internal/validate"
)

// defineInspect defines how util.inspect shows a Buffer.
func (w *world) defineInspect(class *env.Class) {
	symbol := w.env.InspectCustom()
	method := class.SymbolMethod(symbol, "inspect", 2, w.inspect)
	w.proto.DefineDataPropertySymbol(symbol, method, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	w.proto.DefineDataProperty("inspect", method, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
}

func (w *world) inspect(c goja.FunctionCall) goja.Value {
	b := w.self(c)
	shown := b[:clamp(w.inspectMaxBytes, len(b))]
	var s strings.Builder
	for i := range shown {
		if i > 0 {
			s.WriteByte(' ')
		}
		s.WriteString(hex.EncodeToString(shown[i : i+1]))
	}
	if rest := float64(len(b)) - w.inspectMaxBytes; rest > 0 {
		s.WriteString(" ... " + strconv.FormatFloat(rest, 'f', -1, 64) + " more byte")
		if rest > 1 {
			s.WriteByte('s')
		}
	}
	this := c.This.(*goja.Object)
	if options, ok := c.Argument(1).(*goja.Object); ok {
		if extras := w.inspectExtras(this, options, c.Argument(2)); extras != "" {
			if len(b) > 0 {
				s.WriteString(", ")
			}
			s.WriteString(extras)
		}
	}
	return w.env.VM.ToValue("<" + w.className(this) + " " + s.String() + ">")
}

// className is the own name of o's constructor, "Buffer" if it has none.
func (w *world) className(o *goja.Object) string {
	name := "Buffer"
	w.env.VM.Try(func() {
		ctor, ok := o.Get("constructor").(*goja.Object)
		if ok && env.IsFunction(ctor) && w.hasOwn(ctor, "name") {
			name = ctor.Get("name").String()
		}
	})
	return name
}

func (w *world) hasOwn(o *goja.Object, name string) bool {
	objects := w.env.VM.Get("Object").(*goja.Object)
	return w.env.Invoke(objects, "hasOwn", o, w.env.VM.ToValue(name)).ToBoolean()
}

// inspectExtras shows o's properties besides the bytes, "" if there are none.
func (w *world) inspectExtras(o, options *goja.Object, inspect goja.Value) string {
	extras := w.env.VM.CreateObject(nil)
	objects := w.env.VM.Get("Reflect").(*goja.Object)
	keys := w.env.Invoke(objects, "ownKeys", o).(*goja.Object)
	hidden := options.Get("showHidden")
	all := hidden != nil && hidden.ToBoolean()
	count := 0
	for i := range int(keys.Get("length").ToInteger()) {
		key := keys.Get(strconv.Itoa(i))
		if isIndex(key) || !all && !w.isEnumerable(o, key) {
			continue
		}
		count++
		if symbol, ok := key.(*goja.Symbol); ok {
			extras.SetSymbol(symbol, o.GetSymbol(symbol))
		} else {
			extras.Set(key.String(), o.Get(key.String()))
		}
	}
	if count == 0 {
		return ""
	}
	show := env.CallbackOf(inspect)
	if show == nil {
		show = env.CallbackOf(w.env.Require("util").Get("inspect"))
	}
	return w.showExtras(show, extras, options)
}

func isIndex(key goja.Value) bool {
	if _, ok := key.(*goja.Symbol); ok {
		return false
	}
	_, err := strconv.ParseUint(key.String(), 10, 32)
	return err == nil
}

func (w *world) isEnumerable(o *goja.Object, key goja.Value) bool {
	method := w.env.VM.Get("Object").(*goja.Object).Get("prototype").(*goja.Object).Get("propertyIsEnumerable")
	return env.CallbackOf(method)(goja.FunctionCall{This: o, Arguments: []goja.Value{key}}).ToBoolean()
}

// showExtras inspects extras, an object without prototype, on one line, and
// takes away what stands around its properties.
func (w *world) showExtras(show env.Callback, extras, options *goja.Object) string {
	oneLine := w.env.VM.NewObject()
	for _, key := range options.Keys() {
		oneLine.Set(key, options.Get(key))
	}
	oneLine.Set("breakLength", math.Inf(1))
	oneLine.Set("compact", true)
	s := show(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{extras, oneLine}}).String()
	return strings.TrimSuffix(strings.TrimPrefix(s, "[Object: null prototype] { "), " }")
}

// inspectMaxBytesAccessor defines buffer.INSPECT_MAX_BYTES on exports.
func (w *world) inspectMaxBytesAccessor(exports *goja.Object) {
	w.env.Accessor(exports, "INSPECT_MAX_BYTES", goja.FLAG_TRUE,
		func(goja.Value) goja.Value { return w.env.VM.ToValue(w.inspectMaxBytes) },
		func(_, v goja.Value) {
			n := validate.Number(w.env, v, "INSPECT_MAX_BYTES")
			if !(n >= 0) {
				throwBelow(w.env, "INSPECT_MAX_BYTES", v)
			}
			w.inspectMaxBytes = n
		})
}
