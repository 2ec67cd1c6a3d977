'use strict';
// Sizes that nobody has memory for are errors, and do not end the process.
require('../common');
const assert = require('assert');
const { constants } = require('buffer');

assert.strictEqual(constants.MAX_LENGTH, Number.MAX_SAFE_INTEGER);
assert.strictEqual(constants.MAX_STRING_LENGTH, 2 ** 29 - 24);

for (const alloc of [Buffer.alloc, Buffer.allocUnsafe, Buffer.allocUnsafeSlow]) {
  for (const size of [2 ** 53, -1, NaN, Infinity])
    assert.throws(() => alloc(size), { code: 'ERR_OUT_OF_RANGE', name: 'RangeError' });
  for (const size of ['5', null, undefined, {}])
    assert.throws(() => alloc(size), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => alloc(2 ** 48), RangeError);
}
assert.throws(() => new Uint8Array(2 ** 48), RangeError);
assert.throws(() => Buffer.concat([Buffer.alloc(1)], 2 ** 48), RangeError);
assert.throws(() => Buffer.from({ length: 2 ** 48 }), RangeError);
assert.throws(() => Buffer.alloc(2 ** 28).toString('hex'), {
  code: 'ERR_STRING_TOO_LONG',
  message: 'Cannot create a string longer than 0x1fffffe8 characters',
});
