'use strict';
// Modules that packages load and seldom call are there, with what is known of
// them without calling them.
require('../common');
const assert = require('node:assert');

const http = require('node:http');
assert.strictEqual(http.STATUS_CODES[404], 'Not Found');
assert.ok(http.METHODS.includes('GET'));
assert.ok(new http.Agent({ keepAlive: true }).keepAlive);
assert.throws(() => http.validateHeaderName('a b'), { code: 'ERR_INVALID_HTTP_TOKEN' });
assert.throws(() => http.validateHeaderValue('a', '\n'), { code: 'ERR_INVALID_CHAR' });
assert.strictEqual(require('node:https').globalAgent.defaultPort, 443);
assert.strictEqual(require('node:http2').constants.HTTP2_HEADER_STATUS, ':status');
assert.strictEqual(require('node:tls').DEFAULT_MIN_VERSION, 'TLSv1.2');

const threads = require('node:worker_threads');
assert.deepStrictEqual([threads.isMainThread, threads.threadId, threads.parentPort], [true, 0, null]);
assert.strictEqual(require('node:cluster').isPrimary, true);
assert.ok(require('node:v8').getHeapStatistics().used_heap_size > 0);
assert.strictEqual(require('node:constants').SIGTERM, 15);

const vm = require('node:vm');
assert.strictEqual(vm.runInThisContext('1 + 1'), 2);
assert.strictEqual(vm.compileFunction('return a + b', ['a', 'b'])(1, 2), 3);
assert.throws(() => new vm.Script('1 +'), { name: 'SyntaxError' });

for (const [name, Class] of Object.entries({
  Agent: http.Agent, TLSSocket: require('node:tls').TLSSocket, Server: http.Server, Worker: threads.Worker,
})) {
  const Derived = class extends Class {};
  assert.ok(Derived.prototype instanceof Class, name);
}
for (const name of ['inspector', 'trace_events', 'wasi', 'tty']) require(`node:${name}`);
