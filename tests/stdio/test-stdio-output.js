'use strict';
// The standard output streams cannot be closed; what is written to files and pipes
// is out in the order it was written, also when the process exits at once.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawn, spawnSync } = require('node:child_process');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-stdio-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));

function output(script, stdio) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', script], { stdio, encoding: 'utf8' });
  return [status, stdout, stderr];
}

const closed = `
  process.stdout.on('close', () => console.error('closed'));
  process.stdout.destroy();
  process.stdout.write('after\\n');
  console.log('more');`;
assert.deepStrictEqual(output(closed), [0, 'after\nmore\n', 'closed\n']);

const ended = `
  process.stdout.on('error', (err) => console.error(err.code)).on('finish', () => console.error('finish'));
  process.stdout.end('bye\\n');
  process.stdout.write('more\\n');`;
{
  const [status, stdout, stderr] = output(ended);
  assert.deepStrictEqual([status, stdout], [0, 'bye\n']);
  assert.match(stderr, /^ERR_STREAM_WRITE_AFTER_END$/m);
}

// To a file all is written at once.
{
  const file = path.join(dir, 'file');
  const fd = fs.openSync(file, 'w');
  const script = `
    console.log('1');
    console.error('2');
    process.stdout.write('x'.repeat(1e6), () => {});
    process.stderr.write('3');
    process.exit(3);`;
  assert.strictEqual(output(script, ['ignore', fd, fd])[0], 3);
  fs.closeSync(fd);
  assert.strictEqual(fs.readFileSync(file, 'utf8'), `1\n2\n${'x'.repeat(1e6)}3`);
}

// A pipe that is read late gets all, if the process ends of its own.
{
  const child = spawn(process.execPath, ['-e', `process.stdout.write('x'.repeat(3e6), () => console.error('written'))`]);
  let size = 0;
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text) => { told += text; });
  setImmediate(() => child.stdout.on('data', (chunk) => { size += chunk.length; }));
  child.on('close', common.mustCall((code) => assert.deepStrictEqual([code, size, told], [0, 3e6, 'written\n'])));
}

// Standard input that is paused or not referenced lets the process end.
for (const how of ['pause', 'unref']) {
  const child = spawn(process.execPath, ['-e', `process.stdin.on('data', () => {}); process.stdin.${how}();`]);
  child.on('exit', common.mustCall((code) => {
    assert.strictEqual(code, 0);
    child.stdin.destroy();
  }));
}
