package process

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"

	"github.com/dop251/goja"

	"gonet/bindings/ecma"
	"gonet/bindings/env"
	"gonet/bindings/events"
	"gonet/bindings/frames"
	"gonet/bindings/inspect"
)

// report writes what Node writes about an exception that ends the process: the
// place, the line of the source and a caret, the stack and the properties.
// enhance is false for what a handler of exceptions has thrown. As
// ReportFatalException in nodejs/node:src/node_errors.cc.
func (p *Process) report(exception goja.Value, thrown *goja.Exception, enhance bool) {
	var text strings.Builder
	o, isObject := exception.(*goja.Object)
	isError := isObject && o.ClassName() == "Error"
	switch {
	case isError:
		p.reportError(&text, o, thrown, enhance)
	default:
		if place := p.thrownAt(thrown); place != "" {
			text.WriteString("\n" + place)
		}
		if isObject {
			text.WriteString(p.show(o) + "\n")
		} else {
			text.WriteString(printable(exception) + "\n")
			p.hintTraceUncaught(&text)
		}
	}
	if _, trace := p.env.Option("trace-uncaught"); trace && thrown != nil {
		text.WriteString("Thrown at:\n")
		for _, frame := range thrown.Stack() {
			at := frame.Position()
			text.WriteString("    at " + frame.SrcName() + ":" + itoa(at.Line) + ":" + itoa(at.Column) + "\n")
		}
	}
	text.WriteString(versionLine())
	p.env.EndTurn() // what the script has written comes first
	p.writeError(text.String())
}

// printable is the text of a value that is not an object.
func printable(v goja.Value) string {
	if _, ok := v.(*goja.Symbol); ok {
		return ""
	}
	return v.String()
}

func (p *Process) hintTraceUncaught(text *strings.Builder) {
	if _, trace := p.env.Option("trace-uncaught"); !trace {
		text.WriteString("(Use `" + p.programName() + " --trace-uncaught ...` to show where the exception was thrown)\n")
	}
}

// reportError adds an Error: the line that threw it, its stack and its own
// properties.
func (p *Process) reportError(text *strings.Builder, o *goja.Object, thrown *goja.Exception, enhance bool) {
	stack := p.stackOf(o)
	place := p.placeInside(o)
	if unhandled := p.emitStack(o); unhandled != "" && enhance {
		p.quietly(func() { must(o.Set("stack", unhandled)) })
		place = unhandledPlace()
	} else if place == "" {
		place = p.placeOfError(o, stack, thrown)
	}
	if place == "" && !strings.Contains(stack, "\n    at ") {
		place = p.thrownAt(thrown)
	}
	shown := stack
	if enhance {
		shown = p.show(o)
	}
	if place != "" && !hasPlace(stack) {
		text.WriteString(place + "\n")
	}
	text.WriteString(shown + "\n")
}

// placeOfError is the place of an error with a stack: that of the original, if a
// source map knows it.
func (p *Process) placeOfError(o *goja.Object, stack string, thrown *goja.Exception) string {
	if p.config.SourceMaps != nil && p.config.SourceMaps() {
		if at, ok := ecma.MadeAt(o); ok {
			return p.originalPlace(position{at.File, at.Line, at.Column}, thrown)
		}
	}
	if at, ok := firstFrame(stack); ok {
		return p.placeOf(at, thrown)
	}
	return ""
}

// originalPlace is placeOf by a source map, if there is one.
func (p *Process) originalPlace(at position, thrown *goja.Exception) string {
	if line, ok := p.lineAt(at, thrown); ok {
		if place := p.config.Original(at.file, at.line, len(utf16.Encode([]rune(beforeCaret(line, at, thrown))))+1); place != "" {
			return place
		}
	}
	return p.placeOf(at, thrown)
}

// placeInside is the place of an error that is thrown inside of Node, with the
// line that Node shows then: of a rejection with something that is no Error, and
// of an 'error' event with that. It is "" for other errors.
func (p *Process) placeInside(o *goja.Object) (place string) {
	p.quietly(func() {
		switch code := o.Get("code"); {
		case code == nil:
		case code.String() == "ERR_UNHANDLED_REJECTION":
			place = frames.PlaceOf((*Process).rejectionError, "node:internal/process/promises") +
				"\n      new UnhandledPromiseRejection(reason);\n      ^\n"
		case code.String() == "ERR_UNHANDLED_ERROR":
			place = unhandledPlace()
		}
	})
	return place
}

// unhandledPlace is the place of an 'error' event that nobody listens for.
func unhandledPlace() string {
	return events.UnhandledPlace() + "\n    throw er; // Unhandled 'error' event\n    ^\n"
}

// hasPlace reports whether a stack begins with the place itself, as that of a
// syntax error does. The first line of another may look like one.
func hasPlace(stack string) bool {
	first, rest, ok := strings.Cut(stack, "\n")
	return ok && placeLine().MatchString(first) && !strings.HasPrefix(rest, "    at ")
}

var placeLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\S.*:\d+$`)
})

// quietly runs fn and drops what it throws: the report goes on without.
func (p *Process) quietly(fn func()) { _ = p.env.VM.Try(fn) }

func (p *Process) stackOf(o *goja.Object) (stack string) {
	p.quietly(func() {
		if v := o.Get("stack"); v != nil && goja.IsString(v) {
			stack = v.String()
		}
	})
	return stack
}

// emitStack is the stack of an error that was emitted and not listened for,
// with the place of the emit, or "".
func (p *Process) emitStack(o *goja.Object) (stack string) {
	p.quietly(func() {
		if fn := env.CallbackOf(o.GetSymbol(p.events.KEnhanceStack)); fn != nil {
			stack = fn(goja.FunctionCall{This: o}).String()
		}
	})
	return stack
}

// fatalDepth is how deep the report shows an error's properties at least.
const fatalDepth = 5

// show is util.inspect without what objects have to say for themselves.
func (p *Process) show(o *goja.Object) (text string) {
	if ex := p.env.VM.Try(func() {
		in := p.config.Inspector
		options := inspect.DefaultOptions()
		options.CustomInspect = false
		options.Depth = max(in.Options().Depth, fatalDepth)
		options.Colors = p.stderrHasColors()
		text = in.Inspect(o, options)
	}); ex != nil {
		return p.stackOf(o)
	}
	return text
}

// position is a place in a source: lines and columns count from 1.
type position struct {
	file         string
	line, column int
}

var frameLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^ {4}at (?:.*\()?(.+?):(\d+):(\d+)\)?$`)
})

// firstFrame returns the first place in a stack that is in a script.
func firstFrame(stack string) (position, bool) {
	for _, m := range frameLine().FindAllStringSubmatch(stack, -1) {
		if strings.HasPrefix(m[1], "node:") || strings.HasPrefix(m[1], "gonet:") || strings.HasPrefix(m[1], "<") {
			continue
		}
		line, _ := strconv.Atoi(m[2])
		column, _ := strconv.Atoi(m[3])
		return position{m[1], line, column}, true
	}
	return position{}, false
}

// thrownAt shows where a value that is not an error was thrown.
func (p *Process) thrownAt(thrown *goja.Exception) string {
	if thrown == nil {
		return ""
	}
	for _, frame := range thrown.Stack() {
		at := frame.Position()
		if at.Line > 0 && !strings.HasPrefix(at.Filename, "node:") && !strings.HasPrefix(at.Filename, "gonet:") {
			return p.placeOf(position{at.Filename, at.Line, at.Column}, thrown)
		}
	}
	return ""
}

// throwing matches the text before what is made in a throw statement.
var throwing = regexp.MustCompile(`(?:^|[^\w$.])(throw)\b[^;{}]*$`)

// placeOf shows a place: "file:line", the line, and a caret under the column.
// Of an Error that is thrown where it is made, V8 reports the throw; of a
// rejection, for which thrown is nil, it knows only where the Error was made.
func (p *Process) placeOf(at position, thrown *goja.Exception) string {
	line, ok := p.lineAt(at, thrown)
	if !ok {
		return at.file + ":" + itoa(at.line) + "\n"
	}
	indent := strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, beforeCaret(line, at, thrown))
	return at.file + ":" + itoa(at.line) + "\n" + line + "\n" + indent + "^\n"
}

// beforeCaret returns what of a line stands before the caret.
func beforeCaret(line string, at position, thrown *goja.Exception) string {
	before := prefix(line, at.column-1)
	if m := throwing.FindStringSubmatchIndex(before); m != nil && thrown != nil {
		return before[:m[2]]
	}
	return before
}

// prefix returns the first n UTF-16 units of a line.
func prefix(line string, n int) string {
	for i, r := range line {
		if n <= 0 {
			return line[:i]
		}
		n -= utf16.RuneLen(r)
	}
	return line
}

// lineAt returns a line of a script: from its file, or else from what has been
// compiled, of which thrown knows.
func (p *Process) lineAt(at position, thrown *goja.Exception) (string, bool) {
	source, ok := p.source(at.file)
	if lines := strings.Split(source, "\n"); ok && at.line <= len(lines) {
		return strings.TrimSuffix(lines[at.line-1], "\r"), true
	}
	if thrown == nil {
		return "", false
	}
	for _, frame := range thrown.Stack() {
		if place, ok := ecma.PlaceOf(frame); ok && place.File == at.file && place.Line == at.line {
			return place.LineText, true
		}
	}
	return "", false
}

// source returns the text of a script.
func (p *Process) source(file string) (string, bool) {
	if p.config.Source != nil {
		if text, ok := p.config.Source(file); ok {
			return text, true
		}
	}
	text, err := os.ReadFile(strings.TrimPrefix(file, "file://"))
	return string(text), err == nil
}

// Fatal ends the process because of an exception that no script may handle: it
// writes its stack and nothing else.
func (p *Process) Fatal(exception goja.Value) {
	text := "Error: " + p.plainText(exception)
	if o, ok := exception.(*goja.Object); ok {
		if stack := p.stackOf(o); stack != "" {
			text = stack
		}
	}
	p.writeError(text + "\n")
	if _, abort := p.env.Option("abort-on-uncaught-exception"); abort {
		p.abort(goja.FunctionCall{})
	}
	p.exitCall(goja.FunctionCall{Arguments: []goja.Value{p.env.VM.ToValue(exitUncaught)}})
}
