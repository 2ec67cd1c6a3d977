'use strict';
// Lines 389-396: accepted sockets outlive the listener.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  socket.write('connected\n');
  server.close();
  setTimeout(() => socket.end('bye\n'), 20);
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  let text = '';
  net.connect(port, '127.0.0.1')
    .on('data', common.mustCallAtLeast((chunk) => {
      if (text === '') {
        net.connect(port, '127.0.0.1').on('error', common.mustCall((error) => {
          assert.strictEqual(error.code, 'ECONNREFUSED');
        }));
      }
      text += chunk;
    }))
    .on('close', common.mustCall(() => assert.strictEqual(text, 'connected\nbye\n')));
}));
