'use strict';
// 'beforeExit' as often as there was new work, then 'exit' with the code that
// is in force, which listeners may change.
require('../common');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const run = (source) => spawnSync(process.execPath, ['-e', source], { encoding: 'utf8' });

{
  const { stdout, status } = run(`
    let n = 0;
    process.on('beforeExit', (code) => {
      console.log('beforeExit', code);
      if (++n === 1) setImmediate(() => console.log('more'));
    });
    process.on('exit', (code) => {
      console.log('exit', code, process.exitCode);
      process.exitCode = 9;
      setTimeout(() => console.log('never'), 0);
    });
    process.exitCode = '3';`);
  assert.deepStrictEqual(stdout.split('\n'), ['beforeExit 3', 'more', 'beforeExit 3', 'exit 3 3', '']);
  assert.strictEqual(status, 9);
}

// process.exit ends everything at once, and nothing catches it.
{
  const { stdout, status } = run(`
    process.on('beforeExit', () => console.log('never'));
    process.on('exit', (code) => { console.log('exit', code); process.exit(); });
    process.nextTick(() => console.log('never'));
    try { process.exit(4); } catch { console.log('never'); } finally { console.log('never'); }`);
  assert.strictEqual(stdout, 'exit 4\n');
  assert.strictEqual(status, 4);
}

for (const code of [1.5, 'x', {}, true]) {
  assert.throws(() => { process.exitCode = code; }, { code: /ERR_INVALID_ARG_TYPE|ERR_OUT_OF_RANGE/ });
}
