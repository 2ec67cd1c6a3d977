package inspect

import (
	"regexp"
	"strings"
	"sync"

	"github.com/dop251/goja"
)

// tryGet reads a property, and reports false when its getter throws.
func (c *context) tryGet(o *goja.Object, name string) (v goja.Value, ok bool) {
	ex := c.vm.Try(func() { v = o.Get(name) })
	return v, ex == nil
}

// formatError writes an error as its stack trace, and decides which of its own
// properties are listed beside it.
func (c *context) formatError(o *goja.Object, s *shape) string {
	var stack string
	if ex := c.vm.Try(func() { stack = c.stackOf(o) }); ex != nil {
		return textOf(c.call(c.natives.str, o))
	}
	message, messageOK := c.tryGet(o, "message")
	name, nameOK := c.tryGet(o, "name")
	if !c.opts.ShowHidden {
		s.dropKey("stack")
		if messageOK {
			s.dropTold("message", message, stack)
		}
		if nameOK {
			s.dropTold("name", name, stack)
		}
	}
	if c.hasOwn(o, stringKey("cause")) {
		s.addKey("cause")
	}
	if errors, _ := c.tryGet(o, "errors"); c.isArray(errors) && c.hasOwn(o, stringKey("errors")) {
		s.addKey("errors")
	}
	stack = improveStack(stack, s, name)
	return indentLines(c.bracketOrFrames(o, stack, message), c.indent)
}

func (in *Inspector) isArray(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if ok && in.kindOf(o) == kindProxy {
		return in.isArray(proxyOf(o).Target())
	}
	return ok && o != nil && in.kindOf(o) == kindArray
}

func (s *shape) keyIndex(name string) int {
	for i, k := range s.keys {
		if k == stringKey(name) {
			return i
		}
	}
	return -1
}

func (s *shape) dropKey(name string) {
	if i := s.keyIndex(name); i >= 0 {
		s.keys = append(s.keys[:i:i], s.keys[i+1:]...)
	}
}

// dropTold drops a property that the stack already tells, or that is no text.
func (s *shape) dropTold(name string, v goja.Value, stack string) {
	if text, ok := v.(goja.String); !ok || strings.Contains(stack, textOf(text)) {
		s.dropKey(name)
	}
}

func (s *shape) addKey(name string) {
	if s.keyIndex(name) < 0 {
		s.keys = append(s.keys, stringKey(name))
	}
}

// stackOf is err.stack as text, or err.toString() when there is none.
func (c *context) stackOf(o *goja.Object) string {
	stack, _ := c.tryGet(o, "stack")
	if !truthy(stack) {
		return c.errorText(o)
	}
	if s, ok := stack.(goja.String); ok {
		return textOf(s)
	}
	c.seen = append(c.seen, o)
	c.indent += 4
	text := c.formatValue(stack, levelless, false).String()
	c.indent -= 4
	c.seen = c.seen[:len(c.seen)-1]
	return c.errorText(o) + "\n    " + text
}

func (c *context) errorText(o *goja.Object) string {
	return textOf(c.call(c.natives.errorToString, o))
}

var (
	stackTitle = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n {4}at)`)
	})
	bareTitle = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^([a-z_A-Z0-9-]*Error)$`)
	})
)

// improveStack puts the class of an error into its stack's first line when the
// line says only "Error", or another name. name is err.name.
func improveStack(stack string, s *shape, name goja.Value) string {
	text := "Error"
	if name != nil && !goja.IsUndefined(name) && !goja.IsNull(name) {
		js, ok := name.(goja.String)
		if !ok {
			class := strings.TrimSuffix(prefix(s.name, s.tag, "Error", ""), " ")
			shown := stringOf(name)
			return strings.Replace(stack, shown, shown+" ["+class+"]", 1)
		}
		text = textOf(js)
	}
	if s.name != nil && !(strings.HasSuffix(text, "Error") && startsAsWord(stack, text)) {
		return stack
	}
	fallback, length := "Error", len(text)
	if s.name == nil {
		found := stackTitle().FindStringSubmatch(stack)
		if found == nil {
			found = bareTitle().FindStringSubmatch(stack)
		}
		length = 0
		if found != nil && found[1] != "" {
			fallback, length = found[1], len(found[1])
		}
	}
	class := strings.TrimSuffix(prefix(s.name, s.tag, fallback, ""), " ")
	switch {
	case text == class:
		return stack
	case !strings.Contains(class, text):
		return class + " [" + text + "]" + stack[length:]
	case length == 0:
		return class + ": " + stack
	}
	return class + stack[length:]
}

func startsAsWord(stack, word string) bool {
	rest, ok := strings.CutPrefix(stack, word)
	return ok && (rest == "" || rest[0] == ':' || rest[0] == '\n')
}

// bracketOrFrames puts an error without frames into brackets, and shortens the
// frames of one that has them.
func (c *context) bracketOrFrames(o *goja.Object, stack string, message goja.Value) string {
	from := 0
	if text, ok := message.(goja.String); ok && text.Length() > 0 {
		// A message that itself contains frames is not looked at; the position 0
		// counts as not found, as in Node.
		if i := strings.Index(stack, textOf(text)); i > 0 {
			from = i + len(textOf(text))
		}
	}
	at := strings.Index(stack[from:], "\n    at")
	if at < 0 {
		return "[" + stack + "]"
	}
	at += from
	frames := c.shortenFrames(o, strings.Split(stack[at+1:], "\n"))
	if c.opts.Colors {
		c.colorFrames(frames)
	}
	return stack[:at] + "\n" + strings.Join(frames, "\n")
}

// isErrorValue is what Node calls an error: one by birth, or by prototype.
func (in *Inspector) isErrorValue(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	return ok && (in.kindOf(o) == kindError || in.instanceOf(o, in.natives.error))
}
