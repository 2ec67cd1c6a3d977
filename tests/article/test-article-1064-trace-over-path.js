'use strict';
// Lines 1062-1068: the trace over a path.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const path = common.socketPath();
const note = common.order('listening', 'connection', 'data pong\n', 'end', 'close');
const server = net.createServer((socket) => {
  note('connection');
  assert.ok(socket instanceof net.Socket);
  socket.end('pong\n');
});
server.listen(path);
server.on('listening', common.mustCall(() => {
  note('listening');
  assert.strictEqual(typeof server.address(), 'string');
  const client = net.connect(path);
  client.on('data', (chunk) => note(`data ${chunk}`));
  client.on('end', () => note('end'));
  client.on('close', common.mustCall(() => {
    note('close');
    server.close();
  }));
}));
