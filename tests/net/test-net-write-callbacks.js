'use strict';
// Callbacks come in the order of the writes, that of end after them.
const common = require('../common');
const net = require('node:net');

// Closed by the server's side, which has accepted by then.
const server = net.createServer((socket) => socket.resume().on('close', () => server.close()));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const note = common.order('one', 'two', 'corked', 'corked too', 'end', 'again');
  const socket = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    socket.write('1', () => note('one'));
    socket.write('2', () => note('two'));
    socket.cork();
    socket.cork();
    socket.write('3', () => note('corked'));
    socket.uncork();
    socket.write('4', () => note('corked too'));
    // end uncorks.
    socket.end('5', () => {
      note('end');
      socket.end(() => note('again'));
    });
  }));
}));
