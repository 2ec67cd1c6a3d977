'use strict';
// Below the user's frames a stack trace shows the functions of Node's own code
// that have led there, by name and file. Lines and columns are not compared.
const common = require('../common');
const assert = require('node:assert');
const { EventEmitter } = require('node:events');
const fs = require('node:fs');
const net = require('node:net');

Error.stackTraceLimit = Infinity;

// below returns the frames of the function that called it from the first of
// Node's own on: "name (file)".
function below() {
  const lines = new Error().stack.split('\n').slice(1).map((line) => line.trim().slice(3).replace(/(:\d+)+(?=\)?$)/, ''));
  return lines.slice(lines.findIndex((line) => line.includes('node:')));
}

const loading = [
  'Module._compile (node:internal/modules/cjs/loader)',
  'Object..js (node:internal/modules/cjs/loader)',
  'Module.load (node:internal/modules/cjs/loader)',
  'Module._load (node:internal/modules/cjs/loader)',
  'wrapModuleLoad (node:internal/modules/cjs/loader)',
];
const main = [
  ...loading,
  'Module.executeUserEntryPoint [as runMain] (node:internal/modules/run_main)',
  'node:internal/main/run_main_module',
];
const ticks = 'process.processTicksAndRejections (node:internal/process/task_queues)';

assert.deepStrictEqual(below(), main);
[1].forEach(() => assert.deepStrictEqual(below(), main));

const emitter = new EventEmitter();
emitter.on('x', common.mustCall(() => assert.strictEqual(below()[0], 'EventEmitter.emit (node:events)')));
emitter.emit('x');

const frames = require('./fixtures/frames.js');
assert.deepStrictEqual(frames.slice(0, loading.length), loading);
assert.strictEqual(frames[loading.length], 'Module.require (node:internal/modules/cjs/loader)');
assert.strictEqual(frames[loading.length + 1], 'require (node:internal/modules/helpers)');
assert.deepStrictEqual(frames.slice(-main.length), main);

process.nextTick(common.mustCall(() => assert.deepStrictEqual(below(), [ticks])));
queueMicrotask(common.mustCall(() => assert.deepStrictEqual(below(), [ticks])));
setTimeout(common.mustCall(() => {
  assert.deepStrictEqual(below(), ['listOnTimeout (node:internal/timers)', 'process.processTimers (node:internal/timers)']);
  setImmediate(common.mustCall(() => {
    // Without a tick before it a job stands on nothing.
    queueMicrotask(common.mustCall(() => assert.deepStrictEqual(new Error().stack.match(/node:/g), null)));
    assert.deepStrictEqual(below(), ['process.processImmediate (node:internal/timers)']);
  }));
}), 1);

fs.stat(__filename, common.mustCall(() => assert.deepStrictEqual(below(), ['FSReqCallback.oncomplete (node:fs)'])));
// An error that no script has led to has no frames.
fs.stat('/does/not/exist', common.mustCall((err) => {
  assert.strictEqual(err.stack, "Error: ENOENT: no such file or directory, stat '/does/not/exist'");
}));

const server = net.createServer(common.mustCall(function connection(socket) {
  assert.deepStrictEqual(below(), ['Server.emit (node:events)', 'TCP.onconnection (node:net)']);
  socket.on('data', common.mustCall(function data() {
    const list = below();
    assert.strictEqual(list[0], 'Socket.emit (node:events)');
    assert.strictEqual(list[1], 'addChunk (node:internal/streams/readable)');
    assert.strictEqual(list.at(-1), 'TCP.onStreamRead (node:internal/stream_base_commons)');
  }));
  socket.on('end', common.mustCall(function end() {
    assert.deepStrictEqual(below(), ['Socket.emit (node:events)', 'endReadableNT (node:internal/streams/readable)', ticks]);
  }));
  socket.on('close', common.mustCall(function close() {
    assert.deepStrictEqual(below(), ['Socket.emit (node:events)', 'TCP.<anonymous> (node:net)']);
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(function listening() {
  const list = below();
  assert.strictEqual(list[0], 'Server.wrapper (node:events)');
  assert.strictEqual(list.at(-2), 'emitListeningNT (node:net)');
  assert.strictEqual(list.at(-1), ticks);
  net.connect(server.address().port, '127.0.0.1').end('x').resume();

  const second = net.createServer();
  second.listen(server.address().port, '127.0.0.1');
  second.on('error', common.mustCall(function error(err) {
    const own = err.stack.split('\n').slice(1, 3).map((line) => line.trim().replace(/:\d+/g, ''));
    assert.deepStrictEqual(own, [
      'at Server.setupListenHandle [as _listen2] (node:net)',
      'at listenInCluster (node:net)',
    ]);
    assert.deepStrictEqual(below(), ['Server.emit (node:events)', 'emitErrorNT (node:net)', ticks]);
  }));
}));

// Call sites say the same.
const { prepareStackTrace } = Error;
Error.prepareStackTrace = (error, sites) => sites;
const sites = new Error().stack;
Error.prepareStackTrace = prepareStackTrace;
assert.strictEqual(sites[0].getFileName(), __filename);
assert.strictEqual(sites[1].getFileName(), 'node:internal/modules/cjs/loader');
assert.strictEqual(sites[1].getTypeName(), 'Module');
assert.strictEqual(sites[5].getFunctionName(), 'wrapModuleLoad');
assert.strictEqual(typeof sites[1].getLineNumber(), 'number');
assert.strictEqual(typeof sites[1].getColumnNumber(), 'number');
assert.match(`${sites[1]}`, /^Module\._compile \(node:internal\/modules\/cjs\/loader:\d+:\d+\)$/);
assert.strictEqual(sites.at(-1).getFunctionName(), null);
