'use strict';
// Lines 510-512: strings and Buffers.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  const chunks = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('end', common.mustCall(() => {
    assert.strictEqual(Buffer.concat(chunks).toString('latin1'), 'ok\nok\nABok\xffhi\x01\x02\x02\x00');
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.write('ok\n');
  socket.write(Buffer.from([0x6f, 0x6b, 0x0a]));
  socket.write('4142', 'hex');
  socket.write('b2s=', 'base64');
  socket.write('\xff', 'latin1');
  socket.write('hi', 'ascii');
  socket.write(new DataView(new Uint8Array([0, 1, 2, 3]).buffer, 1, 2));
  socket.end(new Uint16Array([2]));
}));
