'use strict';
// What happens to errors that nobody catches: listeners, exit codes and what
// is printed.
require('../common');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

function run(source, ...flags) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, '-e', source], { encoding: 'utf8' });
  return { stdout, stderr, status };
}

// An error with properties.
{
  const { stderr, status } = run(`
    process.on('exit', (code) => console.log(code));
    throw Object.assign(new TypeError('bad'), { code: 'E_BAD', detail: [1] });`);
  assert.strictEqual(status, 1);
  assert.match(stderr, /^\[eval\]:3\n {4}throw Object.*\n +\^\n\nTypeError: bad\n {4}at /);
  assert.match(stderr, / \{\n {2}code: 'E_BAD',\n {2}detail: \[ 1 \]\n\}\n\nNode\.js v/);
}

// What is not an error.
{
  const { stderr, status } = run('throw { a: 1 };');
  assert.strictEqual(status, 1);
  assert.match(stderr, /^\n?\[eval\]:1\nthrow \{ a: 1 \};\n\^\n+\{ a: 1 \}\n\nNode\.js v/);
}

// A listener of 'uncaughtException' lets the process go on; a throw in it is
// the end, with 7.
{
  const { stdout, status } = run(`
    process.on('uncaughtExceptionMonitor', (err, origin) => console.log('monitor', String(err), origin));
    process.on('uncaughtException', (err, origin) => console.log('caught', String(err), origin));
    setImmediate(() => { throw 1; });
    setTimeout(() => Promise.reject(new Error(2)), 20);
    setTimeout(() => console.log('alive'), 40);`);
  assert.deepStrictEqual(stdout.split('\n'), [
    'monitor 1 uncaughtException', 'caught 1 uncaughtException',
    'monitor Error: 2 unhandledRejection', 'caught Error: 2 unhandledRejection', 'alive', '']);
  assert.strictEqual(status, 0);
  assert.strictEqual(run(`process.on('uncaughtException', () => { throw new Error('again'); }); throw 1;`).status, 7);
}

// Rejections in each mode.
for (const [mode, status, printed] of [
  ['throw', 1, /^.*\n.*\n\nError: lost\n/s],
  ['strict', 1, /Error: lost\n/],
  ['warn', 0, /^\(node:\d+\) UnhandledPromiseRejectionWarning: Error: lost\n/],
  ['none', 0, /^$/],
  ['warn-with-error-code', 1, /^\(node:\d+\) UnhandledPromiseRejectionWarning: Error: lost\n/],
]) {
  const result = run(`Promise.reject(new Error('lost'))`, `--unhandled-rejections=${mode}`);
  assert.strictEqual(result.status, status, mode);
  assert.match(result.stderr, printed);
}

// One that is handled in time is none; one handled later is told of.
{
  const { stdout, status } = run(`
    process.on('unhandledRejection', (reason, p) => {
      console.log('unhandled', reason);
      setImmediate(() => p.catch(() => {}));
    });
    process.on('rejectionHandled', (p) => console.log('handled', p instanceof Promise));
    Promise.reject('late');
    const early = Promise.reject('early');
    process.nextTick(() => early.catch(() => {}));`);
  assert.strictEqual(stdout, 'unhandled late\nhandled true\n');
  assert.strictEqual(status, 0);
}
