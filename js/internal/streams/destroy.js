'use strict';

const { AbortError } = require('internal/errors');
const { isDestroyed, isFinished, isServerRequest, kIsDestroyed } = require('internal/streams/utils');

const isClientRequest = (stream) => !!stream?.setHeader && typeof stream.abort === 'function';

// Destroys any kind of stream in the way that it knows.
function destroyer(stream, err) {
  if (!stream || isDestroyed(stream)) return;
  if (!err && !isFinished(stream)) err = new AbortError();

  if (isServerRequest(stream)) {
    stream.socket = null;
    stream.destroy(err);
  } else if (isClientRequest(stream)) {
    stream.abort();
  } else if (isClientRequest(stream.req)) {
    stream.req.abort();
  } else if (typeof stream.destroy === 'function') {
    stream.destroy(err);
  } else if (typeof stream.close === 'function') {
    stream.close();
  } else {
    process.nextTick(() => {
      if (!err) {
        stream.emit('close');
        return;
      }
      stream.emit('error', err);
      process.nextTick(() => stream.emit('close'));
    });
  }
  if (!stream.destroyed) stream[kIsDestroyed] = true;
}

module.exports = { destroyer };
