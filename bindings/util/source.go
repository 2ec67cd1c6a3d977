package util

import (
	"bufio"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf16"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// Source is "internal/errors/source": the texts of expressions, for messages.
func Source(e *env.Env) goja.Value {
	exports := e.VM.NewObject()
	exports.Set("expressionOf", e.Function("expressionOf", 1, func(c goja.FunctionCall) goja.Value {
		if text, ok := callerExpression(e, c.Argument(0)); ok {
			return e.VM.ToValue(text)
		}
		return goja.Undefined()
	}))
	return exports
}

// callerExpression returns the call of fn that is running, as its source has it:
// what of it is on the line on which it begins. There is none for code that is
// in no file.
func callerExpression(e *env.Env, fn goja.Value) (string, bool) {
	file, line, column, ok := caller(e, fn)
	if !ok {
		return "", false
	}
	text, ok := sourceLine(file, line)
	if !ok {
		return "", false
	}
	expression := expressionAt(text, byteOffset(text, column-1))
	return expression, expression != ""
}

// byteOffset is where the UTF-16 unit with the given number begins in text.
func byteOffset(text string, unit int) int {
	for i, r := range text {
		if unit <= 0 {
			return i
		}
		unit -= utf16.RuneLen(r)
	}
	return len(text)
}

var framePlace = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\(?([^()]+):(\d+):(\d+)\)?$`)
})

// caller returns where fn was called, by the stack's first frame without it.
func caller(e *env.Env, fn goja.Value) (file string, line, column int, ok bool) {
	class := e.VM.Get("Error").(*goja.Object)
	limit := class.Get("stackTraceLimit")
	if err := class.Set("stackTraceLimit", 1); err != nil {
		return "", 0, 0, false
	}
	holder := e.VM.NewObject()
	e.Invoke(class, "captureStackTrace", holder, fn)
	stack := holder.Get("stack")
	if err := class.Set("stackTraceLimit", limit); err != nil || stack == nil {
		return "", 0, 0, false
	}
	_, frame, _ := strings.Cut(stack.String(), "\n    at ")
	place := framePlace().FindStringSubmatch(frame)
	if place == nil {
		return "", 0, 0, false
	}
	line, _ = strconv.Atoi(place[2])
	column, _ = strconv.Atoi(place[3])
	return place[1], line, column, true
}

func sourceLine(file string, line int) (string, bool) {
	if address, err := url.Parse(file); err == nil && address.Scheme == "file" {
		file = address.Path
	}
	f, err := os.Open(file)
	if err != nil {
		return "", false // code from elsewhere: eval, a host module
	}
	defer f.Close()
	lines := bufio.NewReader(f)
	for {
		text, err := lines.ReadString('\n')
		line--
		if line == 0 {
			return strings.TrimRight(text, "\r\n"), text != ""
		}
		if err != nil {
			return "", false
		}
	}
}

// expressionAt returns the call in code whose name is at start, with the names
// it is reached by: `assert.ok(x)` where start is at `ok`. It ends with the call's
// closing parenthesis, or with the line.
func expressionAt(code string, start int) string {
	first, last := -1, token{}
	depth := 0
	for t := range tokens(code) {
		if t.start < start {
			switch {
			case t.text == ";":
				first = -1
				continue
			case isAccess(t.text):
				if first < 0 && last.kind == tokenName {
					first = last.start
				}
			case t.kind == tokenPunctuation:
				first = -1
			}
			last = t
			continue
		}
		switch t.text {
		case "(":
			depth++
		case ")":
			if depth--; depth == 0 {
				return code[from(first, start) : t.start+1]
			}
		case ";":
			return ""
		}
	}
	return code[from(first, start):]
}

func from(first, start int) int {
	if first >= 0 {
		return first
	}
	return start
}

func isAccess(text string) bool { return text == "." || text == "?." || text == "[" || text == "]" }
