'use strict';
// What connect does not take.
require('../common');
const assert = require('node:assert');
const net = require('node:net');

for (const port of [-1, 65536, 1.5, NaN]) {
  assert.throws(() => net.connect(port), { code: 'ERR_SOCKET_BAD_PORT', name: 'RangeError' });
}
assert.throws(() => net.connect(-1), {
  message: 'Port should be >= 0 and < 65536. Received type number (-1).',
});
for (const args of [[], [{}]]) {
  assert.throws(() => net.connect(...args), {
    code: 'ERR_MISSING_ARGS',
    message: 'The "options" or "port" or "path" argument must be specified',
  });
}
assert.throws(() => net.connect({ port: true }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => net.connect({ port: 1, localAddress: 'foo' }), {
  code: 'ERR_INVALID_IP_ADDRESS', message: 'Invalid IP address: foo',
});
assert.throws(() => net.connect({ port: 1, localPort: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => net.connect({ port: 1, host: 'name', family: 7 }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => net.connect({ port: 1, host: 'name', lookup: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => net.connect({ port: 1, host: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => net.connect({ port: 1, host: 'a\0b' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => net.connect({ path: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => net.connect({ port: 1, autoSelectFamily: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => net.connect({ port: 1, autoSelectFamilyAttemptTimeout: 0 }), { code: 'ERR_OUT_OF_RANGE' });
