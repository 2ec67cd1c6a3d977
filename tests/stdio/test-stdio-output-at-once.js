'use strict';
// Each write to a standard stream is out when it returns: a process that is
// killed in the same turn has written all.
const common = require('../common');
const assert = require('node:assert');
const { spawn } = require('node:child_process');

function writeAndDie() {
  setImmediate(() => {
    for (const text of ['one ', 'two ', 'three']) {
      process.stdout.write(text);
      process.stderr.write(text);
    }
    process.kill(process.pid, 'SIGKILL');
    for (;;); // until the signal has come
  });
}

const child = spawn(process.execPath, ['-e', `(${writeAndDie})()`]);
const got = { stdout: '', stderr: '' };
for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => { got[name] += text; });
child.on('close', common.mustCall(() => {
  assert.deepStrictEqual(got, { stdout: 'one two three', stderr: 'one two three' });
}));
