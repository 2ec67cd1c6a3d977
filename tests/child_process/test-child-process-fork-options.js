'use strict';
// The options of fork(): the child's arguments, environment and descriptors. A
// channel is not for the children of the child.
const { mustCall, skip, isWindows } = require('../common');
const assert = require('node:assert');
const { fork, spawn, spawnSync } = require('node:child_process');

if (isWindows) skip('no IPC');

if (process.argv[2] === 'child') {
  const grandchild = spawnSync(process.execPath, ['-p', '[process.connected, typeof process.send, process.env.NODE_CHANNEL_FD]']);
  const { argv, channel, env, execArgv } = process;
  process.send({
    args: argv.slice(3), color: env.COLOR, execArgv, fd: channel.fd, grandchild: grandchild.stdout.toString(),
  }, () => process.disconnect());
  console.log('printed');
  return;
}

function expectMessage(child, message, printed) {
  child.once('message', mustCall((got) => {
    assert.deepStrictEqual(got, { ...message, grandchild: "[ undefined, 'undefined', undefined ]\n" });
  }));
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
  child.on('close', mustCall((code) => {
    assert.strictEqual(code, 0);
    assert.strictEqual(text, printed);
  }));
}

const env = { ...process.env, COLOR: 'red' };
expectMessage(fork(__filename, ['child', 'a', 'b c'], { silent: true, env, execArgv: ['--no-warnings'] }),
              { args: ['a', 'b c'], color: 'red', execArgv: ['--no-warnings'], fd: 3 }, 'printed\n');
expectMessage(fork(__filename, ['child'], { stdio: ['ignore', 'pipe', 'inherit', 'ignore', 'ipc'] }),
              { args: [], execArgv: process.execArgv, fd: 4 }, 'printed\n');
expectMessage(fork(new URL(`file://${__filename}`), ['child'], { stdio: 'pipe' }),
              { args: [], execArgv: process.execArgv, fd: 3 }, 'printed\n');
expectMessage(spawn(process.execPath, [__filename, 'child'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] }),
              { args: [], execArgv: process.execArgv, fd: 3 }, 'printed\n');

// The code of -e is not run again by a child that is forked with its options.
const program = `require('child_process').fork(${JSON.stringify(__filename)}, ['child'])
  .on('message', ({ execArgv }) => console.log(process._eval.length > 0, execArgv))`;
const evaluated = spawnSync(process.execPath, ['-e', program]);
assert.strictEqual(evaluated.stdout.toString().includes('true []'), true);
