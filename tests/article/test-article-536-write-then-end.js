'use strict';
// Lines 536-539: end when the last write is done.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  socket.write('DONE\n', common.mustCall((err) => {
    assert.ok(err === null || err === undefined);
    socket.end();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  let text = '';
  net.connect(server.address().port, '127.0.0.1')
    .on('data', (chunk) => { text += chunk; })
    .on('end', common.mustCall(() => {
      assert.strictEqual(text, 'DONE\n');
      server.close();
    }));
}));
