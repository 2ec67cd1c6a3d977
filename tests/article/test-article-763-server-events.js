'use strict';
// Lines 761-766: the events of a server.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer();
const note = common.order('listening', 'close');
server.on('listening', common.mustCall(() => {
  note('listening');
  server.close();
}));
server.on('close', common.mustCall(function() {
  note('close');
  assert.strictEqual(this, server);
  assert.strictEqual(arguments.length, 0);
}));
server.on('error', common.mustNotCall());
server.listen(0, '127.0.0.1');
