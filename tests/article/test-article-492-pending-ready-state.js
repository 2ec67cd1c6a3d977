'use strict';
// Lines 490-493: pending and readyState through a socket's life.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.end());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const states = [];
  const socket = net.connect(server.address().port, '127.0.0.1');
  const note = () => states.push(`${socket.pending} ${socket.readyState}`);
  note();
  socket.on('connect', note);
  socket.resume().on('close', common.mustCall(() => {
    note();
    assert.deepStrictEqual(states, ['true opening', 'false open', 'true closed']);
    server.close();
  }));
}));
