package inspect

import (
	"strings"

	"github.com/dop251/goja"
)

// wellKnownNames are the built-ins that are told by their prototypes, because a
// script may have replaced the constructor property.
var wellKnownNames = []string{
	"Array", "ArrayBuffer", "Function", "Map", "Set", "Object", "RegExp", "Date", "DataView",
	"Error", "AggregateError", "RangeError", "TypeError", "Boolean", "Number", "String",
	"Promise", "WeakMap", "WeakSet",
}

// builtinNames are the globals of Node whose name looks like a class.
var builtinNames = map[string]bool{}

func init() {
	const names = `Object Function Array Number Infinity NaN Boolean String Symbol Date Promise RegExp
		Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError JSON
		Math Intl ArrayBuffer Atomics Uint8Array Int8Array Uint16Array Int16Array Uint32Array
		Int32Array Float16Array Float32Array Float64Array Uint8ClampedArray BigUint64Array
		BigInt64Array DataView Map BigInt Set Iterator WeakMap WeakSet WeakRef Proxy Reflect
		FinalizationRegistry SharedArrayBuffer WebAssembly SuppressedError DisposableStack
		AsyncDisposableStack Temporal`
	for _, name := range strings.Fields(names) {
		builtinNames[name] = true
	}
}

// isWellKnown names o when it is a built-in prototype.
func (in *Inspector) isWellKnown(o *goja.Object) (string, bool) {
	if in.wellKnown == nil {
		in.wellKnown = make(map[*goja.Object]string)
		for _, name := range wellKnownNames {
			if ctor, ok := in.vm.Get(name).(*goja.Object); ok {
				if proto, ok := ctor.Get("prototype").(*goja.Object); ok {
					in.wellKnown[proto] = name
				}
			}
		}
		_, bytes := constructor(in.vm, "Uint8Array")
		in.wellKnown[bytes.Prototype()] = "TypedArray"
	}
	name, ok := in.wellKnown[o]
	return name, ok
}

// constructorName finds the name of what made o, or nil when o has no
// prototype. With protoProps it also collects the properties of prototypes that
// are no built-ins, for showHidden.
func (c *context) constructorName(o *goja.Object, level int, protoProps *[]rope) *string {
	if protoProps == nil && c.isPlain(o) {
		name := "Object"
		return &name
	}
	var first *goja.Object
	for p, hops := o, 0; p != nil; hops++ {
		if hops > 0 {
			if name, ok := c.isWellKnown(p); ok {
				if protoProps != nil && first != p {
					c.addPrototypeProperties(o, or(first, o), level, protoProps)
				}
				return &name
			}
		}
		if name, ok := c.namedBy(p, o); ok {
			if protoProps != nil && (first != p || !builtinNames[name]) {
				c.addPrototypeProperties(o, or(first, o), level, protoProps)
			}
			return &name
		}
		p = p.Prototype()
		if hops == 0 {
			first = p
		}
	}
	if first == nil {
		return nil
	}
	name := c.complexName(o, first, level, protoProps)
	return &name
}

// isPlain recognises most objects quickly: those straight from Object.prototype
// without a constructor of their own.
func (c *context) isPlain(o *goja.Object) bool {
	_, t := c.behind(o)
	return t.values != 0 && o.Prototype() == c.natives.objectProto &&
		!c.hasName(o, "constructor") && c.natives.objectProto.Get("constructor") == c.natives.object
}

func or(a, b *goja.Object) *goja.Object {
	if a != nil {
		return a
	}
	return b
}

// namedBy reads p.constructor.name when p has a constructor of its own and o is
// an instance of it.
func (c *context) namedBy(p, o *goja.Object) (string, bool) {
	ctor, ok := c.ownProperty(p, stringKey("constructor")).value.(*goja.Object)
	if !ok || !c.callable(ctor) {
		return "", false
	}
	name := ctor.Get("name")
	if s, ok := name.(goja.String); name == nil || ok && s.Length() == 0 || !c.instanceOf(o, ctor) {
		return "", false
	}
	return stringOf(name), true
}

// stringOf is String(v).
func stringOf(v goja.Value) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case *goja.Symbol:
		return symbolText(v)
	}
	return textOf(v.ToString())
}

func (in *Inspector) instanceOf(o, ctor *goja.Object) (is bool) {
	ex := in.vm.Try(func() { is = in.vm.InstanceOf(o, ctor) })
	return ex == nil && is
}

// complexName names an object none of whose prototypes has a constructor.
func (c *context) complexName(o, first *goja.Object, level int, protoProps *[]rope) string {
	res := c.birthName(o)
	if c.tooDeep(level) {
		return res + " <Complex prototype>"
	}
	if name := c.constructorName(first, level+1, protoProps); name != nil {
		return res + " <" + *name + ">"
	}
	opts := c.opts
	opts.CustomInspect = false
	opts.Depth = -1
	sub := newContext(c.Inspector, opts)
	sub.indent, sub.seen = c.indent, c.seen
	return res + " <" + sub.formatValue(first, 0, false).String() + ">"
}

