'use strict';
// A module whose top level waits for what cannot come any more.
require('../common');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const waiting = 'await new Promise(() => {})';
const tell = 'process.on("exit", (code) => console.log("exit", code, process.exitCode));';

function run(code, ...options) {
  const { stderr, stdout, status } = spawnSync(process.execPath, [...options, '--input-type=module', '-e', code], { encoding: 'utf8' });
  return { stderr, stdout, status };
}

const warned = run(`1;\n  ${waiting}`);
const [first, ...rest] = warned.stderr.split('\n');
assert.match(first, /^Warning: Detected unsettled top-level await at file:.*\/\[eval1\]:2$/);
assert.deepStrictEqual(rest, [`  ${waiting}`, '  ^', '', '', '', '']);
assert.strictEqual(warned.status, 13);

// The status is 13 unless the script has set another than 0.
assert.partialDeepStrictEqual(run(`${tell}${waiting}`), { stdout: 'exit 13 13\n', status: 13 });
assert.partialDeepStrictEqual(run(`${tell}process.exitCode = 0; ${waiting}`), { stdout: 'exit 13 13\n', status: 13 });
assert.deepStrictEqual(run(`${tell}process.exitCode = 4; ${waiting}`), { stderr: '', stdout: 'exit 4 4\n', status: 4 });
assert.match(run(`process.on("exit", () => { process.exitCode = 5 }); ${waiting}`).stderr, /^Warning/);

// A script that ends the process does not wait.
assert.deepStrictEqual(run('process.exit()'), { stderr: '', stdout: '', status: 0 });
assert.deepStrictEqual(run(`setTimeout(() => process.exit(), 1); ${waiting}`), { stderr: '', stdout: '', status: 0 });

assert.deepStrictEqual(run(waiting, '--no-warnings'), { stderr: '', stdout: '', status: 13 });
