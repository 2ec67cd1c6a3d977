'use strict';
// The callbacks of a request run in the context that it was made in, over a
// socket that served another and after waiting for one; hooks see the parsers.
const common = require('../common');
const assert = require('node:assert');
const { AsyncLocalStorage, createHook, executionAsyncResource } = require('node:async_hooks');
const http = require('node:http');

const parsers = { HTTPINCOMINGMESSAGE: new Set(), HTTPCLIENTREQUEST: new Set() };
const gone = new Set();
createHook({
  init(id, type) { parsers[type]?.add(id); },
  destroy(id) { gone.add(id); },
}).enable();

const storage = new AsyncLocalStorage();
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const server = http.createServer((req, res) => {
  assert.strictEqual(executionAsyncResource().socket, req.socket);
  req.resume().on('end', () => res.end('x'));
});

function ask(name, done) {
  storage.run(name, common.mustCall(() => {
    const request = http.request({ agent, port: server.address().port, method: 'POST' }, common.mustCall((res) => {
      assert.strictEqual(storage.getStore(), name);
      assert.strictEqual(executionAsyncResource().req, request);
      res.on('data', common.mustCall(() => assert.strictEqual(storage.getStore(), name)));
      res.on('end', common.mustCall(() => {
        assert.strictEqual(storage.getStore(), name);
        done();
      }));
    }));
    request.end('payload');
  }));
}

server.listen(0, '127.0.0.1', common.mustCall(() => {
  ask('first', common.mustCall(() => {
    storage.exit(() => setImmediate(common.mustCall(() => {
      ask('second', common.mustCall());
      ask('waiting', common.mustCall(() => {
        agent.destroy();
        server.close();
      }));
    })));
  }));
}));

process.on('exit', () => {
  assert.strictEqual(parsers.HTTPCLIENTREQUEST.size, 3);
  assert.strictEqual(parsers.HTTPINCOMINGMESSAGE.size, 1);
  for (const id of parsers.HTTPCLIENTREQUEST) assert.ok(gone.has(id));
});
