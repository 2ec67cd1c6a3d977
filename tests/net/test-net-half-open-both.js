'use strict';
// A half-open socket stays until both sides have ended, whoever ends first.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer({ allowHalfOpen: true }, common.mustCall((socket) => {
  socket.resume();
  socket.on('end', common.mustCall(() => {
    assert.strictEqual(socket.readyState, 'writeOnly');
    assert.strictEqual(socket.destroyed, false);
    setTimeout(() => {
      assert.strictEqual(socket.readyState, 'writeOnly');
      socket.write('still writing');
      socket.end();
    }, 30);
  }));
  socket.on('close', common.mustCall());
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const note = common.order('finish', 'data', 'end', 'close');
  const client = net.connect({ port: server.address().port, host: '127.0.0.1', allowHalfOpen: true });
  client.on('finish', () => note('finish'));
  client.on('data', () => note('data'));
  client.on('end', () => note('end'));
  client.on('close', () => {
    note('close');
    server.close();
  });
  client.end('x');
}));
