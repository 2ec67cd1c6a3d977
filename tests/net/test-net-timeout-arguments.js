'use strict';
// What setTimeout takes.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const socket = new net.Socket();
for (const value of ['100', true, null, undefined, {}, () => {}]) {
  assert.throws(() => socket.setTimeout(value), { code: 'ERR_INVALID_ARG_TYPE' });
}
for (const value of [-1, NaN, Infinity]) assert.throws(() => socket.setTimeout(value), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => socket.setTimeout(-1), {
  message: 'The value of "msecs" is out of range. It must be a non-negative finite number. Received -1',
});
for (const value of ['x', 1, {}]) assert.throws(() => socket.setTimeout(1, value), { code: 'ERR_INVALID_ARG_TYPE' });
const listener = common.mustNotCall();
assert.strictEqual(socket.setTimeout(1000, listener), socket);
assert.strictEqual(socket.listenerCount('timeout'), 1);
assert.strictEqual(socket.timeout, 1000);
assert.strictEqual(socket.setTimeout(0, listener), socket);
assert.strictEqual(socket.listenerCount('timeout'), 0);
assert.strictEqual(socket.timeout, 0);
process.on('warning', common.mustCall((warning) => {
  assert.strictEqual(warning.name, 'TimeoutOverflowWarning');
}));
socket.setTimeout(2 ** 31);
socket.setTimeout(0);
