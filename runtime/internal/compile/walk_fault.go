package compile

import (
	"strings"

	"github.com/dop251/goja/ast"
	"github.com/dop251/goja/file"
)

// fault is an error that the walk has found: what goja lets pass.
type fault struct {
	at      file.Idx // in the source
	message string
}

// fail notes a fault, unless there is one before.
func (w *walker) fail(at file.Idx, message string) {
	if w.fault == nil {
		w.fault = &fault{at, message}
	}
}

// checkReturn looks at a return that no function encloses: goja sees the one that
// the text has become.
func (w *walker) checkReturn(s *ast.ReturnStatement) {
	if w.names != nil && w.functions == 0 {
		w.fail(s.Return, "Illegal return statement")
	}
}

const newTargetOutside = "new.target expression is not allowed here"

// checkNewTarget does that for new.target.
func (w *walker) checkNewTarget(e *ast.MetaProperty) {
	if w.names != nil && w.ownThis == 0 {
		w.fail(e.Meta.Idx, newTargetOutside)
	}
}

const strictNames = "Unexpected eval or arguments in strict mode"

// checkAssigned looks at a name that is assigned to.
func (w *walker) checkAssigned(id *ast.Identifier) {
	if w.strict && (id.Name == "eval" || id.Name == "arguments") {
		w.fail(w.move(id.Idx), strictNames)
	}
}

// checkString looks at a string as it is written.
func (w *walker) checkString(e *ast.StringLiteral) {
	if !w.strict || w.lowered {
		return
	}
	at := octalEscape(e.Literal)
	if at < 0 {
		return
	}
	message := "Octal escape sequences are not allowed in strict mode."
	if e.Literal[at+1] >= '8' {
		message = `\8 and \9 are not allowed in strict mode.`
	}
	w.fail(e.Idx+file.Idx(at), message)
}

// octalEscape returns where a literal has an escape that strict mode refuses, or
// -1.
func octalEscape(literal string) int {
	digit := func(i int) bool { return i < len(literal) && '0' <= literal[i] && literal[i] <= '9' }
	for i := strings.IndexByte(literal, '\\'); i >= 0 && i < len(literal); i++ {
		if literal[i] != '\\' {
			continue
		}
		i++
		if digit(i) && (literal[i] != '0' || digit(i+1)) {
			return i - 1
		}
	}
	return -1
}

// checkFunction looks at a function that stands where strict mode allows only
// statements, and sloppy mode only plain functions.
func (w *walker) checkFunction(s ast.Statement) {
	f, ok := s.(*ast.FunctionDeclaration)
	if !ok {
		return
	}
	at := w.move(f.Function.Function)
	switch {
	case f.Function.Async:
		w.fail(at, misplacedAsync)
	case w.strict:
		w.fail(at, strictFunction)
	case f.Function.Generator:
		w.fail(at, misplacedGenerator)
	}
}
