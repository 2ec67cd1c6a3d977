'use strict';
// Lines 683-689: a small write before destroy was sent if there is a
// connection, and is lost while there is none.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => {
  socket.write('ok\n', common.mustCall((err) => assert.ok(!err)));
  socket.destroy();
});
server.listen(0, '127.0.0.1', common.mustCall(() => {
  let text = '';
  net.connect(server.address().port, '127.0.0.1')
    .on('data', (chunk) => { text += chunk; })
    .on('close', common.mustCall(() => {
      assert.strictEqual(text, 'ok\n');
      server.close();
    }));
  const early = net.connect(server.address().port, '127.0.0.1');
  early.write('lost', common.mustCall((err) => {
    assert.strictEqual(err.code, 'ERR_SOCKET_CLOSED_BEFORE_CONNECTION');
  }));
  early.destroy();
}));
