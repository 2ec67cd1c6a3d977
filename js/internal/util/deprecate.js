'use strict';

// util.deprecate: a function that warns when it is first called.

const { validateString } = require('internal/validators');

// Codes that have been warned of, by any function.
const warned = new Set();

function warn(message, code, deprecated) {
  if (code === undefined) {
    process.emitWarning(message, 'DeprecationWarning', deprecated);
  } else if (!warned.has(code)) {
    warned.add(code);
    process.emitWarning(message, 'DeprecationWarning', code, deprecated);
  }
}

function deprecate(fn, message, code, { modifyPrototype = true } = {}) {
  if (code !== undefined) validateString(code, 'code');
  let called = false;
  function deprecated(...args) {
    if (!called && !process.noDeprecation) {
      called = true;
      warn(message, code, deprecated);
    }
    if (new.target) return Reflect.construct(fn, args, new.target);
    return Reflect.apply(fn, this, args);
  }
  if (modifyPrototype) {
    Object.setPrototypeOf(deprecated, fn);
    // Instances of the one function are then instances of the other.
    if (fn.prototype) deprecated.prototype = fn.prototype;
    Object.defineProperty(deprecated, 'length', Object.getOwnPropertyDescriptor(fn, 'length'));
  }
  return deprecated;
}

module.exports = { deprecate };
