'use strict';
// Lines 609-612: the last chunk, then the end.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  assert.strictEqual(socket.end('bye\n'), socket);
  assert.strictEqual(socket.writable, false);
  assert.strictEqual(socket.writableEnded, true);
  assert.strictEqual(socket.destroyed, false);
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  let text = '';
  net.connect(server.address().port, '127.0.0.1')
    .on('data', (chunk) => { text += chunk; })
    .on('end', common.mustCall(() => {
      assert.strictEqual(text, 'bye\n');
      server.close();
    }));
}));
