'use strict';
// Lines 250-253: a failed start; the same server may listen again, and the
// callback of the first try runs then.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const first = net.createServer().listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = first.address();
  const server = net.createServer();
  const listening = common.mustCall(() => {
    assert.notStrictEqual(server.address().port, port);
    server.close();
    first.close();
  });
  server.once('error', common.mustCall((error) => {
    assert.strictEqual(error.code, 'EADDRINUSE');
    assert.strictEqual(server.listenerCount('listening'), 1);
    server.listen(0, '127.0.0.1');
  }));
  server.listen(port, '127.0.0.1', listening);
}));
