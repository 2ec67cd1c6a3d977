package ecma

import (
	"regexp"
	"strings"
	"sync"

	"github.com/dop251/goja"
)

// translate puts a message that goja's engine is about to throw into V8's
// words. What goja's message lacks (the name of a variable, the expression that
// is no function, whether it was undefined or null) is read from the source at
// the place of the error and from the operands that the instruction had.
func (r *Realm) translate(class, message string) string {
	for _, rule := range rules[class] {
		if strings.HasPrefix(message, rule.prefix) {
			if rule.with != nil {
				return rule.with(r, message, message[len(rule.prefix):])
			}
			return rule.text
		}
	}
	return message
}

// rule translates the messages that start with prefix: to text, or by with,
// which gets the message and what follows the prefix.
type rule struct {
	prefix string
	text   string
	with   func(r *Realm, message, rest string) string
}

var rules = map[string][]rule{
	"TypeError": {
		{"Cannot read property '", "", (*Realm).cannotRead},
		{"Object has no member '", "", (*Realm).notFunction},
		{"Not a function: ", "", (*Realm).notFunction},
		{"Value is not callable: ", "", (*Realm).notCallable},
		{"Value is not a constructor", "", (*Realm).notConstructor},
		{"Value is not an object: ", "", (*Realm).notObject},
		{"Cannot convert undefined or null to object", "", (*Realm).cannotSet},
		{"Value is not object coercible", "", (*Realm).notCoercible},
		{"object is not iterable", "", (*Realm).notIterable},
		{"Class constructor cannot be invoked without 'new'", "", (*Realm).classWithoutNew},
		{"Class extends value is not a constructor or null", "", (*Realm).cannotExtend},
		{"Cannot assign to read only property '", "", (*Realm).readOnly},
		{"Cannot delete property '", "", (*Realm).cannotDelete},
		{"Expecting a function in instanceof check", "Right-hand side of 'instanceof' is not callable", nil},
		{"Could not convert ", "Cannot convert object to primitive value", nil},
		{"No initial value", "Reduce of empty array with no initial value", nil},
		{"Cyclic __proto__ value", "Cyclic __proto__ value", nil},
		{"Super constructor is not a constructor", "Super constructor null of anonymous class", nil},
	},
	"ReferenceError": {
		{"Cannot access a variable before initialization", "", (*Realm).notInitialised},
		{"Must call super constructor in derived class before", "Must call super constructor in derived class before accessing 'this' or returning from derived constructor", nil},
	},
	"URIError": {
		{"Malformed URI", "URI malformed", nil},
	},
	"RangeError": {
		{"toFixed() precision must", "toFixed() digits argument must be between 0 and 100", nil},
		{"Buffer size is too large", "Array buffer allocation failed", nil},
		{"exponent must be positive", "Exponent must be positive", nil},
		{"Invalid buffer size", "Array buffer allocation failed", nil},
	},
	"SyntaxError": {
		{"", "", (*Realm).syntax},
	},
}

func (r *Realm) cannotRead(message, rest string) string {
	i := strings.LastIndex(rest, "' of undefined")
	if i < 0 {
		return message
	}
	name := rest[:i]
	first, second := r.machine.operand(0), r.machine.operand(1)
	if name == nullish(first) && nullish(second) != "" {
		first = second // it is the key of first[second]
	}
	value := nullish(first)
	if value == "" {
		value = nullish(second)
	}
	if value == "" {
		value = "undefined"
	}
	return "Cannot read properties of " + value + " (reading '" + name + "')"
}

// nullish returns "undefined" or "null" for those values, "" for others.
func nullish(v goja.Value) string {
	switch {
	case v == nil:
		return ""
	case goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "null"
	}
	return ""
}

func (r *Realm) notFunction(message, _ string) string {
	if s, ok := r.site(); ok {
		return s.callee() + " is not a function"
	}
	return message
}

func (r *Realm) notCallable(_, rest string) string {
	return valueText(rest) + " is not a function"
}

