package compile

import (
	"regexp"
	"strings"
	"sync"

	"gonet/bindings/ecma/token"
)

// What esbuild says of a text in V8's words.

type esbuildMessageRule struct {
	pattern *regexp.Regexp
	message string
}

const reservedWord, strictReservedWord = "Unexpected reserved word", "Unexpected strict mode reserved word"

// esbuildMessages are compiled when they are first needed: few programs have
// syntax errors.
var esbuildMessages = sync.OnceValue(func() (rules []esbuildMessageRule) {
	for _, rule := range [][2]string{
		{`The symbol "(.*)" has already been declared`, "Identifier '$1' has already been declared"},
		{`"await" can only be used inside an "async" function`, "await is only valid in async functions and the top level bodies of modules"},
		{`Unterminated template literal`, "Unterminated template literal"},
		{`Unterminated regular expression`, "Invalid regular expression: missing /"},
		{`(?:Unterminated string literal|Syntax error.*)`, "Invalid or unexpected token"},
		{`The constant "(.*)" must be initialized`, "Missing initializer in const declaration"},
		{`Invalid assignment target`, "Invalid left-hand side in assignment"},
		{`Top-level return cannot be used inside an ECMAScript module`, "Illegal return statement"},
		{`Multiple exports with the same name "(.*)"`, "Duplicate export of '$1'"},
		{`"(.*)" is not declared in this file`, "Export '$1' is not defined in module"},
		{`".*" is a reserved word and cannot be used in .*`, strictReservedWord},
		{`Cannot use "await" as an identifier here:|The keyword "await" cannot be used here:`, reservedWord},
		{`The keyword ".*" cannot be escaped`, "Keyword must not contain escaped characters"},
		{`Cannot use "new.target" here:`, newTargetOutside},
		{`Cannot use "let" as an identifier here:`, "let is disallowed as a lexically bound name"},
		{`Function declarations inside (?:if statements|labels) cannot be used in .*`, strictFunction},
		{`Duplicate import attribute "(.*)"`, "Import attribute has duplicate key '$1'"},
		{`Unexpected newline after "throw"`, "Illegal newline after throw"},
		{`Unicode escape sequence is out of range`, "Undefined Unicode code-point"},
		{`Legacy HTML single-line comments are not allowed in .*`, "HTML comments are not allowed in modules"},
		{`Legacy octal escape sequences cannot be used in template literals`, "Octal escape sequences are not allowed in template strings"},
		{`Legacy octal escape sequences cannot be used in .*`, "Octal escape sequences are not allowed in strict mode."},
		{`Delete of a bare identifier cannot be used in .*`, "Delete of an unqualified identifier in strict mode."},
		{`With statements cannot be used in .*`, "Strict mode code may not include a with statement"},
		{`".*" cannot be bound multiple times in the same parameter list`, "Duplicate parameter name not allowed in this context"},
		{`Cannot use "break" here:`, "Illegal break statement"},
		{`Cannot use "continue" here:`, "Illegal continue statement: no surrounding iteration statement"},
		{`There is no containing label named "(.*)"`, "Undefined label '$1'"},
		{`Duplicate label "(.*)"`, "Label '$1' has already been declared"},
		{`for-(in|of) loops must have a single declaration`, "Invalid left-hand side in for-$1 loop: Must have a single binding."},
		{`For loop initializers cannot start with "async of"`, "The left-hand side of a for-of loop may not be 'async'."},
		{`Cannot use "(.*)" with ".*" without parentheses`, "Unexpected token '$1'"},
		{`Multiple default clauses are not allowed`, "More than one default clause in switch statement"},
		{`Cannot specify the "__proto__" property more than once per object`, "Duplicate __proto__ fields are not allowed in object literals"},
		{`Getter .* must have zero arguments`, "Getter must not have any formal parameters."},
		{`Setter .* must have exactly one argument`, "Setter must have exactly one formal parameter."},
		{`Private name "(.*)" must be declared in an enclosing class`, "Private field '$1' must be declared in an enclosing class"},
		{`Classes cannot contain more than one constructor`, "A class may only have one constructor"},
		{`Class constructor cannot be a (?:getter|setter)`, "Class constructor may not be an accessor"},
		{`Class constructor cannot be a generator`, "Class constructor may not be a generator"},
		{`Class constructor cannot be an async function`, "Class constructor may not be an async method"},
		{`Invalid static method name "prototype"`, "Classes may not have a static property named 'prototype'"},
		{`Cannot access "arguments" here:`, "'arguments' is not allowed in class field initializer or static initialization block"},
	} {
		rules = append(rules, esbuildMessageRule{regexp.MustCompile("^(?:" + rule[0] + ")$"), rule[1]})
	}
	return rules
})

// esbuildMessage puts a message of esbuild, about what stands at an offset of the
// source, in V8's words.
func (f *sourceFile) esbuildMessage(offset int, text string) string {
	at, found := tokenAt(f.source, offset)
	switch {
	case f.asModule && strings.HasPrefix(text, `"await" can only be used inside`):
		return reservedWord // it is one in modules
	case text == "Invalid assignment target" && (found == "eval" || found == "arguments"):
		return strictNames
	case text == `Cannot use "yield" outside a generator function`:
		if f.asModule {
			return strictReservedWord
		}
		return unexpected(f.source, at.End)
	case text == "Cannot use a declaration in a single-statement context":
		return f.misplacedDeclaration(at, found)
	case strings.HasPrefix(text, "Legacy octal literals cannot be used in "):
		return octalLiteral(found)
	}
	for _, m := range esbuildMessages() {
		if m.pattern.MatchString(text) {
			return m.pattern.ReplaceAllString(text, m.message)
		}
	}
	switch {
	case strings.HasPrefix(text, `Expected ")" but found`) && inArguments(f.source, offset):
		return "missing ) after argument list"
	case strings.HasPrefix(text, "Expected "), strings.HasPrefix(text, "Unexpected "):
		return unexpected(f.source, offset)
	}
	return text
}

// The messages for functions where only a statement may stand; plain ones may in
// sloppy mode.
const (
	strictFunction     = "In strict mode code, functions can only be declared at top level or inside a block."
	misplacedGenerator = "Generators can only be declared at the top level or inside a block."
	misplacedAsync     = "Async functions can only be declared at the top level or inside a block."
)

// misplacedDeclaration is the message for a declaration, which begins with the
// token at, where only a statement may stand.
func (f *sourceFile) misplacedDeclaration(at token.Token, word string) string {
	switch word {
	case "function":
		if _, next := tokenAt(f.source, at.End); next == "*" && !f.asModule {
			return misplacedGenerator
		}
		return strictFunction
	case "async":
		return misplacedAsync
	case "class":
		return "Unexpected token 'class'"
	}
	return "Lexical declaration cannot appear in a single-statement context"
}

// octalLiteral is the message for a number with a leading zero in strict mode.
func octalLiteral(number string) string {
	if strings.ContainsAny(number, "89.") {
		return "Decimals with leading zeros are not allowed in strict mode."
	}
	return "Octal literals are not allowed in strict mode."
}
