'use strict';
// TextDecoder keeps incomplete characters between calls, drops a byte order
// mark once, and knows the older encodings.
require('../common');
const assert = require('assert');

const utf8 = new TextDecoder();
assert.strictEqual(utf8.decode(Uint8Array.of(0xef, 0xbb), { stream: true }), '');
assert.strictEqual(utf8.decode(Uint8Array.of(0xbf, 0x61, 0xe2), { stream: true }), 'a');
assert.strictEqual(utf8.decode(Uint8Array.of(0x82, 0xac), { stream: true }), '\u20ac');
assert.strictEqual(utf8.decode(Uint8Array.of(0xe2)), '\ufffd');
assert.strictEqual(utf8.decode(Uint8Array.of(0xef, 0xbb, 0xbf)), '');
assert.strictEqual(new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.of(0xef, 0xbb, 0xbf)), '\ufeff');
assert.throws(() => new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.of(0xff)), {
  code: 'ERR_ENCODING_INVALID_ENCODED_DATA', name: 'TypeError',
});

assert.strictEqual(new TextDecoder('latin1').encoding, 'windows-1252');
assert.strictEqual(new TextDecoder('ascii').decode(Uint8Array.of(0x80, 0x81, 0xe9)), '\u20ac\u0081\u00e9');
assert.strictEqual(new TextDecoder('utf-16be').decode(Uint8Array.of(0xfe, 0xff, 0, 0x61)), 'a');
assert.strictEqual(new TextDecoder('shift_jis').decode(Uint8Array.of(0x93, 0xfa)), '\u65e5');
assert.throws(() => new TextDecoder('nope'), { code: 'ERR_ENCODING_NOT_SUPPORTED', name: 'RangeError' });

assert.deepStrictEqual(new TextEncoder().encodeInto('a\u20ac\ud83d\ude00', new Uint8Array(6)), { read: 2, written: 4 });
