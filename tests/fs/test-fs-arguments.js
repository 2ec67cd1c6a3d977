'use strict';
// Which argument is found wrong first, and what the error says.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-fs-arguments-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
const file = path.join(dir, 'file');
fs.writeFileSync(file, 'text');

const says = (message, code) => ({ message: new RegExp(message), ...(code && { code }) });

// The callback comes first where it always did.
for (const name of ['chown', 'lchown', 'utimes', 'link', 'rename', 'unlink', 'fsync', 'writeFile', 'appendFile', 'symlink'])
  assert.throws(() => fs[name](), says('"cb" argument must be of type function', 'ERR_INVALID_ARG_TYPE'));
assert.throws(() => fs.chmod(file, () => {}), says('"mode" argument must be of type number. Received function'));
assert.throws(() => fs.fchown('fd', () => {}), says('"uid" argument must be of type number'));

// The sync forms look at the descriptor last, those with a callback first.
assert.throws(() => fs.writeSync('fd', 1), says('"buffer" argument'));
assert.throws(() => fs.write('fd', 1, () => {}), says('"fd" argument'));
assert.throws(() => fs.writevSync('fd', 1), says('"buffers" argument'));
assert.throws(() => fs.fchownSync('fd', 'u'), says('"uid" argument'));
assert.throws(() => fs.futimesSync('fd', {}), says('"atime" argument'));

for (const bad of [8, -1, 2 ** 32])
  assert.throws(() => fs.accessSync(file, bad), says('^mode is out of range: >= 0 && <= 7$', 'ERR_OUT_OF_RANGE'));
assert.throws(() => fs.accessSync(file, NaN), says('^mode is out of range$', 'ERR_OUT_OF_RANGE'));
assert.throws(() => fs.copyFileSync(file, file, 'x'), says('^mode must be int32 or null/undefined$', 'ERR_INVALID_ARG_TYPE'));
assert.throws(() => fs.symlinkSync('a', 'b', 1), says("must be one of: 'dir', 'file', 'junction', null, undefined. Received 1"));
assert.throws(() => fs.chmodSync(file, null), says('"mode" argument must be of type number. Received undefined'));
assert.throws(() => fs.statSync(file, null), says("^Cannot read properties of null \\(reading 'bigint'\\)$"));
assert.throws(() => fs.readFileSync(-1), says('"fd" is out of range', 'ERR_OUT_OF_RANGE'));
assert.throws(() => fs.openSync(undefined, 'zz'), says("'flags' is invalid"));
assert.throws(() => fs.globSync({}), says('"patterns" argument must be an instance of Array'));
assert.throws(() => fs.realpathSync(5000), { code: 'ENOENT', syscall: 'lstat', path: path.resolve('5000') });

// Promises take paths and FileHandles, no numbers; data in pieces too.
(async () => {
  for (const call of [fs.promises.readFile(0), fs.promises.writeFile(1, ''), fs.promises.appendFile(1, '')])
    await assert.rejects(call, says('"path" argument must be of type string or an instance of Buffer or URL. Received type number'));
  await assert.rejects(fs.promises.stat(file, null), says('"options" argument must be of type object'));
  await assert.rejects(fs.promises.writeFile(file, [], 'x'), says("'encoding' is invalid encoding"));
  await fs.promises.appendFile(file, ['-', Buffer.from('more')]);
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'text-more');

  if (!common.isWindows) {
    await assert.rejects(fs.promises.readFile(dir), says(`EISDIR: illegal operation on a directory, read '${dir}'`));
    assert.throws(() => fs.readFileSync(dir), says('EISDIR: illegal operation on a directory, read$'));
  }

  // A signal is asked, and not listened to.
  const signal = { aborted: false, addEventListener: common.mustNotCall() };
  const big = Buffer.alloc(3 << 20, 'x');
  const writing = fs.promises.writeFile(file, big, { signal });
  signal.aborted = true;
  signal.reason = new Error('enough');
  await assert.rejects(writing, { name: 'AbortError', cause: signal.reason });
})().then(common.mustCall());

// close may do without a callback.
assert.throws(() => fs.close('fd', null), says('"cb" argument must be of type function'));
assert.throws(() => fs.close('fd'), says('"fd" argument'));
fs.close(fs.openSync(file));

// What comes with no error.
fs.mkdir(path.join(dir, 'a'), common.mustCall((...args) => assert.deepStrictEqual(args, [null])));
fs.mkdir(path.join(dir, 'b/c'), { recursive: true },
         common.mustCall((...args) => assert.deepStrictEqual(args, [null, path.join(dir, 'b')])));
fs.cp(file, path.join(dir, 'copy'), common.mustCall((...args) => assert.deepStrictEqual(args, [null, undefined])));
