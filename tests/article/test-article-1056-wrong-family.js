'use strict';
// Lines 1054-1058: an IPv4 listener is not reached over IPv6.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.end());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  net.connect(port, '::1').on('error', common.mustCall((error) => {
    if (error.code === 'ECONNREFUSED') assert.strictEqual(error.message, `connect ECONNREFUSED ::1:${port}`);
    assert.strictEqual(error.address, '::1');
    net.connect(port, '127.0.0.1').resume().on('close', common.mustCall(() => server.close()));
  }));
}));
