'use strict';
// Zstandard: whole buffers, streams, and what is no such data.
const common = require('../common');
const assert = require('node:assert');
const zlib = require('node:zlib');

const { ZSTD_c_checksumFlag, ZSTD_c_compressionLevel, ZSTD_c_windowLog } = zlib.constants;
const packed = zlib.zstdCompressSync('hello hello hello');
assert.strictEqual(packed.readUInt32LE(0), 0xfd2fb528);
assert.strictEqual(zlib.zstdDecompressSync(packed).toString(), 'hello hello hello');
assert.strictEqual(zlib.zstdDecompressSync(Buffer.concat([packed, packed])).toString(), 'hello hello hello'.repeat(2));
assert.strictEqual(zlib.zstdDecompressSync(zlib.zstdCompressSync('')).toString(), '');
for (const params of [{ [ZSTD_c_compressionLevel]: 19 }, { [ZSTD_c_checksumFlag]: 1 }, { [ZSTD_c_windowLog]: 12 }]) {
  const text = 'some text '.repeat(1e4);
  assert.strictEqual(zlib.zstdDecompressSync(zlib.zstdCompressSync(text, { params })).toString(), text);
}
const dictionary = Buffer.from('hello world, a dictionary');
assert.strictEqual(zlib.zstdDecompressSync(zlib.zstdCompressSync('hello world', { dictionary }), { dictionary }).toString(), 'hello world');

for (const [fn, expected] of [
  [() => zlib.zstdDecompressSync(Buffer.from('garbage data')),
   { code: 'ZSTD_error_prefix_unknown', errno: 10, message: 'Unknown frame descriptor' }],
  [() => zlib.zstdDecompressSync(packed.subarray(0, -3)), { code: 'Z_BUF_ERROR', message: 'unexpected end of file' }],
  [() => zlib.zstdDecompressSync(Buffer.alloc(0)), { code: 'Z_BUF_ERROR' }],
  [() => zlib.zstdCompressSync('x', { params: { 9999: 1 } }), { code: 'ERR_ZSTD_INVALID_PARAM' }],
  [() => zlib.zstdCompressSync('x', { params: { [ZSTD_c_compressionLevel]: 'a' } }), { code: 'ERR_INVALID_ARG_TYPE' }],
  [() => zlib.zstdCompressSync('x', { params: { [ZSTD_c_windowLog]: 99 } }), { code: 'ERR_ZLIB_INITIALIZATION_FAILED' }],
  [() => zlib.zstdCompressSync('x', { pledgedSrcSize: 5 }), { code: 'ZSTD_error_srcSize_wrong' }],
  [() => zlib.zstdDecompressSync(zlib.zstdCompressSync('x'.repeat(1000)), { maxOutputLength: 10 }), { code: 'ERR_BUFFER_TOO_LARGE' }],
  [() => zlib.zstdDecompressSync(Buffer.concat([packed, Buffer.from('tail')]), { rejectGarbageAfterEnd: true }),
   { code: 'ERR_TRAILING_JUNK_AFTER_STREAM_END' }],
]) assert.throws(fn, expected);

zlib.zstdCompress('async', common.mustSucceed((data) => {
  zlib.zstdDecompress(data, common.mustSucceed((text) => assert.strictEqual(text.toString(), 'async')));
}));

const chunks = [];
const compress = zlib.createZstdCompress();
compress.on('data', (chunk) => chunks.push(chunk));
compress.write('part 1, ');
compress.flush(common.mustCall(() => {
  assert.ok(chunks.length > 0);
  compress.end('part 2');
}));
compress.on('end', common.mustCall(() => {
  let text = '';
  const decompress = zlib.createZstdDecompress().on('data', (chunk) => { text += chunk; });
  decompress.on('end', common.mustCall(() => assert.strictEqual(text, 'part 1, part 2')));
  for (const byte of Buffer.concat(chunks)) decompress.write(Buffer.of(byte));
  decompress.end();
}));
