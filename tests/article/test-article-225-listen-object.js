'use strict';
// Lines 223-229: the object form.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer();
server.listen({
  port: 0,
  host: '127.0.0.1',
});
server.on('listening', common.mustCall(() => {
  assert.strictEqual(server.address().address, '127.0.0.1');
  server.close();
}));
