'use strict';
// AsyncLocalStorage follows what was started: 'connection' has the context of
// listen, a client's events that of connect, a write's callback that of write.
// The events of an accepted socket have none.
const common = require('../common');
const assert = require('node:assert');
const { AsyncLocalStorage } = require('node:async_hooks');
const net = require('node:net');

const storage = new AsyncLocalStorage();
const server = storage.run('server', () => net.createServer(common.mustCall((socket) => {
  assert.strictEqual(storage.getStore(), 'server');
  socket.on('data', common.mustCall(() => {
    assert.strictEqual(storage.getStore(), undefined);
    socket.end();
  }));
})).listen(0, '127.0.0.1', common.mustCall(() => {
  assert.strictEqual(storage.getStore(), 'server');
  storage.run('client', () => {
    const client = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
      assert.strictEqual(storage.getStore(), 'client');
      storage.run('write', () => client.write('x', common.mustCall(() => {
        assert.strictEqual(storage.getStore(), 'write');
      })));
    }));
    client.resume();
    client.on('close', common.mustCall(() => {
      assert.strictEqual(storage.getStore(), 'client');
      server.close();
    }));
  });
})));
