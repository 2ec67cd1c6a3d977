'use strict';
// Folders: walked, copied, removed and watched.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-fs-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
const at = (...names) => path.join(dir, ...names);

fs.mkdirSync(at('src/a/b'), { recursive: true });
fs.writeFileSync(at('src/a/b/deep.txt'), 'deep');
fs.writeFileSync(at('src/top.js'), 'top');
assert.strictEqual(fs.mkdirSync(at('src/a'), { recursive: true }), undefined);
assert.strictEqual(fs.mkdirSync(at('new/one/two'), { recursive: true }), at('new'));

// Entries with their kinds.
{
  const entries = fs.readdirSync(at('src'), { withFileTypes: true });
  assert.deepStrictEqual(entries.map((e) => [e.name, e.parentPath, e.isDirectory(), e.isFile()]).sort(), [
    ['a', at('src'), true, false], ['top.js', at('src'), false, true],
  ]);
}
(async () => {
  const names = [];
  for await (const entry of await fs.promises.opendir(at('src'), { recursive: true })) names.push(entry.name);
  assert.deepStrictEqual(names.sort(), ['a', 'b', 'deep.txt', 'top.js']);

  const found = await Array.fromAsync(fs.promises.glob('**/*.{txt,js}', { cwd: at('src') }));
  assert.deepStrictEqual(found.sort(), [path.join('a', 'b', 'deep.txt'), 'top.js']);

  await fs.promises.cp(at('src'), at('copy'), { recursive: true, filter: (name) => !name.endsWith('.js') });
  assert.strictEqual(fs.readFileSync(at('copy/a/b/deep.txt'), 'utf8'), 'deep');
  assert.strictEqual(fs.existsSync(at('copy/top.js')), false);
  await assert.rejects(fs.promises.cp(at('src'), at('other')), { code: 'ERR_FS_EISDIR' });
  await assert.rejects(fs.promises.cp(at('src'), at('src/a/inside'), { recursive: true }), { code: 'ERR_FS_CP_EINVAL' });

  await fs.promises.rm(at('copy'), { recursive: true });
  assert.strictEqual(fs.existsSync(at('copy')), false);
  await fs.promises.rm(at('copy'), { force: true });
})().then(common.mustCall());

if (common.isLinux) {
  fs.mkdirSync(at('watched'));
  const watcher = fs.watch(at('watched'));
  watcher.once('change', common.mustCall((event, name) => {
    assert.strictEqual(event, 'rename');
    assert.strictEqual(name, 'file');
    watcher.close();
  }));
  watcher.on('close', common.mustCall());
  setImmediate(() => fs.writeFileSync(at('watched/file'), ''));
}
