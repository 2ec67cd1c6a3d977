'use strict';

// Functions of Node's API that are not there yet. A package that loads their
// module finds them, with Node's name and length; calling one throws.

const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');

function unavailable(feature) {
  throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM(feature);
}

function named(fn, name, length) {
  return Object.defineProperties(fn, {
    name: { __proto__: null, configurable: true, value: name },
    length: { __proto__: null, configurable: true, value: length },
  });
}

// missingFunctions makes an object of functions from their names and lengths;
// owner comes before the names in the error.
function missingFunctions(owner, lengths) {
  const functions = {};
  for (const [name, length] of Object.entries(lengths))
    functions[name] = named(() => unavailable(`${owner}.${name}`), name, length);
  return functions;
}

// missingMethods puts such functions on the prototype of a class.
function missingMethods(constructor, owner, lengths) {
  Object.assign(constructor.prototype, missingFunctions(owner, lengths));
}

// missingClass makes a constructor for classes to extend: making an instance
// throws. parent may be null. Like Node's older classes it may be called
// without new.
function missingClass(owner, name, length, parent, methods = {}) {
  const constructor = named(function() { unavailable(`${owner}.${name}`); }, name, length);
  if (parent !== null) {
    Object.setPrototypeOf(constructor.prototype, parent.prototype);
    Object.setPrototypeOf(constructor, parent);
  }
  missingMethods(constructor, `${owner}.${name}`, methods);
  return constructor;
}

module.exports = { unavailable, missingFunctions, missingMethods, missingClass };
