package compile

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gonet/bindings/ecma/token"
)

// CommonJSNames finds, without running it, the names that a CommonJS text
// exports, and the specifiers of modules all of whose names it passes on. It
// knows what people and compilers write:
//
//	exports.a = ...; module.exports['b'] = ...
//	module.exports = { a, b: c, ...require('x') }; module.exports = require('x')
//	Object.defineProperty(exports, 'a', { enumerable: true, get: ... })
//	__exportStar(require('x'), exports); Object.keys(_x).forEach(function (k) { ... })
//
// Names are what import statements can name. Follows cjs-module-lexer, which
// Node uses.
func CommonJSNames(source string) (names, reexports []string) {
	if !strings.Contains(source, "exports") && !strings.Contains(source, "__export") {
		return nil, nil
	}
	x := &namesScanner{required: make(map[string]string)}
	s := token.NewScanner(source)
	for t := s.Next(); t.Kind != token.EOF; t = s.Next() {
		x.tokens = append(x.tokens, t)
		x.texts = append(x.texts, s.Text(t))
	}
	for i := range x.tokens {
		x.at(i)
	}
	return x.names, x.reexports
}

type namesScanner struct {
	tokens           []token.Token
	texts            []string
	names, reexports []string
	required         map[string]string // variables that hold a required module
}

// text is the i-th token, "" past the end.
func (x *namesScanner) text(i int) string {
	if i < 0 || i >= len(x.texts) {
		return ""
	}
	return x.texts[i]
}

// follow returns the index after the given tokens, which must stand at i;
// negative if they do not.
func (x *namesScanner) follow(i int, texts ...string) int {
	for _, text := range texts {
		if i < 0 || x.text(i) != text {
			return -1
		}
		i++
	}
	return i
}

func (x *namesScanner) kind(i int) token.Kind {
	if i < 0 || i >= len(x.tokens) {
		return token.EOF
	}
	return x.tokens[i].Kind
}

// str is the value of the string at i, if there is one.
func (x *namesScanner) str(i int) (string, bool) {
	if x.kind(i) != token.String {
		return "", false
	}
	return literalValue(token.String, x.text(i)), true
}

func (x *namesScanner) add(name string) {
	// No import statement can name a lone surrogate.
	if !slices.Contains(x.names, name) && !strings.ContainsRune(name, utf8.RuneError) {
		x.names = append(x.names, name)
	}
}

func (x *namesScanner) addReexport(specifier string) {
	if !slices.Contains(x.reexports, specifier) {
		x.reexports = append(x.reexports, specifier)
	}
}

// at looks at the token i as the first of one of the forms.
func (x *namesScanner) at(i int) {
	if x.kind(i) != token.Name || x.text(i-1) == "." && x.text(i) != "__exportStar" {
		return
	}
	switch x.text(i) {
	case "exports":
		x.property(i + 1)
	case "module":
		if next := x.follow(i+1, ".", "exports"); next > 0 {
			x.property(next)
			if x.text(next) == "=" {
				x.assigned(next + 1)
			}
		}
	case "Object":
		x.object(i)
	case "__export", "__exportStar":
		if specifier, _, ok := x.require(x.follow(i+1, "(")); ok {
			x.addReexport(specifier)
		}
	case "var", "let", "const":
		x.declaration(i + 1)
	}
}

// property is `.name =` or `['name'] =` after exports.
func (x *namesScanner) property(i int) {
	switch {
	case x.text(i) == "." && x.kind(i+1) == token.Name && x.text(i+2) == "=":
		x.add(x.text(i + 1))
	case x.text(i) == "[" && x.text(i+2) == "]" && x.text(i+3) == "=":
		if name, ok := x.str(i + 1); ok {
			x.add(name)
		}
	}
}

// require is a call of require with a string at i; it returns the index after
// it.
func (x *namesScanner) require(i int) (specifier string, next int, ok bool) {
	if i = x.follow(i, "require", "("); i < 0 {
		return "", 0, false
	}
	specifier, ok = x.str(i)
	return specifier, i + 2, ok && x.text(i+1) == ")"
}

