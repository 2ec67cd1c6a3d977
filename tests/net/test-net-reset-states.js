'use strict';
// resetAndDestroy in each state.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

{
  const socket = new net.Socket();
  const note = common.order('error', 'close');
  socket.on('error', (error) => {
    note('error');
    assert.strictEqual(error.code, 'ERR_SOCKET_CLOSED');
  });
  socket.on('close', () => note('close'));
  assert.strictEqual(socket.resetAndDestroy(), socket);
}

const server = net.createServer(common.mustCall((socket) => {
  socket.on('error', common.mustCall((error) => assert.strictEqual(error.code, 'ECONNRESET')));
  socket.on('close', common.mustCall((hadError) => {
    assert.strictEqual(hadError, true);
    server.close();
  }));
  socket.resume();
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const note = common.order('connect', 'close false');
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.on('connect', () => note('connect'));
  socket.on('close', (hadError) => {
    note(`close ${hadError}`);
    assert.strictEqual(socket.resetAndDestroy(), socket);
  });
  socket.resetAndDestroy();
  assert.strictEqual(socket.destroyed, false);
}));

const path = common.socketPath();
const local = net.createServer((socket) => socket.end('still fine'));
local.listen(path, common.mustCall(() => {
  const socket = net.connect(path, common.mustCall(() => {
    assert.throws(() => socket.resetAndDestroy(), {
      code: 'ERR_INVALID_HANDLE_TYPE', name: 'TypeError', message: 'This handle type cannot be sent',
    });
  }));
  let text = '';
  socket.on('data', (chunk) => { text += chunk; });
  socket.on('close', common.mustCall(() => {
    assert.strictEqual(text, 'still fine');
    local.close();
  }));
}));
