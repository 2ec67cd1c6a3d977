'use strict';
// Lines 904-913: listeners of 'error' and 'close' see every ending.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const endings = [];
const server = net.createServer((socket) => {
  let code = 'none';
  socket.on('error', (err) => { code = err.code; });
  socket.on('close', (hadError) => {
    endings.push(`${code} ${hadError}`);
    if (endings.length === 3) server.close();
  });
  socket.resume();
});
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  const client = (act) => {
    const socket = net.connect(port, '127.0.0.1', () => act(socket));
    socket.resume();
  };
  client((socket) => socket.end());
  client((socket) => socket.destroy());
  client((socket) => socket.resetAndDestroy());
}));
process.on('exit', () => {
  assert.deepStrictEqual(endings.sort(), ['ECONNRESET true', 'none false', 'none false']);
});
