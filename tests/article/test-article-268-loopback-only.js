'use strict';
// Lines 266-271: bound to 127.0.0.1 it is not reached at 127.0.0.2.
const common = require('../common');
if (!common.isLinux) common.skip('127.0.0.2 is an address of the loopback on Linux');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => socket.end()));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  net.connect(port, '127.0.0.1').resume().on('close', common.mustCall(() => {
    net.connect(port, '127.0.0.2').on('error', common.mustCall((error) => {
      assert.strictEqual(error.code, 'ECONNREFUSED');
      server.close();
    }));
  }));
}));
