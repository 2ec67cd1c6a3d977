'use strict';
// What stdio says the child gets: nothing, a file, one of our streams, a fourth
// pipe.
const { mustCall } = require('../common');
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'stdio-')), 'out');
const fd = fs.openSync(file, 'w');
const writer = spawn('echo', ['to the file'], { stdio: ['ignore', fd, 'ignore'] });
assert.deepStrictEqual([writer.stdin, writer.stdout, writer.stderr], [null, null, null]);
writer.on('close', mustCall(() => {
  fs.closeSync(fd);
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'to the file\n');
  fs.rmSync(path.dirname(file), { recursive: true });
}));

const source = spawn('echo', ['through two']);
const sink = spawn('cat', { stdio: [source.stdout, 'pipe', 'inherit'] });
sink.stdout.setEncoding('utf8').on('data', mustCall((chunk) => assert.strictEqual(chunk, 'through two\n')));

const fourth = spawn('/bin/sh', ['-c', 'echo extra >&3'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
fourth.stdio[3].setEncoding('utf8').on('data', mustCall((chunk) => assert.strictEqual(chunk, 'extra\n')));

assert.throws(() => spawn('cat', { stdio: 'nonsense' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => spawn('cat', { stdio: ['ipc', 'ipc'] }), { code: 'ERR_IPC_ONE_PIPE' });
