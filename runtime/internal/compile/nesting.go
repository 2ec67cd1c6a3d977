package compile

import "gonet/bindings/ecma/token"

// NestingError is for a text that nests so deep that compiling it could
// overflow the stack. V8 throws a RangeError for such.
type NestingError struct{ File string }

func (e *NestingError) Error() string { return "RangeError: Maximum call stack size exceeded" }

func (f *sourceFile) checkNesting() error {
	if token.TooDeep(f.source) {
		return &NestingError{File: f.name}
	}
	return nil
}
