'use strict';
// A connection is handed to a child, which goes on serving it; the server counts
// it and waits for it.
const { mustCall, mustNotCall, skip, isWindows } = require('../common');
const assert = require('node:assert');
const { fork } = require('node:child_process');
const net = require('node:net');

if (isWindows) skip('no IPC');

if (process.argv[2] === 'child') {
  let socket;
  process.on('message', (message, handle) => {
    if (message === 'serve') {
      assert.ok(handle instanceof net.Socket);
      assert.strictEqual(handle.remoteFamily, 'IPv4');
      socket = handle;
      socket.write('child\n');
      socket.on('data', (data) => socket.write(data));
    } else if (message === 'end') {
      socket.end('bye\n');
    } else {
      assert.strictEqual(handle, undefined);
      process.send('serving');
    }
  });
  return;
}

const child = fork(__filename, ['child']);
const server = net.createServer({ pauseOnConnect: true }, mustCall((socket) => {
  socket.write('parent\n'); // goes out before the socket does
  socket.on('close', mustNotCall());
  child.send('serve', socket, mustCall((err) => assert.strictEqual(err, null)));
  assert.strictEqual(socket._handle, null);
  // A second time there is nothing to send along.
  child.send('not again', socket);
}));
server.listen(0, '127.0.0.1', mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1');
  let text = '';
  client.setEncoding('utf8').on('data', (data) => {
    text += data;
    if (text === 'parent\nchild\n') client.write('echo\n');
    if (text === 'parent\nchild\necho\n') ask();
  });
  client.on('end', mustCall(() => assert.strictEqual(text, 'parent\nchild\necho\nbye\n')));
}));
child.once('message', mustCall((message) => assert.strictEqual(message, 'serving')));

function ask() {
  server.getConnections(mustCall((err, count) => {
    assert.ifError(err);
    assert.strictEqual(count, 1);
    server.close(mustCall(() => child.disconnect()));
    child.send('end');
  }));
}
