'use strict';
// Lines 231-234: the path form; address() is the path.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const path = common.socketPath();
const server = net.createServer();
server.listen(path);
// A path is bound inside the call.
assert.strictEqual(server.address(), path);
assert.strictEqual(server.listening, true);
server.on('listening', common.mustCall(() => {
  assert.strictEqual(server.address(), path);
  assert.strictEqual(server.address().port, undefined);
  server.close();
}));
