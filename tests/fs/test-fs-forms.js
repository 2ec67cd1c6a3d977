'use strict';
// Each call has three forms, with the same results and the same errors.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-fs-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
const at = (...names) => path.join(dir, ...names);

fs.writeFileSync(at('file'), 'text');
fs.mkdirSync(at('full/inner'), { recursive: true });
if (!common.isWindows) fs.symlinkSync('file', at('link'));

// forms calls each form and resolves with what it gives: a value or an error.
async function forms(name, ...args) {
  const settled = async (fn) => {
    try {
      return { value: await fn() };
    } catch ({ code, errno, syscall, path: file, dest, message }) {
      return { code, errno, syscall, path: file, dest, message };
    }
  };
  const results = [
    await settled(() => fs[`${name}Sync`](...args)),
    await settled(() => new Promise((resolve, reject) => {
      fs[name](...args, (err, value) => (err ? reject(err) : resolve(value)));
    })),
    await settled(() => fs.promises[name](...args)),
  ];
  assert.deepStrictEqual(results[1], results[0], name);
  assert.deepStrictEqual(results[2], results[0], name);
  return results[0];
}

(async () => {
  assert.deepStrictEqual(await forms('readFile', at('file'), 'utf8'), { value: 'text' });
  assert.deepStrictEqual(await forms('readFile', at('file')), { value: Buffer.from('text') });
  assert.deepStrictEqual((await forms('readdir', dir)).value.includes('file'), true);
  assert.strictEqual((await forms('stat', at('file'))).value.size, 4);
  assert.strictEqual((await forms('stat', at('file'), { bigint: true })).value.size, 4n);
  assert.deepStrictEqual(await forms('access', at('file')), { value: undefined });
  assert.deepStrictEqual(await forms('realpath', at('full/../file')), { value: fs.realpathSync(at('file')) });
  assert.deepStrictEqual((await forms('readdir', dir, { recursive: true })).value.filter((n) => n.includes('inner')),
                         [path.join('full', 'inner')]);
  if (!common.isWindows) {
    assert.deepStrictEqual(await forms('readlink', at('link')), { value: 'file' });
    assert.strictEqual((await forms('lstat', at('link'))).value.isSymbolicLink(), true);
  }

  const none = at('none');
  for (const [name, syscall, ...more] of [
    ['readFile', 'open'], ['stat', 'stat'], ['lstat', 'lstat'], ['readdir', 'scandir'], ['unlink', 'unlink'],
    ['rmdir', 'rmdir'], ['access', 'access'], ['readlink', 'readlink'], ['truncate', 'open', 1],
    ['chmod', 'chmod', 0o600], ['utimes', 'utime', 1, 1], ['open', 'open', 'r'],
  ]) {
    const result = await forms(name, none, ...more);
    assert.strictEqual(result.message, `ENOENT: no such file or directory, ${syscall} '${none}'`);
    assert.strictEqual(result.path, none);
    assert.strictEqual(result.errno, -os.constants.errno.ENOENT);
  }
  assert.strictEqual((await forms('rename', none, at('other'))).message,
                     `ENOENT: no such file or directory, rename '${none}' -> '${at('other')}'`);
  assert.strictEqual((await forms('mkdir', at('full'))).code, 'EEXIST');
  assert.strictEqual((await forms('rmdir', at('full'))).code, 'ENOTEMPTY');
  assert.strictEqual((await forms('rm', at('full'))).code, 'ERR_FS_EISDIR');
  assert.strictEqual((await forms('copyFile', at('file'), at('file'), fs.constants.COPYFILE_EXCL)).code, 'EEXIST');
})().then(common.mustCall());

// Bad arguments throw at once, in the form with a callback too.
for (const bad of [1.5, {}, null, undefined, true, 'nul\0']) {
  const invalid = { code: /ERR_INVALID_ARG_(TYPE|VALUE)/ };
  assert.throws(() => fs.stat(bad, common.mustNotCall()), invalid);
  assert.throws(() => fs.statSync(bad), invalid);
  assert.rejects(fs.promises.stat(bad), invalid).then(common.mustCall());
}
assert.throws(() => fs.stat('x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(fs.statSync(at('none'), { throwIfNoEntry: false }), undefined);
