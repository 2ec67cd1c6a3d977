'use strict';
// process.env is the environment: all values are strings, and children get it.
const common = require('../common');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const { env } = process;
env.GONET_NUMBER = 5;
env.GONET_NULL = null;
env.GONET_EMPTY = '';
assert.strictEqual(env.GONET_NUMBER, '5');
assert.strictEqual(env.GONET_NULL, 'null');
assert.ok('GONET_EMPTY' in env && Object.hasOwn(env, 'GONET_EMPTY'));
assert.ok(Object.keys(env).includes('GONET_NUMBER'));
assert.strictEqual({ ...env }.GONET_NUMBER, '5');
assert.throws(() => { env.x = Symbol('x'); }, TypeError);
assert.throws(() => Object.defineProperty(env, 'x', { value: 1 }), { code: 'ERR_INVALID_OBJECT_DEFINE_PROPERTY' });
assert.strictEqual(env.gonet_none, undefined);
if (common.isWindows) assert.strictEqual(env.gonet_number, '5');

const child = () => spawnSync(process.execPath, ['-p', 'process.env.GONET_NUMBER'], { encoding: 'utf8' }).stdout;
assert.strictEqual(child(), '5\n');
assert.ok(delete env.GONET_NUMBER);
assert.ok(!('GONET_NUMBER' in env));
assert.strictEqual(child(), 'undefined\n');
