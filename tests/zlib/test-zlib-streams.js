'use strict';
// What one side compresses the other restores: at once, by callback, in small
// pieces, with a dictionary, in several members; bad data is told from short.
const { mustCall } = require('../common');
const assert = require('node:assert');
const zlib = require('node:zlib');
const { pipeline } = require('node:stream');

const text = Buffer.from('how much wood would a woodchuck chuck '.repeat(2000));
for (const [compress, restore] of [
  ['deflate', 'inflate'], ['gzip', 'gunzip'], ['deflateRaw', 'inflateRaw'], ['gzip', 'unzip'], ['deflate', 'unzip'],
  ['brotliCompress', 'brotliDecompress'],
]) {
  const packed = zlib[`${compress}Sync`](text);
  assert.ok(packed.length < text.length / 10);
  assert.deepStrictEqual(zlib[`${restore}Sync`](packed), text);
  zlib[compress](text, mustCall((err, result) => {
    assert.ifError(err);
    const name = restore[0].toUpperCase() + restore.slice(1);
    const stream = zlib[`create${name}`]({ chunkSize: 64 });
    const chunks = [];
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('end', mustCall(() => assert.deepStrictEqual(Buffer.concat(chunks), text)));
    for (let i = 0; i < result.length; i += 7) stream.write(result.subarray(i, i + 7));
    stream.end();
  }));
}

const members = Buffer.concat([zlib.gzipSync('one '), zlib.gzipSync('two'), Buffer.alloc(5)]);
assert.strictEqual(zlib.gunzipSync(members).toString(), 'one two');

const dictionary = Buffer.from('woodchuck');
const packed = zlib.deflateSync('a woodchuck', { dictionary });
assert.strictEqual(zlib.inflateSync(packed, { dictionary }).toString(), 'a woodchuck');
assert.throws(() => zlib.inflateSync(packed), { code: 'Z_NEED_DICT', errno: 2, message: 'Missing dictionary' });

const short = zlib.gzipSync('cut off').subarray(0, 15);
assert.throws(() => zlib.gunzipSync(short), { code: 'Z_BUF_ERROR', errno: -5, message: 'unexpected end of file' });
assert.strictEqual(zlib.gunzipSync(short, { finishFlush: zlib.constants.Z_SYNC_FLUSH }).length < 7, true);
assert.throws(() => zlib.gunzipSync(Buffer.from('nonsense')), { code: 'Z_DATA_ERROR', errno: -3, message: 'incorrect header check' });
assert.throws(() => zlib.gunzipSync(zlib.gzipSync(text), { maxOutputLength: 100 }), { code: 'ERR_BUFFER_TOO_LARGE' });
assert.strictEqual(zlib.crc32('hello'), 907060870);
assert.strictEqual(zlib.crc32('lo', zlib.crc32('hel')), 907060870);

const gzip = zlib.createGzip();
const gunzip = zlib.createGunzip();
let seen = '';
pipeline(gzip, gunzip, mustCall((err) => {
  assert.ifError(err);
  assert.strictEqual(seen, 'first second');
}));
gunzip.setEncoding('utf8').on('data', (chunk) => { seen += chunk; });
gzip.write('first ');
gzip.flush(mustCall(() => gzip.end('second')));
