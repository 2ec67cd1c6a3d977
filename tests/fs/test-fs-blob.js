'use strict';
// A blob of a file is read when it is asked for, and fails once the file has changed.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-fs-blob-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
const file = path.join(dir, 'file');
const content = 'abc'.repeat(50_000);
fs.writeFileSync(file, content);

(async () => {
  const blob = await fs.openAsBlob(file, { type: 'text/plain' });
  assert.ok(blob instanceof Blob);
  assert.deepStrictEqual([blob.size, blob.type], [content.length, 'text/plain']);
  assert.strictEqual(await blob.text(), content);
  assert.strictEqual(Buffer.from(await blob.arrayBuffer()).toString(), content);
  assert.strictEqual(await blob.slice(1, 7).slice(1, 4).text(), 'cab');
  assert.strictEqual(await new Blob(['<', blob.slice(0, 3), '>']).text(), '<abc>');
  let streamed = '';
  for await (const chunk of blob.stream()) streamed += Buffer.from(chunk).toString();
  assert.strictEqual(streamed, content);
  assert.throws(() => structuredClone(blob), { code: 'ERR_INVALID_STATE' });

  const changed = fs.openAsBlobSync(file);
  fs.appendFileSync(file, '!');
  await assert.rejects(changed.text(), { name: 'NotReadableError' });
  await assert.rejects(changed.stream().getReader().read(), { name: 'NotReadableError' });

  assert.throws(() => fs.openAsBlobSync(path.join(dir, 'none')), { code: 'ENOENT', syscall: 'stat' });
  assert.throws(() => fs.openAsBlob(file, { type: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => fs.openAsBlob(file, null), { code: 'ERR_INVALID_ARG_TYPE' });
})().then(common.mustCall());
