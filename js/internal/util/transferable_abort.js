'use strict';

// Signals that can be posted to other threads. There are no other threads here,
// so every signal is as good.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { AbortController, AbortSignal } = require('internal/abort_controller');

function transferableAbortSignal(signal) {
  if (!(signal instanceof AbortSignal)) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  return signal;
}

function transferableAbortController() {
  return new AbortController();
}

module.exports = { transferableAbortSignal, transferableAbortController };
