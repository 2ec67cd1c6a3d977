'use strict';
// The calls that wait give what the child wrote and how it ended.
const assert = require('node:assert');
const { execFileSync, execSync, spawnSync } = require('node:child_process');

const result = spawnSync('cat', { input: 'fed', encoding: 'utf8' });
assert.strictEqual(result.stdout, 'fed');
assert.strictEqual(result.stderr, '');
assert.deepStrictEqual(result.output, [null, 'fed', '']);
assert.deepStrictEqual([result.status, result.signal], [0, null]);
assert.ok(result.pid > 0);

assert.strictEqual(execSync('printf x; printf y').toString(), 'xy');
assert.strictEqual(execFileSync('printf', ['%s', 'z'], { encoding: 'latin1' }), 'z');
assert.throws(() => execSync('exit 9', { stdio: 'pipe' }), { status: 9, message: 'Command failed: exit 9' });

const killed = spawnSync('sleep', ['60'], { timeout: 20 });
assert.strictEqual(killed.signal, 'SIGTERM');
assert.strictEqual(killed.error.code, 'ETIMEDOUT');

const missing = spawnSync('no-such-program-anywhere', ['a']);
assert.strictEqual(missing.error.message, 'spawnSync no-such-program-anywhere ENOENT');
assert.strictEqual(missing.status, null);
assert.strictEqual(missing.output, null);

const many = spawnSync('head', ['-c', '100000', '/dev/zero'], { maxBuffer: 1000 });
assert.strictEqual(many.error.code, 'ENOBUFS');
assert.throws(() => spawnSync('x\0y'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => spawnSync('x', { killSignal: 'SIGNOTHING' }), { code: 'ERR_UNKNOWN_SIGNAL' });
