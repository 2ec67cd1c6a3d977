package ecma

import "testing"

// The texts are those of Node 26.
func TestRegExpErrors(t *testing.T) {
	for _, c := range [][2]string{
		{"new RegExp('(')", "SyntaxError: Invalid regular expression: /(/: Unterminated group"},
		{"new RegExp('[', 'u')", "SyntaxError: Invalid regular expression: /[/u: Unterminated character class"},
		{"new RegExp('*')", "SyntaxError: Invalid regular expression: /*/: Nothing to repeat"},
		{"RegExp('a**')", "SyntaxError: Invalid regular expression: /a**/: Nothing to repeat"},
		{"new RegExp('a{2,1}')", "SyntaxError: Invalid regular expression: /a{2,1}/: numbers out of order in {} quantifier"},
		{"new RegExp('[b-a]')", "SyntaxError: Invalid regular expression: /[b-a]/: Range out of order in character class"},
		{"new RegExp(')')", "SyntaxError: Invalid regular expression: /)/: Unmatched ')'"},
		{"new RegExp('\\\\')", `SyntaxError: Invalid regular expression: /\/: \ at end of pattern`},
		{"new RegExp('(?<n>a)\\\\k<m>')", `SyntaxError: Invalid regular expression: /(?<n>a)\k<m>/: Invalid named capture referenced`},
		{"new RegExp('(?<=a')", "SyntaxError: Invalid regular expression: /(?<=a/: Unterminated group"},
		{"new RegExp('a', 'gg')", "SyntaxError: Invalid flags supplied to RegExp constructor 'gg'"},
		{"new RegExp('a', 'uv')", "SyntaxError: Invalid flags supplied to RegExp constructor 'uv'"},
		{"new RegExp('[a&&b--c]', 'v')", "SyntaxError: Invalid regular expression: /[a&&b--c]/v: Invalid set operation in character class"},
		{"new RegExp('('.repeat(5e6))", ""},
		{"new RegExp('(?:'.repeat(2000) + ')'.repeat(2000))", ""},
	} {
		got := newWorld(t).eval(caught(c[0]))
		if c[1] == "" {
			if len(got) < 50 || got[:36] != "SyntaxError: Invalid regular express" {
				t.Errorf("%s: %.60s", c[0], got)
			}
		} else if got != c[1] {
			t.Errorf("%s:\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}

func TestRegExpFlags(t *testing.T) {
	check(t, [][2]string{
		{"const r = new RegExp('a(b)?', 'dg'); [r.flags, r.hasIndices, r.global, String(r)].join()", "dg,true,true,/a(b)?/dg"},
		{"const m = new RegExp('(?<y>\\\\d+)-(?<m>x)?', 'd').exec('on 2020-'); JSON.stringify([m.indices, m.indices.groups.y, m.indices.groups.m])", "[[[3,8],[3,7],null],[3,7],null]"},
		{"JSON.stringify(new RegExp('(.)b', 'du').exec('😀b').indices)", "[[0,3],[0,2]]"},
		{"JSON.stringify(new RegExp('(.)b', 'd').exec('😀b').indices)", "[[1,3],[1,2]]"},
		{"const r = new RegExp('[\\\\p{L}\\\\&]+', 'v'); [r.test('é&'), r.flags, r.unicode, r.unicodeSets].join()", "true,v,false,true"},
		{"const r = /a/g; [r.flags, r.hasIndices, r.unicodeSets, new RegExp(r).flags, new RegExp(r, 'i').flags].join()", "g,false,false,g,i"},
		{"String(RegExp.prototype.hasIndices) + RegExp.prototype.flags", "undefined"},
		{"[RegExp('a') instanceof RegExp, new RegExp().source, new RegExp(undefined).source, new RegExp('/').source, new RegExp(null).source].join()", `true,(?:),(?:),\/,null`},
		{"class R extends RegExp {} const r = new R('a', 'd'); [r instanceof R, r.hasIndices, r.exec('xa').indices[0]].join()", "true,true,1,2"},
		{"RegExp.escape('a.b*c-d e\\n/') + RegExp.escape('foo')", `\x61\.b\*c\x2dd\x20e\n\/\x66oo`},
	})
}

func TestLegacyRegExp(t *testing.T) {
	check(t, [][2]string{
		{"/(b)(c)?/.test('abd'); [RegExp.$1, RegExp.$2, RegExp.lastMatch, RegExp['$&']].join()", "b,,b,b"},
		{"const r = /(.)/g; r.test('ab'); r.test('ab'); RegExp.$1 + r.lastIndex", "b2"},
		{"'x-y'.replace(/(\\w)-/, 'z'); RegExp.$1", "x"},
		{"'x-y'.match(/-(\\w)/); /nope/.test('x'); RegExp.$1", "y"},
	})
}
