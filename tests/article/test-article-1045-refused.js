'use strict';
// Lines 1043-1050: nobody listens: no 'connect', no 'data'.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer().listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  server.close(common.mustCall(() => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('connect', common.mustNotCall());
    socket.on('data', common.mustNotCall());
    socket.on('error', common.mustCall((error) => assert.strictEqual(error.code, 'ECONNREFUSED')));
  }));
}));
