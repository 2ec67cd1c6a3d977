'use strict';
// Lines 435-440: a name is looked up, with one family if asked for.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => socket.end()));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect({ host: 'localhost', port: server.address().port, family: 4 });
  socket.on('lookup', common.mustCall((err, address, family, host) => {
    assert.strictEqual(err, null);
    assert.strictEqual(address, '127.0.0.1');
    assert.strictEqual(family, 4);
    assert.strictEqual(host, 'localhost');
  }));
  socket.resume().on('close', common.mustCall(() => server.close()));
}));
