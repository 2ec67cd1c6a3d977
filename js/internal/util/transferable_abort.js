'use strict';

// Signals that can be part of messages between ports.

const { transferableAbortController, transferableAbortSignal: transferable } = require('internal/abort_controller');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

function transferableAbortSignal(signal) {
  if (!(signal instanceof AbortSignal)) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  return transferable(signal);
}

module.exports = { transferableAbortSignal, transferableAbortController };
