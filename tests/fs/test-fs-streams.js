'use strict';
// Files as streams.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pipeline } = require('node:stream/promises');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-fs-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
const at = (name) => path.join(dir, name);
const content = Buffer.alloc(300000, 'content ');

async function text(stream) {
  let all = '';
  for await (const chunk of stream.setEncoding('latin1')) all += chunk;
  return all;
}

(async () => {
  const out = fs.createWriteStream(at('a'));
  out.on('open', common.mustCall((fd) => assert.strictEqual(typeof fd, 'number')));
  out.on('ready', common.mustCall());
  out.on('close', common.mustCall(() => assert.strictEqual(out.closed, true)));
  assert.strictEqual(out.pending, true);
  out.write(content);
  out.end('end');
  await new Promise((resolve) => out.on('finish', resolve));
  assert.strictEqual(out.bytesWritten, content.length + 3);
  assert.strictEqual(out.path, at('a'));

  await pipeline(fs.createReadStream(at('a')), fs.createWriteStream(at('b')));
  assert.ok(fs.readFileSync(at('a')).equals(fs.readFileSync(at('b'))));

  assert.strictEqual(await text(fs.createReadStream(at('a'), { start: 2, end: 8 })), 'ntent c');
  assert.strictEqual(await text(fs.createReadStream(at('a'), { start: content.length, highWaterMark: 1 })), 'end');

  const append = fs.createWriteStream(at('b'), { flags: 'r+', start: content.length });
  append.end('END');
  await new Promise((resolve) => append.on('close', resolve));
  assert.strictEqual(await text(fs.createReadStream(at('b'), { start: content.length })), 'END');

  const handle = await fs.promises.open(at('a'));
  assert.strictEqual(await text(handle.createReadStream({ start: 0, end: 2, autoClose: false })), 'con');
  await handle.close();

  const none = fs.createReadStream(at('none'));
  none.on('error', common.mustCall((err) => {
    assert.strictEqual(err.message, `ENOENT: no such file or directory, open '${at('none')}'`);
  }));
  none.on('open', common.mustNotCall());
  none.on('close', common.mustCall());
})().then(common.mustCall());

for (const options of [{ start: '1' }, { end: NaN }, { start: 2, end: 1 }, { start: -1 }]) {
  assert.throws(() => fs.createReadStream(at('a'), options), { code: /ERR_OUT_OF_RANGE|ERR_INVALID_ARG_TYPE/ });
}
