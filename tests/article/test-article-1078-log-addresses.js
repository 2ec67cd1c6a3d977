'use strict';
// Lines 1076-1083: what to log of a server.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const log = [];
const server = net.createServer();
server.on('listening', () => log.push(server.address()));
server.on('connection', (socket) => {
  log.push({ local: socket.localAddress, remote: socket.remoteAddress });
  socket.end();
});
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  net.connect(port, '127.0.0.1').resume().on('close', common.mustCall(() => {
    assert.deepStrictEqual(log, [
      { address: '127.0.0.1', family: 'IPv4', port },
      { local: '127.0.0.1', remote: '127.0.0.1' },
    ]);
    server.close();
  }));
}));
