'use strict';
// URLs are compared, and shown, by their address; floats loosely by value.
require('../common');
const assert = require('node:assert');
const { inspect } = require('node:util');

const [a, b] = [new URL('http://example.com/a'), new URL('http://example.com/b')];
for (const compare of ['deepEqual', 'deepStrictEqual', 'partialDeepStrictEqual']) {
  assert[compare](a, new URL(a));
  assert[compare]({ a }, { a: new URL(a) });
  assert.throws(() => assert[compare](a, b), { code: 'ERR_ASSERTION' });
  assert.throws(() => assert[compare]([a], [b]), { code: 'ERR_ASSERTION' });
  assert.throws(() => assert[compare](a, {}), { code: 'ERR_ASSERTION' });
}
assert.throws(() => assert.deepStrictEqual(a, b), {
  message: 'Expected values to be strictly deep-equal:\n+ actual - expected\n\n+ http://example.com/a\n- http://example.com/b\n',
});
assert.strictEqual(inspect(a, { customInspect: false }), 'http://example.com/a');

for (const Floats of [Float16Array, Float32Array, Float64Array]) {
  assert.deepEqual(new Floats([0, 1]), new Floats([-0, 1]));
  assert.notDeepEqual(new Floats([0, 1]), new Floats([0, 2]));
  assert.notDeepStrictEqual(new Floats([0]), new Floats([-0]));
}
