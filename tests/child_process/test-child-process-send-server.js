'use strict';
// A server that is sent serves in both processes, also from a raw handle, a path
// or a BoundSocket.
const { mustCall, skip, socketPath, isWindows } = require('../common');
const assert = require('node:assert');
const { fork } = require('node:child_process');
const net = require('node:net');

if (isWindows) skip('no IPC');

if (process.argv[2] === 'child') {
  process.on('message', (message, handle) => {
    let server = handle;
    if (!(handle instanceof net.Server)) server = net.createServer().listen(handle, reply);
    else reply();
    server.on('connection', (socket) => socket.end('child'));
    function reply() {
      process.send([message, handle.constructor.name, server.address()]);
    }
  });
  process.on('disconnect', () => process.exit());
  return;
}

const child = fork(__filename, ['child']);
const kinds = {
  server: (server) => server,
  handle: (server) => server._handle,
};
const expected = [];
let served = 0;
child.on('message', mustCall(([kind, name, address]) => {
  const { close, where } = expected.shift();
  assert.strictEqual(name, { server: 'Server', handle: 'TCP', bound: 'BoundSocket' }[kind]);
  assert.deepStrictEqual(address, where);
  close?.();
  // The child alone serves it now.
  net.connect(where.port, where.address).setEncoding('utf8').on('data', mustCall((data) => {
    assert.strictEqual(data, 'child');
    if (++served === 3) child.disconnect();
  }));
}, 3));

function sendNext(names) {
  if (names.length === 0) {
    sendBound();
    return;
  }
  const server = net.createServer();
  server.listen(0, '127.0.0.1', mustCall(() => {
    expected.push({ where: server.address(), close: () => server.close() });
    child.send(names[0], kinds[names[0]](server), mustCall());
    sendNext(names.slice(1));
  }));
}

function sendBound() {
  const bound = new net.BoundSocket({ host: '127.0.0.1' });
  expected.push({
    where: bound.address(),
    close() {
      assert.throws(() => bound.address(), { code: 'ERR_SOCKET_HANDLE_ADOPTED' });
      const pipe = new net.BoundSocket({ path: socketPath() });
      assert.throws(() => child.send('bound', pipe), { code: 'ERR_INVALID_HANDLE_TYPE' });
      pipe.close();
    },
  });
  child.send('bound', bound);
}

sendNext(Object.keys(kinds));