// birthName is the class of an object by what it is, for objects whose
// prototypes do not tell.
func (c *context) birthName(o *goja.Object) string {
	if name, known := c.origin(o); known {
		return name
	}
	switch k := c.kindOf(o); k {
	case kindTypedArray:
		return c.typedArrayName(o)
	case kindFunction, kindClass:
		return "Function"
	case kindGenerator:
		return "Generator"
	default:
		if name := kindNames[k]; name != "" {
			return name
		}
	}
	return "Object"
}

var kindNames = map[kind]string{
	kindArray: "Array", kindAsyncFunction: "AsyncFunction", kindGeneratorFunction: "GeneratorFunction",
	kindMap: "Map", kindSet: "Set", kindMapIterator: "Map Iterator", kindSetIterator: "Set Iterator",
	kindWeakMap: "WeakMap", kindWeakSet: "WeakSet", kindPromise: "Promise", kindDate: "Date",
	kindRegExp: "RegExp", kindError: "Error", kindArrayBuffer: "ArrayBuffer", kindDataView: "DataView",
	kindNumber: "Number", kindString: "String", kindBoolean: "Boolean", kindSymbol: "Symbol",
	kindBigInt: "BigInt", kindArguments: "Arguments",
}

// maxPrototypes bounds the layers whose properties showHidden lists.
const maxPrototypes = 3

// addPrototypeProperties lists what o inherits from prototypes that a script
// made, beginning at from.
func (c *context) addPrototypeProperties(o, from *goja.Object, level int, output *[]rope) {
	listed := make(map[key]bool)
	for depth := range maxPrototypes {
		if depth != 0 || o == from {
			from = from.Prototype()
			if from == nil || c.isBuiltinPrototype(from) {
				return
			}
		}
		keys := c.keysFrom(c.call(c.natives.ownKeys, goja.Undefined(), from), nil)
		c.seen = append(c.seen, o)
		for _, k := range keys {
			if k == stringKey("constructor") || c.hasOwn(o, k) || listed[k] {
				continue
			}
			p := c.ownProperty(from, k)
			if f, ok := p.value.(*goja.Object); ok && c.callable(f) {
				continue
			}
			text := c.formatProperty(from, k, p, level, extrasObject, o)
			if c.opts.Colors {
				text = text.around("\x1b[2m", "\x1b[22m") // faint
			}
			*output = append(*output, text)
		}
		c.seen = c.seen[:len(c.seen)-1]
		for _, k := range keys {
			listed[k] = true
		}
	}
}

func (in *Inspector) isBuiltinPrototype(o *goja.Object) bool {
	ctor, ok := in.ownProperty(o, stringKey("constructor")).value.(*goja.Object)
	if !ok || !in.callable(ctor) {
		return false
	}
	name, ok := ctor.Get("name").(goja.String)
	return ok && builtinNames[name.String()]
}

// prefix is what precedes the braces: "Foo ", "Map(2) ", "[Object: null
// prototype] [tag] ".
func prefix(name *string, tag, fallback, size string) string {
	if name == nil {
		text := "[" + fallback + size + ": null prototype] "
		if tag != "" && fallback != tag {
			text += "[" + tag + "] "
		}
		return text
	}
	if tag == "" {
		return *name + size + " "
	}
	last := tag
	if dot := strings.LastIndex(tag, "."); dot >= 1 {
		last = tag[dot+1:]
	}
	if *name == last {
		return tag + size + " "
	}
	return *name + size + " [" + tag + "] "
}

// ctxStyle is the prefix of an object that is nothing in particular.
func (c *context) ctxStyle(o *goja.Object, name *string, tag string) string {
	fallback := ""
	if name == nil {
		fallback = c.birthName(o)
		if fallback == tag {
			fallback = "Object"
		}
	}
	return prefix(name, tag, fallback, "")
}

// tagOf is the object's Symbol.toStringTag, unless it will be listed among the
// properties anyway.
func (c *context) tagOf(o *goja.Object) string {
	var v goja.Value
	if ex := c.vm.Try(func() { v = o.GetSymbol(goja.SymToStringTag) }); ex != nil {
		return ""
	}
	tag, ok := v.(goja.String)
	if !ok || tag.Length() == 0 {
		return ""
	}
	k := key{symbol: goja.SymToStringTag}
	if c.opts.ShowHidden && c.hasOwn(o, k) || !c.opts.ShowHidden && c.isEnumerable(o, k) {
		return ""
	}
	return textOf(tag)
}
