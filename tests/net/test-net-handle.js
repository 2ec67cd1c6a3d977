'use strict';
// The parts of _handle that scripts use.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  const handle = socket._handle;
  assert.strictEqual(handle.constructor.name, 'TCP');
  assert.strictEqual(socket._handle, handle);
  assert.strictEqual(handle.owner, socket);
  assert.strictEqual(handle.reading, true);
  if (!common.isWindows) assert.ok(handle.fd > 2);
  assert.ok(handle.getAsyncId() > 0);
  assert.strictEqual(handle.hasRef(), true);
  handle.unref();
  assert.strictEqual(handle.hasRef(), false);
  handle.ref();
  const out = {};
  assert.strictEqual(handle.getpeername(out), 0);
  assert.deepStrictEqual(out, { address: '127.0.0.1', family: 'IPv4', port: socket.remotePort });
  socket.once('data', common.mustCall(() => {
    assert.strictEqual(handle.bytesRead, 5);
    assert.strictEqual(socket.bytesRead, 5);
    // A method that a script has put there is called.
    handle.setNoDelay = common.mustCall((on) => { assert.strictEqual(on, true); });
    socket.setNoDelay(true);
    socket.end('bye');
    assert.strictEqual(handle.bytesWritten, 3);
  }));
  socket.on('close', common.mustCall(() => {
    assert.strictEqual(socket._handle, null);
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  assert.strictEqual(server._handle.constructor.name, 'TCP');
  net.connect(server.address().port, '127.0.0.1').resume().end('hello');
}));
assert.strictEqual(server._handle, null);
