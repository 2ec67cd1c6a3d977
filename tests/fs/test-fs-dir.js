'use strict';
// A Dir is read as it goes: by callbacks, promises, at once and by for await.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-fs-dir-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
const names = Array.from({ length: 100 }, (_, i) => `file${i}`);
for (const name of names) fs.writeFileSync(path.join(dir, name), '');
const sorted = [...names].sort();

(async () => {
  const openFiles = () => (common.isLinux ? fs.readdirSync('/proc/self/fd').length : 0);
  const before = openFiles();
  for (const bufferSize of [1, 7, 1000]) {
    const seen = [];
    for await (const { name, parentPath } of await fs.promises.opendir(dir, { bufferSize })) {
      assert.strictEqual(parentPath, dir);
      seen.push(name);
    }
    assert.deepStrictEqual(seen.sort(), sorted);
  }
  {
    const opened = fs.opendirSync(dir);
    const seen = [];
    for (let entry = opened.readSync(); entry !== null; entry = opened.readSync()) seen.push(entry.name);
    assert.deepStrictEqual(seen.sort(), sorted);
    assert.strictEqual(opened.readSync(), null);
    opened.closeSync();
    assert.throws(() => opened.readSync(), { code: 'ERR_DIR_CLOSED' });
    await assert.rejects(opened.close(), { code: 'ERR_DIR_CLOSED' });
  }
  {
    // Calls wait for each other; meanwhile nothing can be done at once.
    const opened = await fs.promises.opendir(dir, { bufferSize: 3 });
    const order = [];
    const reads = Array.from({ length: 100 }, (_, i) => opened.read().then(({ name }) => {
      order.push(i);
      return name;
    }));
    assert.throws(() => opened.readSync(), { code: 'ERR_DIR_CONCURRENT_OPERATION' });
    assert.deepStrictEqual((await Promise.all(reads)).sort(), sorted);
    assert.deepStrictEqual(order, order.toSorted((a, b) => a - b));
    assert.strictEqual(await opened.read(), null);
    await new Promise((resolve) => { opened.close(common.mustSucceed(resolve)); });
  }
  // Leaving the loop closes the folder.
  for await (const entry of await fs.promises.opendir(dir)) {
    assert.ok(entry.isFile());
    break;
  }
  assert.strictEqual(openFiles(), before);
})().then(common.mustCall());

for (const bad of [names[0], 'none']) {
  const name = path.join(dir, bad);
  const code = bad === 'none' ? 'ENOENT' : 'ENOTDIR';
  assert.throws(() => fs.opendirSync(name), { code, syscall: 'opendir' });
  fs.opendir(name, common.mustCall((err) => assert.deepStrictEqual([err.code, err.syscall, err.path], [code, 'opendir', name])));
}
