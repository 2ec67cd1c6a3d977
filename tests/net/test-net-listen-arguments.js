'use strict';
// What listen and createServer do not take.
require('../common');
const assert = require('node:assert');
const net = require('node:net');

const listen = (...args) => () => net.createServer().listen(...args);
for (const port of [-1, 65536, 1.5, NaN, 'x1']) {
  if (typeof port === 'string') continue;
  assert.throws(listen(port), { code: 'ERR_SOCKET_BAD_PORT', name: 'RangeError' });
}
assert.throws(listen(-1), {
  message: 'options.port should be >= 0 and < 65536. Received type number (-1).',
});
assert.throws(listen({}), {
  code: 'ERR_INVALID_ARG_VALUE', name: 'TypeError',
  message: 'The argument \'options\' must have the property "port" or "path". Received {}',
});
assert.throws(listen(true), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(listen({ port: 0, signal: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => net.createServer('x'), {
  code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError',
  message: 'The "options" argument must be of type object. Received type string (\'x\')',
});
net.createServer(null);
net.createServer(undefined);
assert.ok(net.Server() instanceof net.Server);
assert.ok(net.Socket() instanceof net.Socket);
assert.throws(() => net.createServer({ keepAliveInitialDelay: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => net.createServer({ highWaterMark: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => net.createServer({ blockList: {} }), { code: 'ERR_INVALID_ARG_TYPE' });

const server = net.createServer().listen(0, () => {
  assert.throws(() => server.listen(0), {
    code: 'ERR_SERVER_ALREADY_LISTEN',
    message: 'Listen method has been called more than once without closing.',
  });
  server.close();
});
