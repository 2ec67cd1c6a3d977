'use strict';
// destroySoon ends, and destroys when everything has been written.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const total = 4 << 20;
const server = net.createServer(common.mustCall((socket) => {
  const note = common.order('finish', 'close');
  socket.on('finish', () => note('finish'));
  socket.on('close', () => note('close'));
  socket.write(Buffer.alloc(total));
  assert.strictEqual(socket.destroySoon(), undefined);
  assert.strictEqual(socket.destroyed, false);
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  let received = 0;
  net.connect(server.address().port, '127.0.0.1')
    .on('data', (chunk) => { received += chunk.length; })
    .on('close', common.mustCall(() => {
      assert.strictEqual(received, total);
      server.close();
    }));
}));

// A socket that has finished is destroyed at once.
const finished = new net.Socket();
finished.on('finish', common.mustCall(() => {
  finished.destroySoon();
  assert.strictEqual(finished.destroyed, true);
}));
finished.end();
