'use strict';
// Reading and writing by descriptor and by FileHandle.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-fs-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
const file = path.join(dir, 'file');

// By descriptor.
{
  const fd = fs.openSync(file, 'w+');
  assert.strictEqual(fs.writeSync(fd, 'héllo'), 6);
  assert.strictEqual(fs.writeSync(fd, Buffer.from('xyz'), 1, 2, 0), 2);
  assert.strictEqual(fs.writevSync(fd, [Buffer.from('12'), Buffer.from('3')], 6), 3);
  const b = Buffer.alloc(9);
  assert.strictEqual(fs.readSync(fd, b, { position: 0 }), 9);
  assert.strictEqual(b.toString('latin1'), 'yz\xa9llo123');
  assert.strictEqual(fs.readSync(fd, b, 0, 2, 7), 2);
  assert.strictEqual(b.toString('latin1', 0, 3), '23\xa9');
  const two = [Buffer.alloc(4), Buffer.alloc(10)];
  assert.strictEqual(fs.readvSync(fd, two, 0), 9);
  fs.ftruncateSync(fd, 2);
  assert.strictEqual(fs.fstatSync(fd).size, 2);
  fs.futimesSync(fd, 10, 20.5);
  assert.strictEqual(fs.fstatSync(fd).mtimeMs, 20500);
  fs.closeSync(fd);
  assert.throws(() => fs.closeSync(fd), { code: 'EBADF', syscall: 'close' });
  assert.throws(() => fs.readSync(fd, b, 0, 10), { code: 'ERR_OUT_OF_RANGE' });
}

// By FileHandle: calls under way keep it open.
(async () => {
  const handle = await fs.promises.open(file, 'w+');
  assert.ok(handle.fd > 2);
  const { bytesWritten, buffer } = await handle.write('text');
  assert.deepStrictEqual([bytesWritten, buffer], [4, 'text']);
  await handle.appendFile(' more');
  const b = Buffer.alloc(4);
  assert.deepStrictEqual(await handle.read(b, 0, 4, 5), { __proto__: null, bytesRead: 4, buffer: b });
  assert.strictEqual(b.toString(), 'more');
  assert.strictEqual((await handle.stat()).size, 9);
  await handle.truncate(4);
  const last = handle.read({ position: 0 });
  const closed = handle.close();
  assert.strictEqual((await last).buffer.toString('utf8', 0, 4), 'text');
  await closed;
  assert.strictEqual(handle.fd, -1);
  await handle.close();
  await assert.rejects(handle.stat(), { code: 'EBADF', message: 'file closed', syscall: 'fstat' });
  await assert.rejects(fs.promises.open(path.join(dir, 'none')), { code: 'ENOENT', syscall: 'open' });

  await fs.promises.writeFile(file, (function*() {
    yield 'a';
    yield 'b';
  })());
  assert.strictEqual(await fs.promises.readFile(file, 'utf8'), 'ab');
  await assert.rejects(fs.promises.readFile(file, { signal: AbortSignal.abort() }), { name: 'AbortError' });
})().then(common.mustCall());
