'use strict';
// What is unreferenced does not keep the process.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => assert.strictEqual(socket.unref(), socket));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    assert.strictEqual(client.unref(), client);
    assert.strictEqual(server.unref(), server);
  }));
}));
setTimeout(common.mustNotCall(), 60000).unref();
