'use strict';
// Lines 637-642: with allowHalfOpen the answer may follow the peer's end.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer({ allowHalfOpen: true }, common.mustCall((socket) => {
  socket.resume();
  socket.on('end', common.mustCall(() => {
    assert.strictEqual(socket.readyState, 'writeOnly');
    setTimeout(() => socket.end('ack\n'), 10);
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  let text = '';
  const client = net.connect(server.address().port, '127.0.0.1');
  client.on('data', (chunk) => { text += chunk; });
  client.on('finish', common.mustCall(() => assert.strictEqual(client.readyState, 'readOnly')));
  client.on('close', common.mustCall(() => {
    assert.strictEqual(text, 'ack\n');
    server.close();
  }));
  client.end('request\n');
}));
