'use strict';
// Invalid UTF-8 becomes one U+FFFD for each maximal part of a character, as the
// Encoding Standard says; lone surrogates become U+FFFD on the way out.
require('../common');
const assert = require('assert');

const decoded = (...bytes) => Buffer.from(bytes).toString();
assert.strictEqual(decoded(0x61, 0xe2, 0x82), 'a\ufffd');
assert.strictEqual(decoded(0xe2, 0x82, 0x61), '\ufffda');
assert.strictEqual(decoded(0xf0, 0x9d, 0x92, 0xf0), '\ufffd\ufffd');
assert.strictEqual(decoded(0xed, 0xa0, 0x80), '\ufffd\ufffd\ufffd');
assert.strictEqual(decoded(0xc0, 0x80), '\ufffd\ufffd');
assert.strictEqual(decoded(0xf4, 0x90, 0x80, 0x80), '\ufffd\ufffd\ufffd\ufffd');

assert.strictEqual(Buffer.from('\ud835x\udcb3').toString('hex'), 'efbfbd78efbfbd');
assert.strictEqual(Buffer.byteLength('\ud835'), 3);
// A character is written whole or not at all.
const small = Buffer.alloc(4);
assert.strictEqual(small.write('\u20ac\u20ac'), 3);
assert.strictEqual(small.write('a\ud83d\ude00'), 1);
