'use strict';
// Lines 860-869: a server that closes as soon as it listens.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer();
server.listen(0, '127.0.0.1', common.mustCall(() => {
  assert.strictEqual(server.close(), server);
  assert.strictEqual(server.listening, false);
  assert.strictEqual(server.address(), null);
}));
server.on('close', common.mustCall());
