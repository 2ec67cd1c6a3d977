'use strict';
// Lines 656-661: 'end', 'finish' and 'close' come once each.
const common = require('../common');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  socket.on('end', common.mustCall());
  socket.on('finish', common.mustCall());
  socket.on('close', common.mustCall());
  socket.resume();
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  net.connect(server.address().port, '127.0.0.1').end()
    .resume().on('close', common.mustCall(() => server.close()));
}));
