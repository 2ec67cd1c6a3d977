'use strict';
// An AsyncLocalStorage keeps its value over everything that calls back later.
const common = require('../common');
const assert = require('node:assert');
const events = require('node:events');
const fs = require('node:fs');
const net = require('node:net');
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');

const storage = new AsyncLocalStorage({ defaultValue: 'default', name: 'test' });
assert.strictEqual(storage.name, 'test');
assert.strictEqual(storage.getStore(), 'default');

const expects = (value) => common.mustCall(() => assert.strictEqual(storage.getStore(), value));

const snapshot = storage.run('kept', () => {
  const check = () => expects('kept');
  process.nextTick(check());
  queueMicrotask(check());
  setTimeout(check(), 1);
  setImmediate(check());
  Promise.resolve().then(check()).finally(check());
  Promise.reject(new Error()).catch(check());
  fs.stat(__filename, check());
  fs.promises.stat(__filename).then(check());
  (async () => {
    await null;
    check()();
    await new Promise((resolve) => setTimeout(resolve, 1));
    check()();
    storage.run('inner', async () => {
      await null;
      expects('inner')();
    });
    check()();
  })();
  return AsyncLocalStorage.snapshot();
});
expects('default')();
snapshot(expects('kept'));

// The value is that of where a callback was given, not of where a promise is
// settled.
{
  const { promise, resolve } = Promise.withResolvers();
  storage.run('waits', () => promise.then(expects('waits')));
  storage.run('settles', () => setImmediate(resolve));
}

// enterWith lasts to the end of the callback.
setImmediate(() => {
  storage.enterWith('entered');
  expects('entered')();
  setImmediate(expects('entered'));
  storage.exit(expects(undefined));
  process.nextTick(() => {
    storage.disable();
    expects('default')();
  });
});
setImmediate(expects('default'));

// A listener runs with the value of who emits; one that is bound with its own.
{
  const ee = new events();
  const bound = storage.run('bound', () => AsyncLocalStorage.bind(expects('bound')));
  const resource = storage.run('resource', () => new AsyncResource('TEST'));
  ee.on('x', expects('emit'));
  ee.on('x', bound);
  ee.on('x', () => resource.runInAsyncScope(expects('resource')));
  storage.run('emit', () => ee.emit('x'));
}

// Sockets.
{
  const server = net.createServer(common.mustCall((socket) => socket.end('x')));
  server.listen(0, common.mustCall(() => {
    storage.run('client', () => {
      const socket = net.connect(server.address().port, expects('client'));
      socket.on('data', expects('client')).on('close', common.mustCall(() => {
        expects('client')();
        server.close();
      }));
    });
  }));
}