var numeric = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^-?(\d+(\.\d+)?(e[+-]?\d+)?|Infinity|NaN)$`)
})

// valueText is how V8 writes a value in a message, as far as its text tells.
func valueText(text string) string {
	switch {
	case numeric().MatchString(text):
		return "number " + text
	case text == "true" || text == "false":
		return "boolean " + text
	case text == "undefined":
		return text
	case text == "null":
		return "object null"
	case strings.HasPrefix(text, "[object "):
		return "#<" + strings.TrimSuffix(text[len("[object "):], "]") + ">"
	}
	return text
}

func (r *Realm) notConstructor(message, _ string) string {
	if s, ok := r.site(); ok {
		if text, ok := s.constructed(); ok {
			return text + " is not a constructor"
		}
	}
	return message
}

// notObject serves `1()`, `new 1()` and `'a' in 1`, for which goja says the
// same.
func (r *Realm) notObject(message, _ string) string {
	if s, ok := r.site(); ok {
		if text, ok := s.constructed(); ok {
			return text + " is not a constructor"
		}
		if s.calls() {
			return s.callee() + " is not a function"
		}
	}
	return message
}

func (r *Realm) cannotSet(message, _ string) string {
	s, ok := r.site()
	if !ok {
		return message
	}
	for _, n := range []int{1, 2, 0} {
		value := nullish(r.machine.operand(n))
		if value == "" {
			continue
		}
		if name := s.property(); name != "" {
			return "Cannot set properties of " + value + " (setting '" + name + "')"
		}
		if key := r.machine.operand(1); n == 2 && key != nil {
			return "Cannot set properties of " + value + " (setting '" + key.String() + "')"
		}
		return value + " is not iterable"
	}
	return message
}

func (r *Realm) notCoercible(message, _ string) string {
	if _, ok := r.site(); !ok {
		return message
	}
	value := nullish(r.machine.operand(0))
	if value == "" {
		value = "undefined"
	}
	return "Cannot destructure '" + value + "' as it is " + value + "."
}

func (r *Realm) notIterable(message, _ string) string {
	v := r.machine.operand(0)
	if _, ok := r.site(); ok && nullish(v) != "" {
		return nullish(v) + " is not iterable"
	}
	if v == nil || v.ExportType() == nil {
		return "object is not iterable (cannot read property Symbol(Symbol.iterator))"
	}
	if _, isObject := v.(*goja.Object); isObject {
		return "object is not iterable (cannot read property Symbol(Symbol.iterator))"
	}
	return valueText(v.String()) + " is not iterable (cannot read property Symbol(Symbol.iterator))"
}

func (r *Realm) classWithoutNew(message, _ string) string {
	s, ok := r.site()
	if !ok {
		return message
	}
	name := s.callee()
	name = name[strings.LastIndexByte(name, '.')+1:]
	return "Class constructor " + name + " cannot be invoked without 'new'"
}

func (r *Realm) cannotExtend(message, _ string) string {
	v := r.machine.operand(0)
	if v == nil {
		return message
	}
	text := ""
	r.try(func() { text = v.String() })
	return "Class extends value " + valueTextOf(v, text) + " is not a constructor or null"
}

func valueTextOf(v goja.Value, text string) string {
	if _, ok := v.(*goja.Object); ok {
		return valueText(text)
	}
	return text
}

func (r *Realm) readOnly(message, rest string) string {
	name := strings.TrimSuffix(rest, "'")
	for _, n := range []int{1, 2} {
		if o, ok := r.machine.operand(n).(*goja.Object); ok {
			return "Cannot assign to read only property '" + name + "' of object '" + r.objectText(o) + "'"
		}
	}
	return message
}

// objectText is how V8 writes an object in a message.
func (r *Realm) objectText(o *goja.Object) string {
	if o.ClassName() == "Array" {
		return "[object Array]"
	}
	name := r.typeName(o)
	if name == "" {
		name = "Object"
	}
	return "#<" + name + ">"
}

func (r *Realm) cannotDelete(message, rest string) string {
	name, object, ok := strings.Cut(rest, "' of ")
	if !ok {
		return message
	}
	return "Cannot delete property '" + name + "' of " + valueText(object)
}

func (r *Realm) notInitialised(message, _ string) string {
	if s, ok := r.site(); ok {
		if name := s.name(); name != "" {
			return "Cannot access '" + name + "' before initialization"
		}
	}
	return message
}

var (
	parserPlace = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:SyntaxError: )?.*?: Line \d+:\d+ (.*?)(?: \(and \d+ more errors?\))?$`)
	})
	compilerPlace = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^SyntaxError: (.*?)(?: at \S*:?\d+:\d+)?$`)
	})
)

// syntax takes goja's notes of the place out of the message of a syntax error.
func (r *Realm) syntax(message, _ string) string {
	if m := parserPlace().FindStringSubmatch(message); m != nil {
		message = m[1]
	} else if m := compilerPlace().FindStringSubmatch(message); m != nil {
		message = m[1]
	}
	if message == "Unexpected token ILLEGAL" {
		return "Invalid or unexpected token"
	}
	if token, ok := strings.CutPrefix(message, "Unexpected token "); ok && !strings.HasPrefix(token, "'") {
		return "Unexpected token '" + token + "'"
	}
	return message
}
