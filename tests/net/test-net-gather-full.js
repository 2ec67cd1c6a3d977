'use strict';
// Small writes into a connection that fills up: nothing is lost or comes out
// of order when the kernel takes only a part of what a turn has written.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

let sent = 0;
let full = false;
const piece = (size) => {
  const b = Buffer.alloc(size);
  for (let i = 0; i < size; i++) b[i] = (sent + i) % 251;
  sent += size;
  return b;
};

const server = net.createServer(common.mustCall((socket) => {
  let received = 0;
  socket.pause();
  socket.on('data', (chunk) => {
    for (let i = 0; i < chunk.length; i++) {
      if (chunk[i] !== (received + i) % 251) assert.fail(`byte ${received + i}`);
    }
    received += chunk.length;
  });
  socket.on('end', common.mustCall(() => {
    assert.strictEqual(received, sent);
    server.close();
  }));
  if (full) socket.resume();
  else server.once('full', () => socket.resume());
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    let callbacks = 0;
    let writes = 0;
    const turn = () => {
      let more = true;
      for (const size of [1000, 9000, 20000, 30000, 3000, 50000]) {
        writes++;
        more = socket.write(piece(size), common.mustSucceed(() => { callbacks++; }));
      }
      assert.strictEqual(socket.bytesWritten, sent);
      if (more) return setImmediate(turn);
      assert.ok(socket.writableLength > 0);
      full = true;
      server.emit('full');
      socket.once('drain', common.mustCall(() => {
        assert.strictEqual(socket.writableLength, 0);
        socket.end(piece(10), () => assert.strictEqual(callbacks, writes));
      }));
    };
    turn();
  }));
}));
