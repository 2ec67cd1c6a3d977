'use strict';
// Web streams have Node's codes, its inspection, and its adapters.
const { mustCall } = require('../common');
const assert = require('node:assert');
const { Duplex, PassThrough, Readable, Writable, finished } = require('node:stream');
const { inspect } = require('node:util');

assert.strictEqual(inspect(new ReadableStream()), 'ReadableStream { locked: false, state: \'readable\', supportsBYOB: false }');
assert.strictEqual(inspect(new WritableStream()), 'WritableStream { locked: false, state: \'writable\' }');
assert.throws(() => Reflect.get(ReadableStream.prototype, 'locked', {}), { code: 'ERR_INVALID_THIS' });
const locked = new ReadableStream();
locked.getReader();
assert.throws(() => locked.getReader(), { code: 'ERR_INVALID_STATE', name: 'TypeError' });
assert.throws(() => ReadableStream.from({}), { code: 'ERR_ARG_NOT_ITERABLE' });

async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

(async () => {
  assert.deepStrictEqual(await collect(ReadableStream.from(['a', 'b'])), ['a', 'b']);
  const text = ReadableStream.from(['é', '€']).pipeThrough(new TextEncoderStream()).pipeThrough(new TextDecoderStream());
  assert.strictEqual((await collect(text)).join(''), 'é€');

  const web = Readable.toWeb(Readable.from(['x', 'y']));
  assert.deepStrictEqual(await collect(Readable.fromWeb(web, { objectMode: true })), ['x', 'y']);

  const through = new PassThrough();
  const { readable, writable } = Duplex.toWeb(through);
  const writer = writable.getWriter();
  await writer.write(Buffer.from('both ways'));
  writer.close();
  assert.strictEqual(Buffer.concat(await collect(readable)).toString(), 'both ways');

  const written = [];
  const sink = Writable.fromWeb(new WritableStream({ write(chunk) { written.push(Buffer.from(chunk).toString()); } }));
  sink.end('last');
  await new Promise((resolve) => { finished(sink, resolve); });
  assert.deepStrictEqual(written, ['last']);

  const zipped = new Blob(['squeeze '.repeat(100)]).stream().pipeThrough(new CompressionStream('gzip'));
  const plain = await collect(zipped.pipeThrough(new DecompressionStream('gzip')));
  assert.strictEqual(Buffer.concat(plain).length, 800);
})().then(mustCall());
