package inspect

import (
	"math"
	"strings"

	"github.com/dop251/goja"
)

// Format is util.formatWithOptions: the first argument's placeholders replaced,
// the other arguments after it. opts are for what is inspected; the result is
// WTF-8, see UTF8.
func (in *Inspector) Format(args []goja.Value, opts Options) string {
	if len(args) == 0 {
		return ""
	}
	first, ok := args[0].(goja.String)
	if !ok {
		return in.joinRest("", args, opts)
	}
	text := textOf(first)
	if len(args) == 1 {
		return text
	}
	var b strings.Builder
	rest := args[1:]
	done, replaced := 0, false
	for i := 0; i+1 < len(text); i++ {
		if text[i] != '%' {
			continue
		}
		i++
		if text[i] == '%' {
			b.WriteString(text[done:i])
			done, replaced = i+1, true
			continue
		}
		if len(rest) == 0 || !strings.ContainsRune("sdifjoOc", rune(text[i])) {
			continue
		}
		b.WriteString(text[done : i-1])
		b.WriteString(in.placeholder(text[i], rest[0], opts))
		rest = rest[1:]
		done, replaced = i+1, true
	}
	if !replaced {
		return in.joinRest(text+" ", rest, opts)
	}
	b.WriteString(text[done:])
	if len(rest) == 0 {
		return b.String()
	}
	b.WriteByte(' ')
	return in.joinRest(b.String(), rest, opts)
}

func (in *Inspector) joinRest(text string, args []goja.Value, opts Options) string {
	if len(args) == 1 && text == "" {
		return in.plainOrInspected(args[0], opts)
	}
	var b strings.Builder
	b.WriteString(text)
	for i, arg := range args {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(in.plainOrInspected(arg, opts))
	}
	return b.String()
}

func (in *Inspector) plainOrInspected(v goja.Value, opts Options) string {
	if s, ok := v.(goja.String); ok {
		return textOf(s)
	}
	if !isObject(v) && v != nil && !opts.Colors && !opts.NumericSeparator && opts.stylize == nil {
		switch {
		case goja.IsBigInt(v):
			return v.String() + "n"
		case goja.IsNumber(v):
			return numberText(v, false)
		case isBool(v):
			return v.String()
		}
	}
	return in.Inspect(v, opts)
}

func (in *Inspector) placeholder(verb byte, v goja.Value, opts Options) string {
	switch verb {
	case 's':
		return in.formatText(v, opts)
	case 'd':
		return in.formatNumeric(v, opts, func(v goja.Value) goja.Value { return v.ToNumber() })
	case 'i':
		return in.formatNumeric(v, opts, in.parseInt)
	case 'f':
		if goja.IsBigInt(v) {
			v = in.vm.ToValue(v.String()) // has no case of its own, unlike %d and %i
		}
		return in.formatNumeric(v, opts, func(v goja.Value) goja.Value {
			return in.call(in.natives.parseFloat, goja.Undefined(), v)
		})
	case 'j':
		return in.formatJSON(v)
	case 'o':
		opts.set(optShowHidden, in.vm.ToValue(true))
		opts.set(optShowProxy, in.vm.ToValue(true))
		opts.set(optDepth, in.vm.ToValue(4))
		return in.Inspect(v, opts)
	case 'O':
		return in.Inspect(v, opts)
	}
	return "" // %c takes its argument and shows nothing
}

// formatText is %s: String(v), but inspect for objects that have no conversion
// to strings of their own.
func (in *Inspector) formatText(v goja.Value, opts Options) string {
	switch o, isObject := v.(*goja.Object); {
	case isObject && !in.callable(o) && in.hasBuiltinToString(o):
		opts.set(optCompact, in.vm.ToValue(3))
		opts.set(optColors, in.vm.ToValue(false))
		opts.set(optDepth, in.vm.ToValue(0))
		return in.Inspect(v, opts)
	case isObject:
		return stringOf(v)
	case goja.IsBigInt(v):
		return bigIntText(v, opts.NumericSeparator)
	case v != nil && goja.IsNumber(v):
		return numberText(v, opts.NumericSeparator)
	}
	return stringOf(v)
}

func (in *Inspector) formatNumeric(v goja.Value, opts Options, convert func(goja.Value) goja.Value) string {
	if v == nil {
		v = goja.Undefined()
	}
	if _, ok := v.(*goja.Symbol); ok {
		return "NaN"
	}
	if goja.IsBigInt(v) {
		return bigIntText(v, opts.NumericSeparator)
	}
	return numberText(convert(v), opts.NumericSeparator)
}

// parseInt is JavaScript's; goja's loses the sign of -0.
func (in *Inspector) parseInt(v goja.Value) goja.Value {
	text := in.vm.ToValue(stringOf(v))
	n := in.call(in.natives.parseInt, goja.Undefined(), text)
	if n.ToFloat() == 0 && strings.HasPrefix(strings.TrimSpace(text.String()), "-") {
		return in.vm.ToValue(math.Copysign(0, -1))
	}
	return n
}

// formatJSON is %j.
func (in *Inspector) formatJSON(v goja.Value) string {
	stringify := native(in.vm.Get("JSON").(*goja.Object), "stringify")
	var text goja.Value
	ex := in.vm.Try(func() { text = in.call(stringify, goja.Undefined(), v) })
	if ex == nil {
		return stringOf(text)
	}
	if in.isCircularError(stringify, ex) {
		return "[Circular]"
	}
	panic(ex)
}

// isCircularError compares with what stringify says of an object that contains
// itself.
func (in *Inspector) isCircularError(stringify nativeFunc, ex *goja.Exception) bool {
	probe := in.vm.NewObject()
	if err := probe.Set("self", probe); err != nil {
		return false
	}
	known := in.vm.Try(func() { in.call(stringify, goja.Undefined(), probe) })
	return known != nil && firstErrorLine(known) == firstErrorLine(ex)
}

func firstErrorLine(ex *goja.Exception) string {
	o, ok := ex.Value().(*goja.Object)
	if !ok {
		return ""
	}
	line, _, _ := strings.Cut(stringOf(o.Get("message")), "\n")
	return stringOf(o.Get("name")) + ": " + line
}

// hasBuiltinToString reports whether String(o) would tell nothing that a script
// has decided: neither o nor a class of the script's defines a conversion.
func (in *Inspector) hasBuiltinToString(o *goja.Object) bool {
	for in.kindOf(o) == kindProxy {
		if o = proxyOf(o).Target(); o == nil {
			return true
		}
	}
	toString, toPrimitive := stringKey("toString"), key{symbol: goja.SymToPrimitive}
	var conversions []key
	if in.isMethod(o, toString) {
		conversions = append(conversions, toString)
	}
	if in.isMethod(o, toPrimitive) {
		conversions = append(conversions, toPrimitive)
	}
	if len(conversions) == 0 {
		return true
	}
	for p := o; p != nil; p = p.Prototype() {
		for _, k := range conversions {
			if in.hasOwn(p, k) {
				return p != o && in.isBuiltinPrototype(p)
			}
		}
	}
	return true
}

func (in *Inspector) isMethod(o *goja.Object, k key) bool {
	f, ok := in.get(o, k).(*goja.Object)
	return ok && in.callable(f)
}
