'use strict';

const { ref, unref, isClosing } = require('internal/binding/fs');
const { validateBoolean, validateObject } = require('internal/validators');
const { codes: { ERR_INVALID_STATE } } = require('internal/errors');

const locked = new WeakSet();

// FileHandle.prototype.readableWebStream: the file as a stream of bytes, once.
module.exports = function readableWebStream(handle, options = {}) {
  if (isClosing(handle)) throw new ERR_INVALID_STATE('The FileHandle is closed');
  if (locked.has(handle)) throw new ERR_INVALID_STATE('The FileHandle is locked');
  validateObject(options, 'options');
  const { type = 'bytes', autoClose = false } = options;
  validateBoolean(autoClose, 'options.autoClose');
  locked.add(handle);
  if (type !== 'bytes') {
    process.emitWarning(
      'A non-"bytes" options.type has no effect. A byte-oriented steam is always created.', 'ExperimentalWarning');
  }

  let controller;
  let open = true;
  async function done() {
    if (!open) return;
    open = false;
    unref(handle);
    if (autoClose) await handle.close();
  }
  ref(handle);
  handle.once('close', () => {
    if (!open) return;
    controller.close();
    controller.byobRequest?.respond(0);
    done();
  });
  return new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: 16384,
    start(c) { controller = c; },
    async pull() {
      const { view } = controller.byobRequest;
      const { bytesRead } = await handle.read(view, 0, view.byteLength);
      if (!open) return;
      if (bytesRead > 0) return controller.byobRequest.respond(bytesRead);
      controller.close();
      controller.byobRequest.respond(0);
      await done();
    },
    cancel: done,
  });
};
