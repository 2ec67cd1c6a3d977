'use strict';
// cpSync follows links in what it is given, and its errors have a code and a message only.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-fs-cp-'));
process.on('exit', () => {
  process.chdir('/');
  fs.rmSync(dir, { recursive: true });
});
process.chdir(dir);
fs.mkdirSync('tree/inner', { recursive: true });
fs.writeFileSync('file', 'text');
fs.writeFileSync('other', 'text');

const sep = path.sep;
for (const [args, code, message] of [
  [['file', 'file'], 'ERR_FS_CP_EINVAL', 'src and dest cannot be the same file'],
  [['file', 'tree'], 'ERR_FS_CP_NON_DIR_TO_DIR', 'Cannot overwrite directory tree with non-directory file'],
  [['tree', 'file'], 'ERR_FS_CP_DIR_TO_NON_DIR', 'Cannot overwrite non-directory file with directory tree'],
  [['tree', 'new'], 'ERR_FS_EISDIR', `Recursive option not enabled, cannot copy a directory: tree${sep}`],
  [['tree', 'tree/inner/x', { recursive: true }], 'ERR_FS_CP_EINVAL',
   `Cannot copy tree${sep} to a subdirectory of self tree/inner/x`],
]) {
  assert.throws(() => fs.cpSync(...args), (err) => {
    assert.deepStrictEqual([err.name, err.code, err.message, Object.keys(err)], ['Error', code, message, ['code']]);
    return true;
  });
}
assert.throws(() => fs.cpSync('none', 'new'), { code: 'ENOENT', syscall: 'lstat', path: 'none' });

if (!common.isWindows) {
  fs.symlinkSync('file', 'link');
  fs.symlinkSync('none', 'dead');
  assert.throws(() => fs.cpSync('dead', 'new'), { code: 'ENOENT', syscall: 'lstat' });
  assert.throws(() => fs.cpSync('link', 'file'), { code: 'ERR_FS_CP_EINVAL' });
  fs.cpSync('link', 'link2');
  assert.strictEqual(fs.readlinkSync('link2'), path.join(fs.realpathSync(dir), 'file'));
}
fs.cpSync('tree', 'a/b', { recursive: true });
assert.deepStrictEqual(fs.readdirSync('a/b'), ['inner']);
