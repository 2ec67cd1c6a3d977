'use strict';
// maxConnections, 'drop' and getConnections.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const sockets = [];
const server = net.createServer(common.mustCall((socket) => sockets.push(socket.resume()), 2));
server.maxConnections = 2;
server.on('drop', common.mustCall((data) => {
  assert.deepStrictEqual(Object.keys(data).sort(), [
    'localAddress', 'localFamily', 'localPort', 'remoteAddress', 'remoteFamily', 'remotePort',
  ]);
  assert.strictEqual(data.localPort, server.address().port);
  assert.strictEqual(data.remoteFamily, 'IPv4');
  server.getConnections(common.mustSucceed((count) => {
    assert.strictEqual(count, 2);
    for (const socket of sockets) socket.end();
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  for (let i = 0; i < 3; i++) {
    net.connect(server.address().port, '127.0.0.1').resume().on('error', () => {});
  }
}));
