'use strict';
// A failed start is an 'error' event; the server stays as it was.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

function fails(args, check) {
  const server = net.createServer();
  server.on('listening', common.mustNotCall());
  server.on('close', common.mustNotCall());
  server.on('error', common.mustCall((error) => {
    assert.strictEqual(server.listening, false);
    assert.strictEqual(error.syscall, 'listen');
    check(error);
  }));
  server.listen(...args);
}

fails([0, '192.0.2.10'], (error) => {
  assert.strictEqual(error.code, 'EADDRNOTAVAIL');
  assert.strictEqual(error.message, 'listen EADDRNOTAVAIL: address not available 192.0.2.10');
  assert.strictEqual(error.port, undefined);
  if (common.isLinux) assert.strictEqual(error.errno, -99);
});
if (!common.isWindows) {
  fails(['/no/such/folder/socket'], (error) => {
    assert.strictEqual(error.code, 'EACCES');
    assert.strictEqual(error.message, 'listen EACCES: permission denied /no/such/folder/socket');
    assert.strictEqual(error.address, '/no/such/folder/socket');
    assert.strictEqual(error.port, -1);
  });
  fails(['/tmp/' + 'x'.repeat(200)], (error) => assert.strictEqual(error.code, 'EINVAL'));
}

const first = net.createServer().listen(0, '0.0.0.0', common.mustCall(() => {
  const { port } = first.address();
  fails([port, '127.0.0.1'], (error) => {
    assert.strictEqual(error.code, 'EADDRINUSE');
    assert.strictEqual(error.port, port);
    if (common.isLinux) assert.strictEqual(error.errno, -98);
    first.close();
  });
}));
