'use strict';
// A signal that nobody listens for has its default effect, also after somebody did.
const common = require('../common');
const assert = require('node:assert');
const { spawn } = require('node:child_process');

if (common.isWindows) common.skip('no such signals or pipes on Windows');

function ended(script, signal) {
  const child = spawn(process.execPath, ['-e', `setTimeout(() => {}, 60_000); ${script}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => { printed += text; });
  child.on('close', common.mustCall((code, by) => {
    assert.deepStrictEqual([code, by, printed], [null, signal, script.includes('once') ? 'heard\n' : '']);
  }));
}

for (const signal of ['SIGUSR2', 'SIGALRM', 'SIGXCPU', 'SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT']) {
  ended(`process.kill(process.pid, '${signal}');`, signal);
  ended(`process.once('${signal}', () => {
    console.log('heard');
    process.kill(process.pid, '${signal}');
  });
  process.kill(process.pid, '${signal}');`, signal);
}

// Nor does it matter that the parent ignores it.
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM']) {
  const command = `trap '' ${signal.slice(3)}; exec "$0" -e 'process.kill(process.pid, "${signal}"); setTimeout(() => {}, 60_000)'`;
  spawn('sh', ['-c', command, process.execPath], { stdio: 'inherit' }).on('exit', common.mustCall((code, by) => {
    assert.deepStrictEqual([code, by], [null, signal]);
  }));
}
