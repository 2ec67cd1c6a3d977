package inspect

import (
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// minSplitLength is the length up to which a string is never broken at its line
// ends.
const minSplitLength = 16

func itoa(i int) string { return strconv.Itoa(i) }

func isBool(v goja.Value) bool {
	if _, ok := v.(*goja.Object); ok || v == nil {
		return false
	}
	t := v.ExportType()
	return t != nil && t.Kind() == reflect.Bool
}

// formatPrimitive gives the text of anything but an object or null.
func (c *context) formatPrimitive(v goja.Value, paint painter) string {
	switch v := v.(type) {
	case nil:
		return paint("undefined", "undefined")
	case goja.String:
		return c.formatString(textOf(v), paint)
	case *goja.Symbol:
		return paint(symbolText(v), "symbol")
	}
	switch {
	case goja.IsUndefined(v):
		return paint("undefined", "undefined")
	case goja.IsBigInt(v):
		return paint(bigIntText(v, c.opts.NumericSeparator), "bigint")
	case goja.IsNumber(v):
		return paint(numberText(v, c.opts.NumericSeparator), "number")
	}
	return paint(v.String(), "boolean")
}

// symbolText is Symbol.prototype.toString.
func symbolText(s *goja.Symbol) string { return "Symbol(" + s.String() + ")" }

func (c *context) formatString(s string, paint painter) string {
	length := float64(unitLen(s))
	trailer := ""
	if length > c.opts.MaxStringLength {
		limit := int(max(c.opts.MaxStringLength, 0))
		rest := int(length) - limit
		s = firstUnits(s, limit)
		length = float64(limit)
		trailer = "... " + itoa(rest) + " more character" + plural(rest)
	}
	if c.opts.Compact != CompactAll && length > minSplitLength &&
		length > c.opts.BreakLength-float64(c.indent)-4 && strings.Contains(s, "\n") {
		lines := strings.SplitAfter(s, "\n")
		if lines[len(lines)-1] == "" {
			lines = lines[:len(lines)-1]
		}
		for i, line := range lines {
			lines[i] = paint(quote(line), "string")
		}
		return strings.Join(lines, " +\n"+strings.Repeat(" ", c.indent+2)) + trailer
	}
	return paint(quote(s), "string") + trailer
}

func plural(n int) string {
	if n > 1 {
		return "s"
	}
	return ""
}

// numberText is a number as inspect shows it: -0 keeps its sign.
func numberText(v goja.Value, separators bool) string {
	n := v.ToFloat()
	if n == 0 && math.Signbit(n) {
		return "-0"
	}
	text := v.String()
	if !separators {
		return text
	}
	return separateNumber(text)
}

// separateNumber puts underscores into a number written without an exponent.
func separateNumber(text string) string {
	if strings.ContainsAny(text, "eIN") { // exponent, Infinity, NaN
		return text
	}
	whole, fraction, hasFraction := strings.Cut(text, ".")
	if !hasFraction {
		return separateWhole(whole)
	}
	return separateWhole(whole) + "." + separateFraction(fraction)
}

func bigIntText(v goja.Value, separators bool) string {
	text := v.String()
	if separators {
		text = separateWhole(text)
	}
	return text + "n"
}

// separateWhole puts an underscore before every three digits from the end.
func separateWhole(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "_" + digits[i:]
	}
	return sign + digits
}

// separateFraction puts an underscore after every three digits but the last.
func separateFraction(digits string) string {
	var b strings.Builder
	for len(digits) > 3 {
		b.WriteString(digits[:3] + "_")
		digits = digits[3:]
	}
	return b.String() + digits
}
