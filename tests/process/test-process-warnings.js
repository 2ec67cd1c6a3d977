'use strict';
// Warnings: what is printed, and what only the listeners get.
require('../common');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const source = `
  process.on('warning', (w) => console.log(w.name, w.code, w.message));
  process.emitWarning('first', { type: 'Custom', code: 'C1', detail: 'more' });
  process.emitWarning('second', 'DeprecationWarning', 'DEP_X');
  process.emitWarning(new RangeError('third'));`;

function run(...flags) {
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, '-e', source], { encoding: 'utf8' });
  return { stdout, stderr: stderr.replace(/\(node:\d+\)/g, '(node)') };
}

const all = 'Custom C1 first\nDeprecationWarning DEP_X second\nRangeError undefined third\n';

{
  const { stdout, stderr } = run();
  assert.strictEqual(stdout, all);
  assert.match(stderr, /^\(node\) \[C1\] Custom: first\nmore\n\(Use `\S+ --trace-warnings \.\.\.` to show where the warning was created\)\n\(node\) \[DEP_X\] DeprecationWarning: second\n\(node\) RangeError: third\n$/);
}
{
  const { stdout, stderr } = run('--no-warnings');
  assert.strictEqual(stdout, all);
  assert.strictEqual(stderr, '');
}
assert.ok(!run('--no-deprecation').stdout.includes('second'));
assert.ok(!run('--disable-warning=DEP_X').stderr.includes('second'));
assert.match(run('--trace-warnings').stderr, /Custom: first\n {4}at /);

for (const bad of [[1], [undefined], ['x', 5], ['x', 'y', 5]]) {
  assert.throws(() => process.emitWarning(...bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
