'use strict';
// Tests that are expected to fail.
require('../common');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'node-test-')), 'sample.js');
fs.writeFileSync(file, `
  const { test } = require('node:test');
  test('fails', { expectFailure: true }, () => { throw new Error('x'); });
  test('passes', { expectFailure: true }, () => {});
  test.expectFailure('form', async () => { throw new Error('x'); });
  test('labelled', { expectFailure: 'a reason' }, () => { throw new Error('x'); });
  test('matches', { expectFailure: /zz/ }, () => { throw new Error('zz top'); });
  test('differs', { expectFailure: /zz/ }, () => { throw new Error('other'); });
  test('both', { expectFailure: { match: /q/, label: 'why' } }, () => { throw new Error('q'); });
  test('todo', { expectFailure: true, todo: true }, () => { throw new Error('x'); });
`);
const { status, stdout } = spawnSync(process.execPath, [file], {
  encoding: 'utf8', env: { ...process.env, NODE_TEST_CONTEXT: undefined },
});
fs.rmSync(path.dirname(file), { recursive: true });
assert.strictEqual(status, 1, stdout);
const [report] = stdout.split('failing tests');
assert.deepStrictEqual(report.match(/^[✔✖] \S.*$/gm).map((line) => line.replace(/ \([\d.]+ms\)/, '')), [
  '✔ fails # EXPECTED FAILURE',
  '✖ passes # EXPECTED FAILURE',
  '✔ form # EXPECTED FAILURE',
  '✔ labelled # EXPECTED FAILURE',
  '✔ matches # EXPECTED FAILURE',
  '✖ differs # EXPECTED FAILURE',
  '✔ both # EXPECTED FAILURE',
  '✔ todo # TODO',
]);
assert.match(stdout, /test was expected to fail but passed/);
assert.match(stdout, /The input did not match the regular expression \/zz\//);
