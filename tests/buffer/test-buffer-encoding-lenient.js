'use strict';
// Base64 takes both alphabets, skips what belongs to neither and ends at its
// padding; hex ends at the first pair that is none.
require('../common');
const assert = require('assert');

for (const [text, hex] of [
  ['YWJj', '616263'], ['YW Jj', '616263'], ['YW*Jj', '616263'], ['YW-Jj', '616f89'], ['YQ', '61'], ['YWJjZ', '616263'],
  ['=bad', ''], ['b=ad', ''], ['YQ==YQ==', '61'], ['YW=Jj', '61'], ['YW J=j', '6162'], ['YWJj\u0141', '616263'],
]) {
  assert.strictEqual(Buffer.from(text, 'base64').toString('hex'), hex, text);
  assert.strictEqual(Buffer.from(text, 'base64url').toString('hex'), hex, text);
}
assert.strictEqual(Buffer.from([0xfb, 0xff]).toString('base64'), '+/8=');
assert.strictEqual(Buffer.from([0xfb, 0xff]).toString('base64url'), '-_8');

assert.strictEqual(Buffer.from('abcx12', 'hex').toString('hex'), 'ab');
assert.strictEqual(Buffer.from('abc', 'hex').length, 1);
assert.strictEqual(Buffer.from('\u0130b', 'hex').toString('hex'), '0b'); // The low byte is a digit.

// ASCII writes the low byte and reads seven bits.
assert.strictEqual(Buffer.from('\u00e9\u0141', 'ascii').toString('hex'), 'e941');
assert.strictEqual(Buffer.from([0xe9]).toString('ascii'), 'i');
// An odd byte at the end of UTF-16 is dropped.
assert.strictEqual(Buffer.from([0x61, 0, 0x62]).toString('UCS-2'), 'a');
