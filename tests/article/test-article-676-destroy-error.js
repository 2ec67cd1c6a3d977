'use strict';
// Lines 674-677: destroy with an error: 'error' on a tick, 'close' once the
// handle is closed.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.resume());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    const seen = [];
    const failure = new Error('bad frame');
    socket.on('error', (error) => {
      assert.strictEqual(error, failure);
      seen.push('error');
    });
    socket.on('close', common.mustCall((hadError) => {
      assert.strictEqual(hadError, true);
      assert.strictEqual(socket.errored, failure);
      seen.push('close');
      assert.deepStrictEqual(seen, ['error', 'tick', 'immediate', 'close']);
      server.close();
    }));
    socket.destroy(failure);
    process.nextTick(() => seen.push('tick'));
    setImmediate(() => seen.push('immediate'));
  }));
}));
