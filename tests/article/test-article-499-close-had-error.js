'use strict';
// Lines 497-502: 'close' says whether there was an error.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.resume().on('error', () => {}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  let left = 3;
  const check = (expected, act) => {
    const socket = net.connect(port, '127.0.0.1', () => act(socket));
    socket.on('error', () => {});
    socket.resume().on('close', common.mustCall((hadError) => {
      assert.strictEqual(hadError, expected);
      if (--left === 0) server.close();
    }));
  };
  check(false, (socket) => socket.end());
  check(false, (socket) => socket.destroy());
  check(true, (socket) => socket.destroy(new Error('x')));
}));
