'use strict';
// readFile reads into the caller's memory with the option buffer, in each form.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'gonet-fs-buffer-'));
process.on('exit', () => fs.rmSync(dir, { recursive: true }));
const file = path.join(dir, 'file');
fs.writeFileSync(file, 'hello');

const forms = [
  async (name, options) => fs.readFileSync(name, options),
  (name, options) => new Promise((resolve, reject) => {
    fs.readFile(name, options, (err, data) => (err ? reject(err) : resolve(data)));
  }),
  (name, options) => fs.promises.readFile(name, options),
];

async function check(readFile) {
  const memory = Buffer.alloc(8, '-');
  const read = await readFile(file, { buffer: memory });
  assert.strictEqual(read.toString(), 'hello');
  assert.strictEqual(read.buffer, memory.buffer);
  assert.strictEqual(memory.toString(), 'hello---');
  assert.strictEqual(await readFile(file, { buffer: memory, encoding: 'hex' }), '68656c6c6f');
  assert.strictEqual((await readFile(file, { buffer: new DataView(new ArrayBuffer(9), 1) })).toString(), 'hello');

  const sizes = [];
  const made = await readFile(file, { buffer(size) { sizes.push(size); return new Uint8Array(size); } });
  assert.deepStrictEqual([made.toString(), sizes], ['hello', [5]]);

  for (const [buffer, code, message] of [
    [null, 'ERR_INVALID_ARG_TYPE', /"options\.buffer" property must be of type function or an instance of Buffer/],
    [Buffer.alloc(4), 'ERR_INVALID_ARG_VALUE', /'options\.buffer\.byteLength' is smaller than the file size of 5 bytes\. Received 4/],
    [() => Buffer.alloc(4), 'ERR_INVALID_ARG_VALUE', /'options\.buffer\(\)\.byteLength' is smaller/],
    [() => 'text', 'ERR_INVALID_ARG_TYPE', /"options\.buffer\(\)" property must be an instance of Buffer/],
  ]) {
    // What is no buffer at all throws at once from the form with a callback.
    await assert.rejects(async () => readFile(file, { buffer }), { code, message });
  }
  const mine = new Error('mine');
  await assert.rejects(async () => readFile(file, { buffer() { throw mine; } }), mine);
  await assert.rejects(async () => readFile(path.join(dir, 'none'), { buffer: memory }), { code: 'ENOENT', syscall: 'open' });
  await assert.rejects(async () => readFile(file, { encoding: 'buffer' }), { code: 'ERR_UNKNOWN_ENCODING' });

  // A file that does not know its size must fit as well.
  if (common.isLinux) {
    const fits = await readFile('/proc/self/cmdline', { buffer: Buffer.alloc(100_000) });
    assert.ok(fits.length > 0);
    await assert.rejects(async () => readFile('/proc/self/cmdline', { buffer: Buffer.alloc(2) }),
                         { message: /'options\.buffer\.byteLength' is too small to contain the entire file\. Received 2/ });
  }
}

(async () => {
  for (const form of forms) await check(form);
  const handle = await fs.promises.open(file);
  assert.strictEqual((await handle.readFile({ buffer: Buffer.alloc(6) })).toString(), 'hello');
  await handle.close();
})().then(common.mustCall());
