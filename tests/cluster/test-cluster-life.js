'use strict';
// What primary and worker hear of each other, in which order.
const { mustCall, skip, isWindows } = require('../common');
const assert = require('node:assert');
const cluster = require('node:cluster');
const net = require('node:net');

if (isWindows) skip('no IPC');

if (cluster.isWorker) {
  assert.deepStrictEqual([cluster.isPrimary, cluster.isMaster], [false, false]);
  assert.ok(cluster.worker instanceof cluster.Worker);
  assert.strictEqual(cluster.worker.process, process);
  assert.strictEqual(cluster.worker.state, 'online');
  assert.deepStrictEqual([cluster.worker.isConnected(), cluster.worker.isDead()], [true, false]);
  assert.strictEqual(process.env.NODE_UNIQUE_ID, undefined);
  assert.strictEqual(process.env.COLOR, 'red');
  assert.strictEqual(cluster.workers, undefined);
  const server = net.createServer().listen(0, '127.0.0.1', mustCall(() => {
    cluster.worker.send([cluster.worker.id, process.argv.slice(2)]);
  }));
  cluster.worker.on('message', mustCall((message) => {
    assert.strictEqual(message, 'end');
    assert.strictEqual(cluster.worker.state, 'listening');
    server.on('close', mustCall());
    assert.strictEqual(cluster.worker.disconnect(), cluster.worker);
    assert.strictEqual(cluster.worker.exitedAfterDisconnect, true);
  }));
  cluster.worker.on('disconnect', mustCall());
  return;
}

assert.deepStrictEqual([cluster.isWorker, cluster.isPrimary, cluster.isMaster], [false, true, true]);
assert.deepStrictEqual([cluster.settings, cluster.workers, cluster.worker], [{}, {}, undefined]);
assert.deepStrictEqual([cluster.SCHED_NONE, cluster.SCHED_RR, cluster.schedulingPolicy], [1, 2, 2]);

const ofCluster = [];
const ofWorker = [];
cluster.setupPrimary({ args: ['a', 'b'], exec: __filename });
assert.deepStrictEqual(cluster.settings, {
  args: ['a', 'b'], exec: __filename, execArgv: process.execArgv, silent: false,
});
// fork() sets up again, with what there is already.
cluster.on('setup', mustCall((settings) => assert.strictEqual(settings.exec, __filename), 2));

const worker = cluster.fork({ COLOR: 'red' });
assert.strictEqual(cluster.workers[1], worker);
assert.deepStrictEqual([worker.id, worker.state, worker.exitedAfterDisconnect], [1, 'none', undefined]);
for (const event of ['fork', 'online', 'listening', 'message', 'disconnect', 'exit']) {
  cluster.on(event, mustCall((first) => {
    ofCluster.push(event);
    assert.strictEqual(first, worker);
  }));
  if (event !== 'fork') worker.on(event, mustCall(() => ofWorker.push(event)));
}
worker.on('online', () => assert.strictEqual(worker.state, 'online'));
worker.on('listening', ({ address, addressType, fd, port }) => {
  assert.deepStrictEqual([address, addressType, fd, port > 0], ['127.0.0.1', 4, undefined, true]);
  assert.strictEqual(worker.state, 'listening');
});
worker.on('message', (message) => {
  assert.deepStrictEqual(message, [1, ['a', 'b']]);
  worker.send('end');
});
worker.on('disconnect', () => {
  assert.strictEqual(worker.exitedAfterDisconnect, true);
  assert.strictEqual(worker.isConnected(), false);
});
worker.on('exit', (code, signal) => {
  assert.deepStrictEqual([code, signal], [0, null]);
  assert.deepStrictEqual([worker.state, worker.isDead()], ['dead', true]);
});
process.on('exit', () => {
  assert.deepStrictEqual(ofCluster, ['fork', 'online', 'message', 'listening', 'disconnect', 'exit']);
  assert.deepStrictEqual(ofWorker, ofCluster.slice(1));
  assert.deepStrictEqual(cluster.workers, {});
});