// assigned is what stands after `module.exports =`: names from before do not
// count for a module that passes another on.
func (x *namesScanner) assigned(i int) {
	if specifier, _, ok := x.require(i); ok {
		x.reexports = []string{specifier}
		return
	}
	if x.text(i) == "{" {
		x.literal(i + 1)
	}
}

// literal is the inside of `module.exports = {`, up to the first property that
// it does not understand.
func (x *namesScanner) literal(i int) {
	for {
		switch {
		case x.text(i) == "...":
			if specifier, next, ok := x.require(i + 1); ok {
				x.addReexport(specifier)
				i = next
			} else if x.kind(i+1) == token.Name {
				i += 2
			} else {
				return
			}
		case x.kind(i) == token.Name || x.kind(i) == token.String:
			name := x.text(i)
			if x.kind(i) == token.String {
				var ok bool
				if name, ok = x.str(i); !ok || x.text(i+1) != ":" {
					return
				}
			}
			i++
			switch x.text(i) {
			case ":":
				if x.kind(i+1) != token.Name {
					return
				}
				x.add(name)
				i += 2
			case ",", "}":
				x.add(name)
			default:
				return
			}
		default:
			return
		}
		if x.text(i) != "," {
			return
		}
		i++
	}
}

// object is `Object.defineProperty(exports, 'name', {` or the loop over
// Object.keys that passes a module's names on.
func (x *namesScanner) object(i int) {
	if next := x.follow(i+1, ".", "keys", "("); next > 0 {
		specifier, known := x.required[x.text(next)]
		after := x.follow(next+1, ")", ".", "forEach", "(", "function", "(")
		after = x.follow(after, x.text(after), ")", "{", "if", "(", x.text(after))
		for after > 0 && x.kind(after) == token.Punct { // === is two of them
			after++
		}
		if name, ok := x.str(after); known && ok && name == "default" {
			x.addReexport(specifier)
		}
		return
	}
	next := x.follow(i+1, ".", "defineProperty", "(")
	if next < 0 {
		return
	}
	if after := x.follow(next, "module", ".", "exports"); after > 0 {
		next = after
	} else if after := x.follow(next, "exports"); after > 0 {
		next = after
	} else {
		return
	}
	name, ok := x.str(next + 1)
	if !ok || x.text(next) != "," || x.follow(next+2, ",", "{") < 0 {
		return
	}
	next += 4
	if after := x.follow(next, "enumerable", ":", "true", ","); after > 0 {
		next = after
	} else if after := x.follow(next, "enumerable", ":", "!", "0", ","); after > 0 {
		next = after
	}
	if x.text(next) == "value" && x.text(next+1) == ":" || x.getter(next) {
		x.add(name)
	}
}

// getter is a getter that does nothing but return a name or a property.
func (x *namesScanner) getter(i int) bool {
	if x.text(i) != "get" {
		return false
	}
	i++
	if x.text(i) == ":" {
		if i = x.follow(i+1, "function"); i < 0 {
			return false
		}
		if x.kind(i) == token.Name {
			i++
		}
	}
	i = x.follow(i, "(", ")", "{", "return")
	if x.kind(i) != token.Name {
		return false
	}
	switch i++; x.text(i) {
	case ".":
		i += 2
	case "[":
		i += 3
	}
	if x.text(i) == ";" {
		i++
	}
	return x.text(i) == "}"
}

// declaration remembers `_x = require('x')`, be it inside of a helper's call.
func (x *namesScanner) declaration(i int) {
	if x.kind(i) != token.Name || x.text(i+1) != "=" {
		return
	}
	value := i + 2
	if x.kind(value) == token.Name && x.text(value+1) == "(" && x.text(value) != "require" {
		value += 2
	}
	if specifier, _, ok := x.require(value); ok {
		x.required[x.text(i)] = specifier
	}
}
