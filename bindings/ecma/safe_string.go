package ecma

import (
	"math"
	"strings"

	"github.com/dop251/goja"
)

func (r *Realm) installSafeStrings() {
	proto := r.prototypeOf("String")
	r.before(proto, "repeat", r.checkRepeat)
	r.before(proto, "padStart", r.checkPad)
	r.before(proto, "padEnd", r.checkPad)
	r.before(proto, "concat", r.checkConcat)
	r.before(proto, "replace", r.checkReplace)
	r.before(proto, "replaceAll", r.checkReplace)
	for _, name := range []string{"encodeURI", "encodeURIComponent", "escape"} {
		r.before(r.vm.GlobalObject(), name, r.checkEncode)
	}
}

// receiverLength is the length of a string that a method is called on; 0 for
// objects, whose text is not known before the method asks for it.
func receiverLength(this goja.Value) int {
	if s, ok := this.(goja.String); ok {
		return s.Length()
	}
	if o, ok := this.(*goja.Object); ok && o.ClassName() == "String" {
		return int(o.Get("length").ToInteger())
	}
	return 0
}

func (r *Realm) checkRepeat(c *goja.FunctionCall) {
	n := math.Trunc(r.number(c, 0))
	if n < 0 || math.IsInf(n, 0) {
		panic(r.rangeError("Invalid count value: " + c.Arguments[0].String()))
	}
	if n*float64(receiverLength(c.This)) > float64(maxStringLength) {
		panic(r.rangeError(invalidString))
	}
}

func (r *Realm) checkPad(c *goja.FunctionCall) {
	if n := r.number(c, 0); n > float64(maxStringLength) && n > float64(receiverLength(c.This)) {
		if s, ok := c.Argument(1).(goja.String); !ok || s.Length() > 0 {
			panic(r.rangeError(invalidString))
		}
	}
}

func (r *Realm) checkConcat(c *goja.FunctionCall) {
	n := receiverLength(c.This)
	for _, arg := range c.Arguments {
		if s, ok := arg.(goja.String); ok {
			n += s.Length()
		}
	}
	if n > maxStringLength {
		panic(r.rangeError(invalidString))
	}
}

func (r *Realm) checkEncode(c *goja.FunctionCall) {
	s, ok := c.Argument(0).(goja.String)
	if !ok || s.Length() < maxStringLength/9 {
		return
	}
	n := 0
	for _, char := range s.String() {
		if char < 0x80 {
			n += 3
		} else {
			n += 9
		}
	}
	if n > maxStringLength {
		panic(r.rangeError(invalidString))
	}
}

// checkReplace keeps the result of a replacement in bounds. Where it could
// become too long, the replacement is made a function that counts.
func (r *Realm) checkReplace(c *goja.FunctionCall) {
	length := receiverLength(c.This)
	if len(c.Arguments) < 2 || length == 0 {
		return
	}
	with, isString := c.Arguments[1].(goja.String)
	if isString && mayReach(length, with) <= maxStringLength {
		return
	}
	fn, callable := goja.AssertFunction(c.Arguments[1])
	if !isString && !callable {
		return
	}
	count := 0
	counted := r.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		var v goja.Value
		if callable {
			res, err := fn(call.This, call.Arguments...)
			if err != nil {
				panic(err)
			}
			v = r.toString(res)
		} else {
			v = r.substitution(with.String(), call.Arguments)
		}
		count += v.(goja.String).Length()
		if count > maxStringLength {
			panic(r.rangeError(invalidString))
		}
		return v
	})
	args := append([]goja.Value(nil), c.Arguments...)
	args[1] = counted
	c.Arguments = args
}

// mayReach is how long the result of replacing in a text of the given length
// can become, at most: every place is replaced, and every $ stands for it all.
func mayReach(length int, with goja.String) int {
	each := with.Length()
	if strings.Contains(with.String(), "$") {
		each *= length
	}
	return (length + 1) * (each + 1)
}

// substitution expands the $ patterns of a replacement: GetSubstitution of the
// specification. args are those of a replacement function.
func (r *Realm) substitution(with string, args []goja.Value) goja.Value {
	captures, position, text, groups := splitReplacerArguments(args)
	match := r.toString(args[0])
	var b goja.StringBuilder
	for i := 0; i < len(with); {
		if n := r.expand(&b, with[i:], match, captures, position, text, groups); n > 0 {
			i += n
			continue
		}
		next := strings.IndexByte(with[i+1:], '$') + 1
		if next == 0 {
			next = len(with) - i
		}
		b.WriteString(r.vm.ToValue(with[i : i+next]).(goja.String))
		i += next
	}
	return b.String()
}

func splitReplacerArguments(args []goja.Value) (captures []goja.Value, position int, text goja.String, groups *goja.Object) {
	n := len(args)
	if o, ok := args[n-1].(*goja.Object); ok {
		groups = o
		n--
	}
	text, _ = args[n-1].(goja.String)
	return args[1 : n-2], int(args[n-2].ToInteger()), text, groups
}

// expand writes what the pattern at the start of with stands for, and returns
// the pattern's length; 0 if there is none.
func (r *Realm) expand(b *goja.StringBuilder, with string, match goja.String, captures []goja.Value, position int, text goja.String, groups *goja.Object) int {
	if len(with) < 2 || with[0] != '$' {
		return 0
	}
	switch c := with[1]; {
	case c == '$':
		b.WriteRune('$')
		return 2
	case c == '&':
		b.WriteString(match)
		return 2
	case c == '`':
		b.WriteString(text.Substring(0, position))
		return 2
	case c == '\'':
		b.WriteString(text.Substring(min(position+match.Length(), text.Length()), text.Length()))
		return 2
	case '0' <= c && c <= '9':
		return r.expandCapture(b, with, captures)
	case c == '<' && groups != nil:
		end := strings.IndexByte(with, '>')
		if end < 0 {
			return 0
		}
		if v := groups.Get(with[2:end]); v != nil && !goja.IsUndefined(v) {
			b.WriteString(r.toString(v))
		}
		return end + 1
	}
	return 0
}

func (r *Realm) expandCapture(b *goja.StringBuilder, with string, captures []goja.Value) int {
	n, length := int(with[1]-'0'), 2
	if len(with) > 2 && '0' <= with[2] && with[2] <= '9' {
		if two := n*10 + int(with[2]-'0'); two >= 1 && two <= len(captures) {
			n, length = two, 3
		}
	}
	if n < 1 || n > len(captures) {
		return 0
	}
	if v := captures[n-1]; !goja.IsUndefined(v) {
		b.WriteString(r.toString(v))
	}
	return length
}
