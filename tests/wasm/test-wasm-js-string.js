'use strict';
// The builtins for strings, and constants that are strings.
require('../common');
const assert = require('node:assert');
const { exported, externref, i32, imported, module: binary, type } = require('./binary');

const from = 'wasm:js-string';
const names = {
  length: type([externref], [i32]), test: type([externref], [i32]), charCodeAt: type([externref, i32], [i32]),
  codePointAt: type([externref, i32], [i32]), equals: type([externref, externref], [i32]),
  compare: type([externref, externref], [i32]),
  // (ref extern) is 0x64 0x6f: it cannot be null.
  concat: [0x60, 2, externref, externref, 1, 0x64, externref],
  substring: [0x60, 3, externref, i32, i32, 1, 0x64, externref],
  fromCharCode: [0x60, 1, i32, 1, 0x64, externref],
};
const bytes = binary({
  types: Object.values(names),
  imports: [
    ...Object.keys(names).map((name, i) => imported(from, name, 'func', i)),
    imported('words', 'größe', 'global', externref, 0),
  ],
  exports: [...Object.keys(names).map((name, i) => exported(name, 'func', i)), exported('word', 'global', 0)],
});
const options = { builtins: ['js-string'], importedStringConstants: 'words' };
const compiled = new WebAssembly.Module(bytes, options);
assert.deepStrictEqual(WebAssembly.Module.imports(compiled), []);
const strings = new WebAssembly.Instance(compiled).exports;

assert.strictEqual(strings.word.value, 'größe');
assert.strictEqual(strings.length('a🚀'), 3);
assert.strictEqual(strings.concat('a', 'ü'), 'aü');
assert.strictEqual(strings.charCodeAt('abc', 1), 98);
assert.strictEqual(strings.codePointAt('🚀', 0), 0x1f680);
assert.strictEqual(strings.substring('abcdef', 2, 4), 'cd');
assert.strictEqual(strings.substring('abc', 2, 99), 'c');
assert.strictEqual(strings.substring('abc', 2, 1), '');
assert.strictEqual(strings.fromCharCode(0xfc), 'ü');
assert.strictEqual(strings.equals('x', 'x'), 1);
assert.strictEqual(strings.equals('x', null), 0);
assert.strictEqual(strings.equals(null, null), 1);
assert.deepStrictEqual(['a', 'b', 'c'].map((s) => strings.compare(s, 'b')), [-1, 0, 1]);
assert.deepStrictEqual(['x', 5, null, {}].map(strings.test), [1, 0, 0, 0]);
for (const fn of [() => strings.length(5), () => strings.charCodeAt('abc', 3), () => strings.concat(null, 'x')])
  assert.throws(fn, WebAssembly.RuntimeError);

// Without the options they are imports like any other.
assert.throws(() => new WebAssembly.Instance(new WebAssembly.Module(bytes)), TypeError);
const own = { [from]: {}, words: { größe: 'given' } };
for (const name of Object.keys(names)) own[from][name] = () => 5;
assert.strictEqual(new WebAssembly.Instance(new WebAssembly.Module(bytes), own).exports.length('x'), 5);
