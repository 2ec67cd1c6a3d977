'use strict';

// fs.promises.writeFile of what comes in pieces: a stream or an iterable.

const { Buffer } = require('buffer');
const { isFileHandle } = require('internal/binding/fs');
const { AbortError } = require('internal/errors');

async function writePieces(handle, pieces, { encoding, signal }) {
  for await (const piece of pieces) {
    if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
    let rest = typeof piece === 'string' ? Buffer.from(piece, encoding || 'utf8') : piece;
    if (!ArrayBuffer.isView(rest)) throw invalidPiece(piece);
    while (rest.byteLength > 0) {
      const { bytesWritten } = await handle.write(rest);
      rest = Buffer.from(rest.buffer, rest.byteOffset, rest.byteLength).subarray(bytesWritten);
    }
  }
}

function invalidPiece(piece) {
  const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
  return new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], piece);
}

async function writeIterable(file, pieces, options = {}) {
  if (typeof options === 'string') options = { encoding: options };
  options ??= {};
  if (options.signal?.aborted) throw new AbortError(undefined, { cause: options.signal.reason });
  if (isFileHandle(file)) return writePieces(file, pieces, options);
  const handle = await require('fs').promises.open(file, options.flag || 'w', options.mode ?? 0o666);
  try {
    await writePieces(handle, pieces, options);
    if (options.flush) await handle.sync();
  } finally {
    await handle.close();
  }
}

module.exports = { writeIterable };
