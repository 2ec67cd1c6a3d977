package inspect

import (
	"math"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// maxNesting bounds how deep objects are followed, so that the Go stack, whose
// overflow cannot be recovered from, holds. Node's own stack ends in the same
// region, and the texts are the same.
const maxNesting = 1500

// levelless stands for the level of values shown inside a text, such as a stack
// that is no string: however deep, they are followed, and never put on one line.
const levelless = math.MinInt32

// textBudget is the length from which the rest of an object is only sketched.
const textBudget = 1 << 27

// context is the state of one inspection.
type context struct {
	*Inspector
	opts    Options
	style   styling
	stylize nativeFunc // for styleScript

	indent       int // columns that what is being written is indented by
	currentDepth int // of the innermost object formatted last
	seen         []*goja.Object
	circular     map[*goja.Object]int // objects that refer to themselves, numbered
	budget       map[int]int          // text made so far, by indentation
}

func newContext(in *Inspector, opts Options) *context {
	c := &context{Inspector: in, opts: opts}
	switch {
	case opts.Colors:
		c.style = styleColor
	case opts.stylize == nil || opts.stylize == in.plainFn:
		c.style = stylePlain
	case opts.stylize == in.colorFn:
		c.style = styleColor
	default:
		c.style = styleScript
		c.stylize = function(opts.stylize)
	}
	return c
}

// tooDeep reports whether an object at this level is only named.
func (c *context) tooDeep(level int) bool { return float64(level) > c.opts.Depth }

// formatValue gives the text of v, which is level objects below the value that
// was asked for. inBuffer is set for what a typed array shows of itself.
func (c *context) formatValue(v goja.Value, level int, inBuffer bool) rope {
	o, ok := v.(*goja.Object)
	if !ok {
		if v != nil && goja.IsNull(v) {
			return leaf(c.paint("null", "null"))
		}
		return leaf(c.formatPrimitive(v, c.paint))
	}
	c.active++
	defer func() { c.active-- }()

	target, proxies := o, 0
	if c.kindOf(o) == kindProxy {
		if c.opts.ShowProxy {
			return c.formatProxy(o, level)
		}
		for target != nil && c.kindOf(target) == kindProxy {
			target = proxyOf(target).Target()
			proxies++
		}
		if target == nil {
			return c.wrapProxies(leaf(c.paint("<Revoked Proxy>", "special")), proxies-1)
		}
	}
	if c.opts.CustomInspect {
		if text, done := c.formatCustom(o, target, proxies, level); done {
			return text
		}
	}
	if c.isSeen(target) {
		return leaf(c.paint("[Circular *"+strconv.Itoa(c.circularIndex(target))+"]", "special"))
	}
	return c.wrapProxies(c.formatObject(target, level, inBuffer), proxies)
}

func proxyOf(o *goja.Object) goja.Proxy {
	p, _ := o.Export().(goja.Proxy)
	return p
}

func (c *context) wrapProxies(text rope, n int) rope {
	if n <= 0 {
		return text
	}
	return text.around(strings.Repeat(c.paint("Proxy(", "special"), n), strings.Repeat(c.paint(")", "special"), n))
}

func (c *context) isSeen(o *goja.Object) bool {
	for _, s := range c.seen {
		if s == o {
			return true
		}
	}
	return false
}

func (c *context) circularIndex(o *goja.Object) int {
	if i, ok := c.circular[o]; ok {
		return i
	}
	if c.circular == nil {
		c.circular = make(map[*goja.Object]int)
	}
	i := len(c.circular) + 1
	c.circular[o] = i
	return i
}

// formatCustom calls the value's own inspect method, found on the target of
// proxies but called on the value. done is false when there is none, or when it
// returned the value itself.
func (c *context) formatCustom(o, target *goja.Object, proxies, level int) (text rope, done bool) {
	method, ok := target.GetSymbol(c.custom).(*goja.Object)
	if !ok || method == c.inspectFn || !c.callable(method) || c.isOwnPrototype(target) {
		return rope{}, false
	}
	depth := c.opts.value(c.vm, optDepth)
	if !goja.IsNull(depth) {
		depth = c.vm.ToValue(depth.ToFloat() - float64(level))
	}
	foreign := proxies != 0 || !c.isPlainInstance(o)
	ret := c.call(function(method), o, depth, c.userOptions(foreign), c.inspectFunction())
	if ret == o {
		return rope{}, false
	}
	s, ok := ret.(goja.String)
	if !ok {
		return c.formatValue(ret, level, false), true
	}
	return leaf(indentLines(textOf(s), c.indent)), true
}

func (in *Inspector) callable(o *goja.Object) bool {
	k := in.kindOf(o)
	if k == kindProxy || k == kindHost {
		_, ok := goja.AssertFunction(o)
		return ok
	}
	return k.isFunction()
}

// isOwnPrototype recognises a class's prototype, whose inspect method is meant
// for instances.
func (c *context) isOwnPrototype(o *goja.Object) bool {
	desc := c.ownProperty(o, stringKey("constructor"))
	ctor, ok := desc.value.(*goja.Object)
	return ok && ctor.Get("prototype") == o
}

// isPlainInstance is o instanceof Object.
func (c *context) isPlainInstance(o *goja.Object) bool {
	for p := o.Prototype(); p != nil; p = p.Prototype() {
		if p == c.natives.objectProto {
			return true
		}
	}
	return false
}

func indentLines(text string, indent int) string {
	if indent == 0 || !strings.Contains(text, "\n") {
		return text
	}
	return strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", indent))
}

// formatProxy shows target and handler, for showProxy.
func (c *context) formatProxy(o *goja.Object, level int) rope {
	p := proxyOf(o)
	target, handler := p.Target(), p.Handler()
	if target == nil {
		return leaf(c.paint("<Revoked Proxy>", "special"))
	}
	if c.tooDeep(level) {
		return leaf(c.paint("Proxy [Array]", "special"))
	}
	level++
	c.indent += 2
	var second goja.Value = goja.Null()
	if handler != nil {
		second = handler
	}
	output := []rope{c.formatValue(target, level, false), c.formatValue(second, level, false)}
	c.indent -= 2
	return c.reduce(output, "", "Proxy [", "]", extrasArray, level, nil)
}

// shape says how an object is written: what its kind decided.
type shape struct {
	name       *string // of its constructor; nil for a null prototype
	tag        string  // Symbol.toStringTag, when it says something new
	base       string  // text before the braces, such as a date
	open       string
	close      string
	keys       []key
	extras     extras
	extraKeys  []string // accessors shown as [byteLength]: 4
	items      func(level int) []rope
	inBuffer   bool
	protoProps []rope
	done       bool // base is all there is
}

// extras tells which kinds of entries the output has.
type extras uint8

const (
	extrasObject extras = iota
	extrasElement
	extrasArray
)

func (s *shape) bare() bool { return len(s.keys) == 0 && s.protoProps == nil }

// finish ends the description with text.
func (s *shape) finish(text string) {
	s.base = text
	s.done = true
}

func (c *context) formatObject(o *goja.Object, level int, inBuffer bool) rope {
	s := c.describe(o, level, inBuffer)
	if s.done {
		return leaf(s.base)
	}
	if c.tooDeep(level) {
		return leaf(c.paint(c.sketch(o, s), "special"))
	}
	level++
	c.seen = append(c.seen, o)
	c.currentDepth = level
	if c.active > maxNesting {
		return c.interrupted(o, s)
	}
	output := c.entries(o, s, level)
	if i, ok := c.circular[o]; ok {
		c.markReference(s, i)
	}
	c.seen = c.seen[:len(c.seen)-1]
	if c.opts.Sorted {
		c.sortOutput(output, s)
	}
	text := c.reduce(output, s.base, s.open, s.close, s.extras, level, o)
	c.charge(text)
	return text
}

// sketch names an object that is not looked into: [Object], [Array].
func (c *context) sketch(o *goja.Object, s *shape) string {
	text := strings.TrimSuffix(c.ctxStyle(o, s.name, s.tag), " ")
	if s.name != nil {
		return "[" + text + "]"
	}
	return text
}

func (c *context) interrupted(o *goja.Object, s *shape) rope {
	c.seen = c.seen[:len(c.seen)-1]
	name := strings.TrimSuffix(c.ctxStyle(o, s.name, s.tag), " ")
	text := "[" + name + ": Inspection interrupted prematurely. Maximum call stack size exceeded.]"
	return leaf(c.paint(text, "special"))
}

func (c *context) entries(o *goja.Object, s *shape, level int) []rope {
	var output []rope
	if s.items != nil {
		output = s.items(level)
	} else {
		output = make([]rope, 0, len(s.extraKeys)+len(s.keys)+len(s.protoProps))
	}
	for _, name := range s.extraKeys {
		output = append(output, c.formatExtra(o, name, level, s.inBuffer))
	}
	for _, k := range s.keys {
		output = append(output, c.formatProperty(o, k, c.ownProperty(o, k), level, s.extras, o))
	}
	return append(output, s.protoProps...)
}

func (c *context) markReference(s *shape, index int) {
	ref := c.paint("<ref *"+strconv.Itoa(index)+">", "special")
	switch {
	case c.opts.Compact == CompactAll:
		s.open = ref + " " + s.open
	case s.base == "":
		s.base = ref
	default:
		s.base = ref + " " + s.base
	}
}

// charge counts the text made at this indentation. Past the budget only names
// are written: objects that refer to each other many times would otherwise make
// a text longer than a string can be.
func (c *context) charge(text rope) {
	if c.budget == nil {
		c.budget = make(map[int]int)
	}
	c.budget[c.indent] += text.units
	if c.budget[c.indent] > textBudget {
		c.opts.Depth = -1
		if c.opts.given != nil {
			c.opts.set(optDepth, c.vm.ToValue(-1))
		}
	}
}

// reduce joins entries on one line where they fit, or one to a line.
func (c *context) reduce(output []rope, base, open, close string, ex extras, level int, o *goja.Object) rope {
	if c.opts.Compact == CompactAll {
		return c.reduceCompact(output, base, open, close)
	}
	if base != "" {
		base += " "
	}
	if c.opts.Compact >= 1 {
		entries := len(output)
		if ex == extrasArray && entries > 6 {
			output = c.group(output, o)
		}
		if c.oneLine(level) && entries == len(output) {
			start := len(output) + c.indent + unitLen(open) + max(unitLen(base)-1, 0) + 10
			if c.fits(output, start, base) {
				if line := between(output, ", "); !line.lines {
					return line.around(base+open+" ", " "+close)
				}
			}
		}
	}
	newline := "\n" + strings.Repeat(" ", c.indent)
	return between(output, ","+newline+"  ").around(base+open+newline+"  ", newline+close)
}

// oneLine reports whether the nesting below level is at most Compact deep:
// currentDepth is that of the innermost object just written.
func (c *context) oneLine(level int) bool {
	if level < 0 || c.currentDepth < 0 { // levelless
		return false
	}
	return float64(c.currentDepth-level) < c.opts.Compact
}

func (c *context) reduceCompact(output []rope, base, open, close string) rope {
	if c.fits(output, 0, base) {
		if base != "" {
			base = " " + base
		}
		return between(output, ", ").around(open+base+" ", " "+close)
	}
	newline := "\n" + strings.Repeat(" ", c.indent) + "  "
	// A long opening such as "Set {" would put the first entry out of line.
	first := " "
	switch {
	case base != "":
		first = " " + base + newline
	case len(open) != 1:
		first = newline
	}
	return between(output, ","+newline).around(open+first, " "+close)
}

// fits reports whether the entries may share a line that begins with start
// columns.
func (c *context) fits(output []rope, start int, base string) bool {
	if math.IsInf(c.opts.BreakLength, 1) {
		for _, entry := range output {
			if entry.lines {
				return false
			}
		}
		return !strings.Contains(base, "\n")
	}
	total := len(output) + start
	if float64(total+len(output)) > c.opts.BreakLength {
		return false
	}
	for _, entry := range output {
		if c.opts.Colors {
			total += entry.shown
		} else {
			total += entry.units
		}
		if float64(total) > c.opts.BreakLength {
			return false
		}
	}
	return !strings.Contains(base, "\n")
}
