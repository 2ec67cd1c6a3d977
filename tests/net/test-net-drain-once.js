'use strict';
// 'drain' comes once after writes that returned false, never without one.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => socket.resume(), 2));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  const small = net.connect(port, '127.0.0.1', common.mustCall(() => {
    small.on('drain', common.mustNotCall());
    for (let i = 0; i < 10; i++) assert.strictEqual(small.write('x'), true);
    small.end();
  }));
  const big = net.connect(port, '127.0.0.1', common.mustCall(() => {
    big.on('drain', common.mustCall(() => {
      assert.strictEqual(big.writableLength, 0);
      big.end();
      server.close();
    }));
    assert.strictEqual(big.write(Buffer.alloc(32 << 20)), false);
    const before = big.writableLength;
    assert.strictEqual(big.write('more'), false);
    assert.strictEqual(big.writableLength, before + 4);
    assert.strictEqual(big.bytesWritten, (32 << 20) + 4);
  }));
}));
