'use strict';
// Lines 928-933: an interval that is cleared on 'close'.
const common = require('../common');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  const timer = setInterval(() => socket.write('tick\n'), 5);
  socket.on('error', () => {});
  socket.on('close', common.mustCall(() => {
    clearInterval(timer);
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1');
  let count = 0;
  client.on('data', () => { if (++count === 3) client.end(); });
}));
