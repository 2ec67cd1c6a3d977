'use strict';
// fs.Utf8Stream gathers what is written, and writes it in the order it came.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { once } = require('node:events');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-fs-utf8-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));

(async () => {
  for (const [contentMode, of] of [['utf8', String], ['buffer', Buffer.from]]) {
    for (const sync of [false, true]) {
      const dest = path.join(dir, 'deep', `${contentMode}-${sync}`);
      const stream = new fs.Utf8Stream({ dest, sync, contentMode, mkdir: true });
      assert.deepStrictEqual([stream.sync, stream.contentMode, stream.append, stream.minLength], [sync, contentMode, true, 0]);
      await once(stream, 'ready');
      assert.strictEqual(stream.file, dest);
      assert.strictEqual(stream.write(of('häll')), true);
      stream.write(of('ö '));
      stream.write(of('€'.repeat(20_000)));
      stream.end();
      await once(stream, 'close');
      assert.strictEqual(fs.readFileSync(dest, 'utf8'), `hällö ${'€'.repeat(20_000)}`);
      assert.throws(() => stream.write(of('more')), { code: 'ERR_INVALID_STATE' });
    }
  }

  // Nothing is written before minLength is reached, or flush is called.
  const dest = path.join(dir, 'lazy');
  const stream = new fs.Utf8Stream({ dest, minLength: 100, maxLength: 150 });
  await once(stream, 'ready');
  stream.write('0123456789');
  assert.strictEqual(fs.readFileSync(dest, 'utf8'), '');
  await new Promise((resolve) => { stream.flush(common.mustSucceed(resolve)); });
  assert.strictEqual(fs.readFileSync(dest, 'utf8'), '0123456789');
  stream.write('x');
  stream.flushSync();
  assert.strictEqual(fs.readFileSync(dest, 'utf8'), '0123456789x');
  stream.on('drop', common.mustCall((data) => assert.strictEqual(data.length, 151)));
  stream.write('y'.repeat(151));

  // A file that was moved away is opened again by its name.
  fs.renameSync(dest, `${dest}.1`);
  stream.reopen();
  await once(stream, 'ready');
  stream.write('new');
  stream.end();
  await once(stream, 'finish');
  assert.strictEqual(fs.readFileSync(dest, 'utf8'), 'new');
  assert.strictEqual(fs.readFileSync(`${dest}.1`, 'utf8'), '0123456789x');

  // What is busy is tried again, and a write that was cut goes on where it was.
  const written = [];
  let tries = 0;
  const busy = new fs.Utf8Stream({
    fd: 1000,
    fs: {
      write(fd, data, encoding, cb) {
        if (tries++ === 0) return process.nextTick(cb, Object.assign(new Error('busy'), { code: 'EAGAIN' }));
        const part = Buffer.from(data).subarray(0, 3);
        written.push(part);
        process.nextTick(cb, null, part.length);
      },
      fsync(fd, cb) { process.nextTick(cb); },
      close(fd, cb) { process.nextTick(cb); },
    },
  });
  await once(busy, 'ready');
  busy.write('abcdef');
  busy.end();
  await once(busy, 'close');
  assert.strictEqual(Buffer.concat(written).toString(), 'abcdef');

  for (const [options, code] of [
    [{}, 'ERR_INVALID_ARG_TYPE'], [{ fd: 1, minLength: 20_000 }, 'ERR_INVALID_ARG_VALUE'],
    [{ fd: 1, minLength: -1 }, 'ERR_OUT_OF_RANGE'], [{ fd: 1, contentMode: 'x' }, 'ERR_INVALID_ARG_VALUE'],
  ]) assert.throws(() => new fs.Utf8Stream(options), { code });
})().then(common.mustCall());
