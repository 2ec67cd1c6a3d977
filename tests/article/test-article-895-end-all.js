'use strict';
// Lines 895-900: stop accepting, end what is open.
const common = require('../common');
const net = require('node:net');

const sockets = new Set();
const server = net.createServer((socket) => {
  sockets.add(socket);
  socket.resume();
  if (sockets.size === 5) {
    server.close(common.mustCall());
    for (const s of sockets) s.end();
  }
});
server.listen(0, '127.0.0.1', common.mustCall(() => {
  for (let i = 0; i < 5; i++) {
    net.connect(server.address().port, '127.0.0.1').resume().on('close', common.mustCall());
  }
}));
