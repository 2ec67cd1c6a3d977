'use strict';
// Which servers of the workers have a port together: those on the same place,
// the n-th on port 0 in each worker; not exclusive ones. A port in use is an
// error of the server in the worker.
const { mustCall, mustNotCall, skip, isWindows } = require('../common');
const assert = require('node:assert');
const cluster = require('node:cluster');
const net = require('node:net');

if (isWindows) skip('no IPC');

const forms = [{ port: 0 }, { port: 0 }, { port: 0, exclusive: true }, { port: 0, exclusive: true }];

function listen(options) {
  return new Promise((resolve) => {
    const server = net.createServer().on('error', (err) => resolve(err.code));
    server.listen({ host: '127.0.0.1', ...options }, () => resolve(server.address().port));
  });
}

if (cluster.isWorker) {
  process.once('message', async ([taken]) => {
    const ports = [];
    for (const form of forms) ports.push(await listen(form));
    const server = net.createServer(mustNotCall());
    server.on('error', mustCall((err) => {
      const { address, code, message, port, syscall } = err;
      assert.deepStrictEqual([address, code, port, syscall], ['127.0.0.1', 'EADDRINUSE', taken, 'bind']);
      assert.strictEqual(message, `bind EADDRINUSE 127.0.0.1:${taken}`);
      // Two servers of one worker cannot have a port together.
      listen({ port: ports[0] }).then(mustCall((code) => {
        assert.strictEqual(code, 'EADDRINUSE');
        process.send(ports);
      }));
    }));
    server.listen(taken, '127.0.0.1');
  });
  // Exclusive servers are nothing that cluster closes.
  cluster.worker.on('disconnect', () => process.exit());
  return;
}

const blocker = net.createServer().listen(0, '127.0.0.1', mustCall(() => {
  const { port } = blocker.address();
  const seen = [];
  for (const worker of [cluster.fork(), cluster.fork()]) {
    worker.send([port]);
    worker.on('message', mustCall((ports) => {
      if (seen.push(ports) < 2) return;
      const [one, two] = seen;
      assert.strictEqual(one[0], two[0]);
      assert.strictEqual(one[1], two[1]);
      assert.strictEqual(new Set([...one, ...two]).size, 6);
      blocker.close();
      cluster.disconnect(mustCall());
    }));
  }
}));
