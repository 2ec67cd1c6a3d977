'use strict';
// Lines 467-470: a refused connection says by whom.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer().listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  server.close(common.mustCall(() => {
    const note = common.order('error', 'close true');
    const socket = net.connect(port, '127.0.0.1', common.mustNotCall());
    socket.on('error', common.mustCall((error) => {
      note('error');
      assert.strictEqual(error.code, 'ECONNREFUSED');
      assert.strictEqual(error.syscall, 'connect');
      assert.strictEqual(error.address, '127.0.0.1');
      assert.strictEqual(error.port, port);
      assert.strictEqual(error.message, `connect ECONNREFUSED 127.0.0.1:${port}`);
      assert.strictEqual(socket.destroyed, true);
      assert.strictEqual(socket.connecting, false);
      assert.strictEqual(socket.readyState, 'closed');
      assert.strictEqual(socket.pending, true);
    }));
    socket.on('close', (hadError) => note(`close ${hadError}`));
  }));
}));
