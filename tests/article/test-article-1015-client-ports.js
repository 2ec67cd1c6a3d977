'use strict';
// Lines 1013-1019: the client's side; its port is the system's choice.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.end());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  const client = net.connect(port, '127.0.0.1');
  client.on('connect', common.mustCall(() => {
    assert.strictEqual(client.remotePort, port);
    assert.notStrictEqual(client.localPort, port);
    assert.deepStrictEqual(client.address(), { address: '127.0.0.1', family: 'IPv4', port: client.localPort });
  }));
  client.resume().on('close', common.mustCall(() => server.close()));
}));
