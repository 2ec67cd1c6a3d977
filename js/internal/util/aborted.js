'use strict';

// util.aborted: a promise that is fulfilled when signal aborts, unless nothing
// refers to resource any more.

const { kValidateObjectAllowObjects, validateObject } = require('internal/validators');
const { kResistStopPropagation, kWeakHandler } = require('internal/event_target');

// The frame of an async function would keep the resource while it waits.
function aborted(signal, resource) {
  try {
    check(signal, resource);
  } catch (err) {
    return Promise.reject(err);
  }
  const { promise, resolve } = Promise.withResolvers();
  if (signal.aborted) resolve();
  else listen(signal, resource, resolve);
  return promise;
}

function check(signal, resource) {
  if (!(signal instanceof AbortSignal)) {
    throw Object.assign(new TypeError('signal is not of type AbortSignal.'), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  validateObject(resource, 'resource', kValidateObjectAllowObjects);
}

function listen(signal, resource, resolve) {
  signal.addEventListener('abort', listenerOf(resolve), {
    __proto__: null, [kWeakHandler]: resource, once: true, [kResistStopPropagation]: true,
  });
}

// The listener must not keep the resource, as it would with the scope above.
function listenerOf(resolve) {
  return () => resolve();
}

module.exports = { aborted };
