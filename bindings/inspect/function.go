package inspect

import "github.com/dop251/goja"

// functionBase is "[Function: name]" or "[class X extends Y]".
func (c *context) functionBase(o *goja.Object, k kind, s *shape) string {
	if k == kindClass {
		return c.classBase(o, s)
	}
	kind := "Function"
	switch k {
	case kindGeneratorFunction:
		kind = "GeneratorFunction"
	case kindAsyncFunction:
		kind = "AsyncFunction"
	}
	base := "[" + kind
	if s.name == nil {
		base += " (null prototype)"
	}
	base += c.functionName(o) + "]"
	// goja gives async methods the prototype of ordinary functions.
	ordinary := s.name != nil && *s.name == "Function" && o.Prototype() == c.natives.functionProto
	if s.name != nil && *s.name != kind && !ordinary {
		base += " " + *s.name
	}
	if s.tag != "" && (s.name == nil || *s.name != s.tag) {
		base += " [" + s.tag + "]"
	}
	return base
}

func (c *context) functionName(o *goja.Object) string {
	name := o.Get("name")
	text, ok := name.(goja.String)
	switch {
	case !ok:
		return ": " + c.formatValue(name, levelless, false).String()
	case text.Length() == 0:
		return " (anonymous)"
	}
	return ": " + textOf(text)
}

func (c *context) classBase(o *goja.Object, s *shape) string {
	name := "(anonymous)"
	if c.hasOwn(o, stringKey("name")) {
		if v := o.Get("name"); truthy(v) {
			name = stringOf(v)
		}
	}
	base := "class " + name
	if s.name != nil && *s.name != "Function" {
		base += " [" + *s.name + "]"
	}
	if s.tag != "" && (s.name == nil || *s.name != s.tag) {
		base += " [" + s.tag + "]"
	}
	if s.name == nil {
		return "[" + base + " extends [null prototype]]"
	}
	if super := o.Prototype(); super != nil {
		if v := super.Get("name"); truthy(v) {
			base += " extends " + stringOf(v)
		}
	}
	return "[" + base + "]"
}
