'use strict';
// Lines 745-748: with a listener an error is handled, once.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer().listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  server.close(common.mustCall(() => {
    const seen = [];
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', (err) => { seen.push(err.code); });
    socket.on('close', common.mustCall(() => {
      seen.push('close');
      assert.deepStrictEqual(seen, ['ECONNREFUSED', 'close']);
    }));
  }));
}));
