package ecma

import "testing"

// Each of these ends the process or takes it for good in plain goja. The texts
// are those of Node 26.
func TestSafeNatives(t *testing.T) {
	shortStrings(t)
	for _, c := range [][2]string{
		{"'x'.repeat(1e12)", "RangeError: Invalid string length"},
		{"'x'.repeat(2 ** 30)", "RangeError: Invalid string length"},
		{"'x'.repeat(-1)", "RangeError: Invalid count value: -1"},
		{"'x'.repeat(Infinity)", "RangeError: Invalid count value: Infinity"},
		{"new String('xxxx').repeat(2 ** 28)", "RangeError: Invalid string length"},
		{"'x'.padStart(2 ** 30)", "RangeError: Invalid string length"},
		{"'x'.padEnd(Infinity)", "RangeError: Invalid string length"},
		{"const s = 'x'.repeat(4e5); 'x'.concat(s, s, s, s, s, s)", "RangeError: Invalid string length"},
		{"'x'.repeat(2e3).replace(/x/g, 'y'.repeat(1e3))", "RangeError: Invalid string length"},
		{"'x'.repeat(2e3).replaceAll('x', 'y'.repeat(1e3))", "RangeError: Invalid string length"},
		{"const b = 'y'.repeat(1e3); 'x'.repeat(2e3).replace(/x/g, () => b)", "RangeError: Invalid string length"},
		{"'x'.repeat(2e3).replace(/x/g, '$`')", "RangeError: Invalid string length"},
		{"Array(2 ** 30).join('x')", "RangeError: Invalid string length"},
		{"Array(2e3).fill('x'.repeat(1e3)).join('')", "RangeError: Invalid string length"},
		{"new Uint8Array(2 ** 40)", "RangeError: Array buffer allocation failed"},
		{"new Float64Array(2 ** 40)", "RangeError: Array buffer allocation failed"},
		{"new Uint8Array(-1)", "RangeError: Invalid typed array length: -1"},
		{"new Uint8Array({ length: 2 ** 45 })", "RangeError: Array buffer allocation failed"},
		{"new ArrayBuffer(2 ** 45)", "RangeError: Array buffer allocation failed"},
		{"new ArrayBuffer(2 ** 53)", "RangeError: Invalid array buffer length"},
		{"new ArrayBuffer(-1)", "RangeError: Invalid array buffer length"},
		{"Array.from({ length: 2 ** 40 })", "RangeError: Invalid array length"},
		{"Array.from(JSON.parse('{\"length\":1e9}'))", "RangeError: Invalid array length"},
		{"new Array(4294967295).fill(0)", "RangeError: Invalid array length"},
		{"Math.max.apply(null, { length: 2 ** 31 })", tooDeep},
		{"Reflect.apply(Math.max, null, { length: 2 ** 31 })", tooDeep},
		{"BigInt.asUintN(2 ** 53 - 1, -1n)", "RangeError: Maximum BigInt size exceeded"},
		{"if (BigInt.asUintN(2 ** 53 - 1, 5n) !== 5n || BigInt.asIntN(2 ** 53 - 1, -5n) !== -5n) throw 1", "nothing"},
		{"eval('('.repeat(5e5))", tooDeep},
		{"(0, eval)('('.repeat(5e5))", tooDeep},
		{"new Function('['.repeat(5e5))", tooDeep},
		{"Function('a', '!'.repeat(5e5))", tooDeep},
		{"(async () => 0).constructor('{'.repeat(5e5))", tooDeep},
		{"(function* () {}).constructor('`${'.repeat(5e5))", tooDeep},
		{"String(JSON.parse('['.repeat(1e5) + ']'.repeat(1e5)))", tooDeep},
		{"JSON.parse('['.repeat(1e5) + ']'.repeat(1e5)).flat(Infinity)", tooDeep},
	} {
		w := newWorld(t)
		if got := w.eval(caught(c[0])); got != c[1] {
			t.Errorf("%s:\n got %.200s\nwant %s", c[0], got, c[1])
		}
	}
}

// shortStrings has strings end at two million units, which tests reach sooner.
func shortStrings(t *testing.T) {
	long := maxStringLength
	maxStringLength = 1.9e6
	t.Cleanup(func() { maxStringLength = long })
}

// What is in bounds is as it was.
func TestSafeNativesWork(t *testing.T) {
	shortStrings(t)
	check(t, [][2]string{
		{"'ab'.repeat(3) + 'x'.padStart(3) + 'x'.padEnd(3, '12') + 'a'.concat('b', 1)", "ababab  xx12ab1"},
		{"'ab'.repeat({ valueOf() { return 2 } })", "abab"},
		{"'a-b-c'.replace(/-/g, '+') + 'a-b'.replace('-', '$&$&') + 'x'.replaceAll('x', 'y')", "a+b+ca--by"},
		{"const big = 'x'.repeat(3e3); big.replace(/x/g, '$1$<n>').length + ',' + big.replace(/(x)/g, '[$1]').length + ',' + big.replace(/(?<n>x)/g, '$<n>$$').length", "18000,9000,6000"},
		{"const t = 'a'.repeat(3e3) + 'bc'; t.replace('b', \"[$`|$&|$'|$$|$9]\").slice(-13)", "a|b|c|$|$9]c"[0:0] + "aaa|b|c|$|$9]c"[1:]},
		{"[1, [2, [3, [4]]]].flat(Infinity).join()", "1,2,3,4"},
		{"[1, [2, [3]]].flat().length + [, 1, [2, , 3]].flat(200).join()", "31,2,3"},
		{"Array.from({ length: 2 }, (_, i) => i).join() + Array.from('ab') + new Array(3).fill(1)", "0,1a,b1,1,1"},
		{"Math.max.apply(null, [1, 3, 2]) + Reflect.apply(Math.min, null, [2, 1])", "4"},
		{"new Uint8Array(3).length + new Uint16Array([1, 2]).length + new Float64Array(new ArrayBuffer(16)).length + new Uint8Array().length", "7"},
		{"eval('1 + 1') + (0, eval)('2') + new Function('a', 'return a')(3) + Function('return 1')()", "8"},
		{"let x = 1; eval('x = 5'); x", "5"},
		{"String.prototype.repeat.name + String.prototype.repeat.length + Array.prototype.flat.length", "repeat10"},
		{"[[1, [2]], 3].toString() + [1, 2].toLocaleString()", "1,2,31,2"},
	})
}

func TestMatchTime(t *testing.T) {
	if testing.Short() {
		t.Skip("takes as long as a match may")
	}
	check(t, [][2]string{
		{caught(`/^(a+)+\1b$/.test('a'.repeat(40))`), "RangeError: Regular expression took too long to match"},
		{`/(a)\1/.exec('xaab').index`, "1"},
		{`/(?<=x)y/.test('xy')`, "true"},
	})
}
