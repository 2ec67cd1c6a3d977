package util

import "testing"

func TestExpressionAt(t *testing.T) {
	for _, c := range []struct {
		code  string
		start int
		want  string
	}{
		{"assert.ok(0 == 1)", 7, "assert.ok(0 == 1)"},
		{"  assert(x); y()", 2, "assert(x)"},
		{"a(); assert.ok(f(')'), /)/, `)`) // )", 12, "assert.ok(f(')'), /)/, `)`)"},
		{"assert['ok'](value)", 12, "assert['ok'](value)"},
		{"assert?.ok(value)", 8, "assert?.ok(value)"},
		{"(0, assert.ok)(value)", 14, "(value)"},
		{"assert(", 0, "assert("},
		{"assert.ok(a,", 7, "assert.ok(a,"},
		{"x = assert.ok(typeof 123 === 'string');", 11, "assert.ok(typeof 123 === 'string')"},
		{"(assert.ok(false), assert.ok(true))", 8, "assert.ok(false)"},
		{"assert.ok(é ? a / b : c / d)", 7, "assert.ok(é ? a / b : c / d)"},
	} {
		if got := expressionAt(c.code, c.start); got != c.want {
			t.Errorf("%s at %d: got %q, want %q", c.code, c.start, got, c.want)
		}
	}
}
