'use strict';
// Properties of characters, the notation for sets of the flag v, modifiers, and
// names that several groups have.
require('../common');
const assert = require('node:assert');

// Properties of characters.
assert.match('A', /^\p{Lu}$/u);
assert.match('é', /^\p{L}$/u);
assert.match('α', /^\p{Script=Greek}$/u);
assert.match('\u{a500}', /^[\p{scx=Vai}x]$/u);
assert.doesNotMatch('a', /\P{L}/u);
assert.match('a1', /^\p{ID_Start}\p{ID_Continue}$/u);
assert.match('😀', /^\p{Extended_Pictographic}$/u);
assert.match('😀', /^\p{Emoji_Presentation}$/u);
assert.strictEqual('Ünïcode wörds'.replace(/\p{Ll}+/gu, '-'), 'Ü- -');
assert.deepStrictEqual('a-b.c'.split(/\p{P}/u), ['a', 'b', 'c']);
assert.match('p{L}', /^\p{L}$/); // without u, p is a p
assert.deepStrictEqual([...'x😀y'.matchAll(/\p{Emoji}/gu)].map((m) => m.index), [1]);
assert.match('a', /\p{Lu}/iu);

const literal = /[\p{Lu}/]\/\n/gu;
assert.strictEqual(literal.source, '[\\p{Lu}/]\\/\\n');
assert.strictEqual(String(literal), '/[\\p{Lu}/]\\/\\n/gu');
assert.strictEqual(new RegExp(literal, 'u').source, literal.source);
assert.strictEqual(literal.unicode, true);
assert(literal instanceof RegExp);
class Sub extends RegExp {}
assert(new Sub('\\p{L}', 'u').test('é'));
assert(new Sub('\\p{L}', 'u') instanceof Sub);
for (let i = 0; i < 2; i++) {
  const re = /\p{L}/gu;
  assert.strictEqual(re.lastIndex, 0); // each evaluation makes a new one
  re.test('ab');
  assert.strictEqual(re.lastIndex, 1);
}

assert.throws(() => new RegExp('\\p{Nope}', 'u'),
              { name: 'SyntaxError', message: 'Invalid regular expression: /\\p{Nope}/u: Invalid property name' });
assert.throws(() => new RegExp('\\p{Script}', 'u'), SyntaxError);
assert.throws(() => new RegExp('\\p', 'u'), SyntaxError);

// Sets.
assert.match('q', /^[[\p{ASCII}&&\p{Ll}]--[aeiou]]$/v);
assert.doesNotMatch('e', /^[[a-z]--[aeiou]]$/v);
assert.match('7', /^[\d&&[5-9]]$/v);
assert.match('👨‍👩‍👧', /^\p{RGI_Emoji}$/v);
assert.match('2️⃣', /^\p{Emoji_Keycap_Sequence}$/v);
assert.strictEqual(/[\q{abc|d|}x]/v.exec('abcd')[0], 'abc');
assert.strictEqual(/^[^\d]$/v.test('5'), false);
assert.match('K', /^[[a-z]&&[k]]$/iv);
assert.match('&', /^[\&]$/v);
assert.match(']', /^[\]]$/v);
const sets = /[a--b]/gv;
assert.strictEqual(sets.flags, 'gv');
assert.strictEqual(sets.unicodeSets, true);
assert.strictEqual(sets.unicode, false);
for (const bad of ['[a&&b--c]', '[(]', '[a&&&b]', '[^\\q{ab}]', '[a-]', '\\P{RGI_Emoji}', '[a'])
  assert.throws(() => new RegExp(bad, 'v'), SyntaxError, bad);

// Modifiers.
assert.match('aB', /^a(?i:b)$/);
assert.doesNotMatch('AB', /^a(?i:b)$/);
assert.doesNotMatch('AB', /^a(?-i:b)$/i);
assert.match('Ab', /^a(?-i:b)$/i);
assert.match('aZ', /^a(?i:[x-z])$/);
assert.match('a\n', /^a(?s:.)$/);
assert.doesNotMatch('a\n', /^a(?-s:.)$/s);
assert.match('x\na', /(?m:^a$)/);
assert.doesNotMatch('x\na', /(?-m:^a$)/m);
assert.match('aX', /^a(?i-s:x)$/s);
assert.strictEqual(/a(?i:b)/i.ignoreCase, true);
assert.strictEqual(/a(?i:b)/.flags, '');
for (const bad of ['(?ii:a)', '(?i-i:a)', '(?g:a)', '(?-:a)', '(?i)a'])
  assert.throws(() => new RegExp(bad), SyntaxError, bad);

// Names of several groups.
const date = /(?<year>\d{4})-(?<month>\d\d)|(?<month>\d\d)\/(?<year>\d{4})/;
assert.deepStrictEqual({ ...date.exec('2020-12').groups }, { year: '2020', month: '12' });
assert.deepStrictEqual({ ...'on 11/2021'.match(date).groups }, { year: '2021', month: '11' });
assert.strictEqual('11/2021'.replace(date, '$<year>.$<month>'), '2021.11');
assert.deepStrictEqual(Object.keys(date.exec('11/2021').groups), ['year', 'month']);
assert.match('bb', /^(?:(?<x>a)|(?<x>b))\k<x>$/);
assert.doesNotMatch('ab', /^(?:(?<x>a)|(?<x>b))\k<x>$/);
assert.throws(() => new RegExp('(?<a>x)(?<a>y)'),
              { message: 'Invalid regular expression: /(?<a>x)(?<a>y)/: Duplicate capture group name' });
assert.deepStrictEqual(new RegExp('(?<x>a)|(?<x>b)', 'd').exec('zb').indices.groups.x, [1, 2]);
