'use strict';

// fs.promises.writeFile of what comes in pieces: a stream or an iterable.

const { Buffer } = require('buffer');
const { isFileHandle, options: checkedOptions } = require('internal/binding/fs');
const { AbortError } = require('internal/errors');

function checkAborted(signal) {
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
}

async function writePieces(handle, pieces, { encoding, signal }) {
  for await (const piece of pieces) {
    checkAborted(signal);
    let rest = typeof piece === 'string' ? Buffer.from(piece, encoding || 'utf8') : piece;
    if (!ArrayBuffer.isView(rest)) throw invalidPiece(piece);
    while (rest.byteLength > 0) {
      const { bytesWritten } = await handle.write(rest);
      checkAborted(signal);
      rest = Buffer.from(rest.buffer, rest.byteOffset, rest.byteLength).subarray(bytesWritten);
    }
  }
  checkAborted(signal);
}

function invalidPiece(piece) {
  const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
  return new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], piece);
}

async function writeIterable(file, pieces, given, flag) {
  const options = checkedOptions(given);
  checkAborted(options.signal);
  if (isFileHandle(file)) return writePieces(file, pieces, options);
  const handle = await require('fs').promises.open(file, options.flag || flag, options.mode ?? 0o666);
  try {
    await writePieces(handle, pieces, options);
    if (options.flush) await handle.sync();
  } finally {
    await handle.close();
  }
}

module.exports = { writeIterable };
