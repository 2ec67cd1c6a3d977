'use strict';
// With keepOpen both processes have the socket.
const { mustCall, skip, socketPath, isWindows } = require('../common');
const assert = require('node:assert');
const { fork } = require('node:child_process');
const net = require('node:net');

if (isWindows) skip('no IPC');

if (process.argv[2] === 'child') {
  process.once('message', (message, socket) => {
    socket.write('child ', () => {
      socket.destroy();
      process.disconnect();
    });
  });
  return;
}

const child = fork(__filename, ['child']);
const server = net.createServer({ pauseOnConnect: true }, mustCall((socket) => {
  child.send('write', socket, { keepOpen: true }, mustCall());
  assert.notStrictEqual(socket._handle, null);
  child.on('exit', mustCall((code) => {
    assert.strictEqual(code, 0);
    socket.end('parent');
    server.close();
  }));
}));
server.listen(socketPath(), mustCall(() => {
  let text = '';
  const client = net.connect(server.address()).setEncoding('utf8');
  client.on('data', (data) => { text += data; });
  client.on('end', mustCall(() => assert.strictEqual(text, 'child parent')));
}));
