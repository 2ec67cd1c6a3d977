package wasm

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/dop251/goja"
)

// traps are V8's texts for the engine's. The engine says the same of more cases
// than V8 does: where it does, the commonest case has decided.
var traps = map[string]string{
	"unreachable":                   "unreachable",
	"integer divide by zero":        "divide by zero",
	"integer overflow":              "float unrepresentable in integer range",
	"invalid conversion to integer": "float unrepresentable in integer range",
	"out of bounds memory access":   "memory access out of bounds",
	"invalid table access":          "table index is out of bounds",
	"indirect call type mismatch":   "function signature mismatch",
	"null reference":                "dereferencing a null pointer",
	"unaligned atomic":              "operation does not support unaligned accesses",
	"expected shared memory":        "atomic operations need a shared memory",
	"uncaught exception":            "an exception of WebAssembly was not caught",
}

// overflowed is what the engine says when its stack is full.
const overflowed = "stack overflow"

// trap makes the error for one of the engine's.
func (s *store) trap(err error) *goja.Object {
	text, _, _ := strings.Cut(err.Error(), "\n")
	if _, after, ok := strings.Cut(text, "wasm error: "); ok {
		text = after
	}
	if strings.HasSuffix(text, overflowed) {
		return s.rangeError("Maximum call stack size exceeded")
	}
	if known, ok := traps[text]; ok {
		text = known
	}
	return s.error("RuntimeError", text)
}

var badSegment = regexp.MustCompile(`data\[(\d+)\]: out of bounds`)

// throwStart throws what has ended the instantiation of l's instance.
func (s *store) throwStart(err error, l *linker) {
	if match := badSegment.FindStringSubmatch(err.Error()); match != nil {
		panic(s.error("RuntimeError", fmt.Sprintf("%s: data segment %s is out of bounds", l.caller, match[1])))
	}
	if strings.HasPrefix(err.Error(), "import ") {
		panic(s.error("LinkError", l.caller+": "+err.Error()))
	}
	s.throw(err)
}
