'use strict';
// After destroy(error): a micro task, 'error', a tick, an immediate, 'close'.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.resume());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const note = common.order('microtask', 'error', 'tick', 'immediate', 'close');
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.on('error', () => note('error'));
  socket.on('close', () => {
    note('close');
    server.close();
  });
  socket.on('connect', common.mustCall(() => {
    Promise.resolve().then(() => {
      socket.destroy(new Error('x'));
      process.nextTick(() => note('tick'));
      Promise.resolve().then(() => note('microtask'));
      setImmediate(() => note('immediate'));
    });
  }));
}));
