'use strict';
// What a program writes that dies of an 'error' event: a line of EventEmitter,
// the error, and where it was emitted.
require('../common');
const tree = require('../common/tree');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const dir = tree({
  'busy.js': `const net = require('node:net');
const first = net.createServer().listen(0, '127.0.0.1', () => {
  console.error('listening');
  net.createServer().listen(first.address().port, '127.0.0.1');
});
`,
  'value.js': 'process.emit("error", 5);\n',
  'late.js': 'setTimeout(() => new (class Foo extends require("events") {})().emit("error", new TypeError("boo")), 1);\n',
  'limit.js': 'console.error("before");\nError.stackTraceLimit = 0;\nnull.x;\n',
  'nothing.js': 'require("fs").readFile("/does/not/exist", (err) => {\n  throw err;\n});\n',
  'vm.js': 'require("vm").runInThisContext("1;\\nthrow new Error(\'why\')", { filename: "some.vm", displayErrors: false });\n',
});
function run(name) {
  const { stderr, status } = spawnSync(process.execPath, [name], { cwd: dir, encoding: 'utf8' });
  assert.strictEqual(status, 1);
  return stderr.replaceAll('\r', '').replace(/(node:[\w/]+)(:\d+)+/g, '$1');
}
const place = "node:events\n    throw er; // Unhandled 'error' event\n    ^\n\n";

const busy = run('busy.js');
assert.ok(busy.startsWith(`listening\n${place}Error: listen EADDRINUSE: address already in use 127.0.0.1:`), busy);
assert.match(busy, /\n {4}at Server\.setupListenHandle \[as _listen2\] \(node:net\)\n/);
assert.ok(busy.includes(`
Emitted 'error' event on Server instance at:
    at emitErrorNT (node:net)
    at process.processTicksAndRejections (node:internal/process/task_queues) {
  code: 'EADDRINUSE',`), busy);

assert.ok(run('value.js').startsWith(`${place}Error [ERR_UNHANDLED_ERROR]: Unhandled error. (5)\n    at `));
assert.match(run('late.js'), /^node:events\n[^]*\nTypeError: boo\n {4}at [^]*\nEmitted 'error' event on Foo instance at:\n {4}at (?!.*emit)/);

// The place is known without a stack too.
assert.match(run('limit.js'), /^before\n.*limit\.js:3\nnull\.x;\n {5}\^\n\n\[TypeError: Cannot read properties of null \(reading 'x'\)\]\n/);
assert.match(run('nothing.js'), /^.*nothing\.js:2\n {2}throw err;\n {2} *\^\n\n\[Error: ENOENT: no such file or directory, open '\/does\/not\/exist'\] \{\n/);
assert.match(run('vm.js'), /^some\.vm:2\nthrow new Error\('why'\)\n\^\n\nError: why\n {4}at some\.vm:2:7\n/);
