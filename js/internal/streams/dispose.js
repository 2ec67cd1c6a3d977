'use strict';

const { AbortError } = require('internal/errors');
const { eos } = require('internal/streams/end-of-stream');

// Symbol.asyncDispose: destroys the stream and waits until it is closed.
async function dispose(stream, isComplete, isOwn) {
  let error;
  if (!stream.destroyed) {
    error = isComplete ? null : new AbortError();
    stream.destroy(error);
  }
  await new Promise((resolve, reject) => {
    eos(stream, (err) => (err && !isOwn(err, error) ? reject(err) : resolve(null)));
  });
}

function disposeReadable() {
  return dispose(this, this.readableEnded, (err, error) => err === error);
}

function disposeWritable() {
  return dispose(this, this.writableFinished, (err) => err.name === 'AbortError');
}

module.exports = { disposeReadable, disposeWritable };
