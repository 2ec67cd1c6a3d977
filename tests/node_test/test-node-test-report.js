'use strict';
// node:test runs hooks, subtests and suites in their order, and the process's
// status says whether all passed.
require('../common');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'node-test-')), 'sample.js');
fs.writeFileSync(file, `
  const { after, before, describe, it, mock, test } = require('node:test');
  const assert = require('node:assert');
  const log = [];
  test('passes', (t) => { t.plan(1); t.assert.ok(true); });
  test('fails', async () => { assert.strictEqual(1, 2); });
  test('skipped', { skip: true }, () => { throw new Error('not run'); });
  test('parent', async (t) => { await t.test('child', () => {}); });
  describe('suite', () => {
    before(() => log.push('before'));
    after(() => log.push('after'));
    it('first', () => log.push('first'));
    it('callback', (t, done) => setTimeout(done, 1));
  });
  test('mocks', (t) => {
    assert.deepStrictEqual(log, ['before', 'first', 'after']);
    const fn = t.mock.fn((a) => a * 2);
    assert.strictEqual(fn(2), 4);
    assert.deepStrictEqual(fn.mock.calls[0].arguments, [2]);
    t.mock.timers.enable({ apis: ['setTimeout'] });
    let fired = false;
    setTimeout(() => { fired = true; }, 1000);
    t.mock.timers.tick(1000);
    assert.ok(fired);
  });
`);
const { status, stdout } = spawnSync(process.execPath, [file], { encoding: 'utf8', env: { ...process.env, NODE_TEST_CONTEXT: undefined } });
fs.rmSync(path.dirname(file), { recursive: true });
assert.strictEqual(status, 1, stdout);
for (const line of ['tests 8', 'suites 1', 'pass 6', 'fail 1', 'skipped 1']) assert.ok(stdout.includes(line), `${line}\n${stdout}`);
assert.match(stdout, /✖ fails/);
