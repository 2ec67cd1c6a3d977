'use strict';
// Lines 194-200: the callback is a one-time listener of 'listening'.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer();
server.listen(0, '127.0.0.1', common.mustCall(function() {
  assert.strictEqual(this, server);
  assert.strictEqual(arguments.length, 0);
  assert.strictEqual(server.listenerCount('listening'), 0);
  assert.strictEqual(typeof server.address().port, 'number');
  server.close();
}));
assert.strictEqual(server.listenerCount('listening'), 1);
