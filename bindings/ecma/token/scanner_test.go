package token

import (
	"strings"
	"testing"
)

// scanned writes the tokens of text, each with a letter for its kind.
func scanned(text string) string {
	var b strings.Builder
	s := NewScanner(text)
	for t := s.Next(); t.Kind != EOF; t = s.Next() {
		b.WriteByte("?NPXSTRp!"[t.Kind])
		b.WriteString(s.Text(t) + " ")
	}
	return strings.TrimSpace(b.String())
}

func TestScanner(t *testing.T) {
	for text, want := range map[string]string{
		"a.b?.c":                 "Na p. Nb p?. Nc",
		"a?.5:1":                 "Na p? X.5 p: X1",
		"x = /re[/]g/gi.test(y)": "Nx p= R/re[/]g/gi p. Ntest p( Ny p)",
		"a / b / c":              "Na p/ Nb p/ Nc",
		"return /x/":             "Nreturn R/x/",
		"a.return / 2":           "Na p. Nreturn p/ X2",
		"if (a) /x/.y":           "Nif p( Na p) R/x/ p. Ny",
		"f(a) / x / y":           "Nf p( Na p) p/ Nx p/ Ny",
		"a++ / 2":                "Na p++ p/ X2",
		"x = {} / 1":             "Nx p= p{ p} p/ X1",
		"{} /x/":                 "p{ p} R/x/",
		"`a${ {b: `c${d}`} }e`":  "T`a${ p{ Nb p: T`c${ Nd T}` p} T}e`",
		"`a${b}/` / 2":           "T`a${ Nb T}/` p/ X2",
		"'a\\'b' \"c\\\nd\"":     "S'a\\'b' S\"c\\\nd\"",
		"1e+5 0x1e+5 1_0.5n":     "X1e+5 X0x1e p+ X5 X1_0.5n",
		"a // b\n/* c */ d":      "Na Nd",
		"#!/bin/node\na":         "Na",
		"#p in o":                "P#p Nin No",
		"é\u00a0= '\u2028'":      "Né p= S'\u2028'",
		"\\u{61}b":               "N\\u{61}b",
		"a => /x/":               "Na p=> R/x/",
		"({a: /x/, b}) / 2":      "p( p{ Na p: R/x/ p, Nb p} p) p/ X2",
		"'open":                  "!'open",
	} {
		if got := scanned(text); got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestScannerDepthAndNewline(t *testing.T) {
	s := NewScanner("a(\nb)")
	var got []Token
	for t := s.Next(); t.Kind != EOF; t = s.Next() {
		got = append(got, t)
	}
	if got[2].Depth != 1 || !got[2].Newline || got[3].Depth != 1 || got[0].Depth != 0 {
		t.Fatal(got)
	}
}

func TestTooDeepAcceptsOrdinaryCode(t *testing.T) {
	for name, text := range map[string]string{
		"semicolons":    strings.Repeat("foo(bar, [1, 2]);\n", 5e4),
		"no semicolons": strings.Repeat("foo(bar)\nfunction x() {}\n", 5e4),
		"a long list":   "[" + strings.Repeat("1, ", 1e5) + "]",
		"a long string": "'" + strings.Repeat("((((", 1e5) + "'",
	} {
		if TooDeep(text) {
			t.Error(name)
		}
	}
}
