'use strict';
// Halves of characters wait for the rest, of UTF-16 also halves of pairs, and
// the counters tell what is missing.
require('../common');
const assert = require('assert');
const { StringDecoder } = require('string_decoder');

const utf16 = new StringDecoder('utf16le');
assert.strictEqual(utf16.write(Buffer.from([0x3d, 0xd8])), '');
assert.deepStrictEqual([utf16.lastNeed, utf16.lastTotal], [2, 4]);
assert.strictEqual(utf16.write(Buffer.from([0x00])), '');
assert.strictEqual(utf16.write(Buffer.from([0xde, 0x61, 0x00])), '\ud83d\ude00a');

// A first half that was itself split is not waited with.
assert.strictEqual(utf16.write(Buffer.from([0x3d])), '');
assert.strictEqual(utf16.write(Buffer.from([0xd8])), '\ud83d');
assert.strictEqual(utf16.lastNeed, 0);

const utf8 = new StringDecoder();
assert.strictEqual(utf8.write(Buffer.from([0xf0, 0x9f])), '');
assert.deepStrictEqual([utf8.lastNeed, utf8.lastTotal], [2, 4]);
assert.strictEqual(utf8.write(Buffer.from([0x98, 0x61])), '\ufffda');
assert.strictEqual(utf8.end(Buffer.from([0xe2, 0x82])), '\ufffd');
assert.strictEqual(utf8.lastNeed, 0);

const base64 = new StringDecoder('base64');
assert.strictEqual(base64.write(Buffer.from('ab')), '');
assert.strictEqual(base64.write(Buffer.from('cd')), 'YWJj');
assert.strictEqual(base64.end(), 'ZA==');
