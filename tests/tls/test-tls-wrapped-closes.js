'use strict';
// A TLSSocket around a socket that goes before there is a handshake closes
// without an error: only connect() has something to complain of.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');
const tls = require('node:tls');

const server = net.createServer(common.mustCall((socket) => {
  socket.resume();
  if (server.last) server.close();
  setImmediate(() => socket.end());
}, 2));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  const under = net.connect(port, '127.0.0.1', common.mustCall(() => {
    const wrapped = new tls.TLSSocket(under);
    wrapped.on('error', common.mustNotCall());
    wrapped.on('close', common.mustCall((hadError) => {
      assert.strictEqual(hadError, false);
      server.last = true;
      const socket = tls.connect({ socket: net.connect(port, '127.0.0.1') });
      socket.on('error', common.mustCall((err) => {
        assert.strictEqual(err.code, 'ECONNRESET');
        assert.strictEqual(err.message, 'Client network socket disconnected before secure TLS connection was established');
      }));
    }));
  }));
}));
