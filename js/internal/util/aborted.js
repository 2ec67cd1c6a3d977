'use strict';

// util.aborted: a promise that is fulfilled when signal aborts, unless nothing
// refers to resource any more.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { kValidateObjectAllowObjects, validateAbortSignal, validateObject } = require('internal/validators');
const { kResistStopPropagation, kWeakHandler } = require('internal/event_target');

async function aborted(signal, resource) {
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateObject(resource, 'resource', kValidateObjectAllowObjects);
  if (signal.aborted) return;
  await new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), {
      __proto__: null, [kWeakHandler]: resource, once: true, [kResistStopPropagation]: true,
    });
  });
}

module.exports = { aborted };
