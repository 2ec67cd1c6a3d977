'use strict';
// exec and execFile collect output, and fail for exit statuses, limits and
// timeouts, as callbacks and as promises.
const { mustCall } = require('../common');
const assert = require('node:assert');
const { exec, execFile } = require('node:child_process');
const { promisify } = require('node:util');

exec('echo out; echo err >&2; exit 4', mustCall((err, stdout, stderr) => {
  assert.strictEqual(err.code, 4);
  assert.strictEqual(err.cmd, 'echo out; echo err >&2; exit 4');
  assert.strictEqual(err.killed, false);
  assert.strictEqual(err.message, 'Command failed: echo out; echo err >&2; exit 4\nerr\n');
  assert.deepStrictEqual([stdout, stderr], ['out\n', 'err\n']);
}));

execFile('echo', ['a', 'b c'], { encoding: 'buffer' }, mustCall((err, stdout) => {
  assert.ifError(err);
  assert.deepStrictEqual(stdout, Buffer.from('a b c\n'));
}));

exec('echo 0123456789', { maxBuffer: 4 }, mustCall((err, stdout) => {
  assert.strictEqual(err.code, 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER');
  assert.strictEqual(stdout, '0123');
}));

execFile('sleep', ['60'], { timeout: 20 }, mustCall((err) => {
  assert.strictEqual(err.killed, true);
  assert.strictEqual(err.signal, 'SIGTERM');
}));

promisify(exec)('echo done').then(mustCall(({ stdout }) => assert.strictEqual(stdout, 'done\n')));
assert.rejects(promisify(execFile)('false'), { code: 1, stdout: '', stderr: '' }).then(mustCall());

const controller = new AbortController();
execFile('sleep', ['60'], { signal: controller.signal }, mustCall((err) => assert.strictEqual(err.name, 'AbortError')));
controller.abort();
