'use strict';
// Lines 1085-1090: what to log of a socket.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const log = [];
function watch(socket) {
  socket.on('connect', () => log.push(socket.address()));
  socket.on('error', (error) => log.push(error.code));
  socket.on('close', (hadError) => log.push({ hadError }));
  return socket;
}
const server = net.createServer((socket) => socket.end());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  const socket = watch(net.connect(port, '127.0.0.1'));
  let localPort;
  socket.on('connect', common.mustCall(() => { localPort = socket.localPort; }));
  socket.resume().on('close', common.mustCall(() => {
    assert.deepStrictEqual(socket.address(), {});
    server.close(common.mustCall(() => {
      watch(net.connect(port, '127.0.0.1')).on('close', common.mustCall(() => {
        assert.deepStrictEqual(log, [
          { address: '127.0.0.1', family: 'IPv4', port: localPort },
          { hadError: false },
          'ECONNREFUSED',
          { hadError: true },
        ]);
      }));
    }));
  }));
}));
