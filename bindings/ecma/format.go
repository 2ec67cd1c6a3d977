package ecma

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// format makes the stack of o: what Error.prepareStackTrace returns, or V8's
// text.
func (r *Realm) format(o *goja.Object, frames []goja.StackFrame) goja.Value {
	if call, ok := r.ownPrepare(); ok {
		return r.prepare(call, o, frames)
	}
	if !r.preparing {
		if v := r.mapped(r.header(o), func() goja.Value { return r.callSites(frames) }); v != nil {
			return v
		}
	}
	var b strings.Builder
	b.WriteString(r.header(o))
	for i := range frames {
		if s := frameText(&frames[i]); s != "" {
			b.WriteString("\n    at ")
			b.WriteString(s)
		}
	}
	return r.vm.ToValue(b.String())
}

// ownPrepare returns a script's Error.prepareStackTrace, if it is to be called.
func (r *Realm) ownPrepare() (goja.Callable, bool) {
	prepare := r.errors.base.Get("prepareStackTrace")
	if prepare == nil || prepare == goja.Value(r.errors.prepare) || r.preparing {
		return nil, false
	}
	return goja.AssertFunction(prepare)
}

// prepare calls a script's Error.prepareStackTrace. An error that it makes
// itself has an ordinary stack.
func (r *Realm) prepare(call goja.Callable, o *goja.Object, frames []goja.StackFrame) goja.Value {
	r.preparing = true
	defer func() { r.preparing = false }()
	v, err := call(r.errors.base, o, r.callSites(frames))
	if err != nil {
		panic(err)
	}
	return v
}

// mapped returns the stack that source maps make of its header and its call
// sites, nil if none do.
func (r *Realm) mapped(header string, sites func() goja.Value) goja.Value {
	if r.TraceMapper == nil {
		return nil
	}
	call := r.TraceMapper()
	if call == nil {
		return nil
	}
	before := r.preparing
	r.preparing = true
	defer func() { r.preparing = before }()
	v, err := call(goja.Undefined(), r.vm.ToValue(header), sites())
	if err != nil {
		panic(err)
	}
	return v
}

func (r *Realm) callSites(frames []goja.StackFrame) goja.Value {
	sites := make([]any, 0, len(frames))
	for i := range frames {
		if frameText(&frames[i]) != "" {
			sites = append(sites, r.callSite(&frames[i]))
		}
	}
	return r.vm.NewArray(sites...)
}

// header is the first line of a stack: the error as text, with the code for
// errors of Node's own (prepareStackTraceCallback in
// nodejs/node:lib/internal/errors.js).
func (r *Realm) header(o *goja.Object) string {
	text := "<error>"
	r.try(func() {
		if r.NodeError != nil && o.GetSymbol(r.NodeError) != nil {
			text = o.Get("name").String() + " [" + o.Get("code").String() + "]: " + o.Get("message").String()
			return
		}
		toString, _ := goja.AssertFunction(r.errors.toString)
		v, err := toString(o)
		if err == nil {
			text = v.String()
		}
	})
	return text
}

// frameText writes a frame as V8 does, or returns "" for code that is not the
// user's: what esbuild has added lies past the end of the text.
func frameText(f *goja.StackFrame) string {
	name := functionName(f)
	src, offset := sourceOf(f)
	if src == nil {
		if _, _, ok := hostPlace(name); ok {
			return name
		}
		return name + " (<anonymous>)"
	}
	if offset >= len(src.Source()) && offset > 0 {
		return ""
	}
	place := location(f)
	switch {
	case name == "":
		return place
	case name == "async":
		return "async " + place
	}
	return name + " (" + place + ")"
}

func location(f *goja.StackFrame) string {
	line, column := lineColumn(f)
	name := f.SrcName()
	if name == "" || name == "<eval>" {
		name = "<anonymous>"
	}
	return name + ":" + strconv.Itoa(line) + ":" + strconv.Itoa(column)
}

// lineColumn returns the line and the UTF-16 column, both from 1, of a frame.
func lineColumn(f *goja.StackFrame) (line, column int) {
	p := f.Position()
	src, offset := sourceOf(f)
	text := src.Source()
	start := offset - (p.Column - 1)
	if start < 0 || offset > len(text) {
		return p.Line, p.Column
	}
	return p.Line, utf16Length(text[start:offset]) + 1
}

func utf16Length(s string) int {
	n := len(s)
	for i := 0; i < len(s); i++ {
		if s[i] < utf8.RuneSelf {
			continue
		}
		n = 0
		for _, r := range s {
			n++
			if r >= 0x10000 {
				n++
			}
		}
		break
	}
	return n
}

// Place is a position in a source text.
type Place struct {
	File         string
	Line, Column int    // from 1, the column in UTF-16 units
	LineText     string // without the line's end
}

// PlaceOf returns where a frame is; false for native code and code that is not
// the user's.
func PlaceOf(f goja.StackFrame) (Place, bool) {
	src, offset := sourceOf(&f)
	if src == nil || offset >= len(src.Source()) || strings.HasPrefix(src.Name(), hiddenFile) {
		return Place{}, false
	}
	text := src.Source()
	start := strings.LastIndexAny(text[:offset], "\n\r") + 1
	end := strings.IndexAny(text[offset:], "\n\r")
	if end < 0 {
		end = len(text) - offset
	}
	line, column := lineColumn(&f)
	return Place{File: src.Name(), Line: line, Column: column, LineText: text[start : offset+end]}, true
}

// MadeAt returns the innermost place of a script in the trace of an error,
// whatever its stack says.
func MadeAt(o *goja.Object) (Place, bool) {
	frames := framesOf(o)
	if frames == nil {
		return Place{}, false
	}
	for _, f := range *frames {
		if at, ok := PlaceOf(f); ok && !strings.HasPrefix(at.File, "node:") {
			return at, true
		}
	}
	return Place{}, false
}
