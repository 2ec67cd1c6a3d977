'use strict';
// The standard streams are of the kind that their ends are.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawn } = require('node:child_process');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-stdio-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
const file = path.join(dir, 'file');
const answer = path.join(dir, 'answer');

const script = `
  const kinds = ['stdin', 'stdout', 'stderr'].map((name) => {
    const { constructor, _type, fd, isTTY, writable, readable } = process[name];
    return [constructor.name, _type, fd, isTTY, writable, readable];
  });
  require('fs').writeFileSync(process.argv[1], JSON.stringify(kinds));`;

function kinds(...stdio) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['-e', script, answer], { stdio });
    child.stdin?.end();
    child.on('close', common.mustCall((code) => {
      assert.strictEqual(code, 0);
      resolve(JSON.parse(fs.readFileSync(answer, 'utf8')));
    }));
  });
}

const out = (fd) => ['SyncWriteStream', 'fs', fd, null, true, false];

(async () => {
  const fd = fs.openSync(file, 'w+');
  assert.deepStrictEqual(await kinds(fd, fd, fd),
                         [['ReadStream', null, 0, null, null, true], out(1), out(2)]);
  assert.deepStrictEqual((await kinds('ignore', 'ignore', 'ignore')).slice(1), [out(1), out(2)]);
  fs.closeSync(fd);
  if (!common.isWindows) {
    const piped = (number) => ['Socket', 'pipe', number, null, true, false];
    assert.deepStrictEqual((await kinds('pipe', 'pipe', 'pipe')).slice(1), [piped(1), piped(2)]);
  }
})().then(common.mustCall());
