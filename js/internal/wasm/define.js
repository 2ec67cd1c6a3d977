'use strict';

// What the classes of WebAssembly have in common: constructors that need new,
// methods that show in for-in, and V8's texts.

const binding = require('internal/binding/wasm');
const { kClone, uncloneable } = require('internal/structured_clone');

function hidden(object, key, value, writable = false) {
  Object.defineProperty(object, key, { __proto__: null, configurable: true, enumerable: false, value, writable });
}

// How instances are cloned, for messages and structuredClone: not at all.
const refused = {
  clone() { throw uncloneable(this); },
  pack() { throw uncloneable(this); },
};

// Makes a class of a function that initializes objects. members are the
// methods and accessors of the prototype, statics those of the class; cloning
// is how instances are cloned.
function defineClass(name, length, initialize, members, statics = {}, cloning = refused) {
  const makers = {
    [name]: function(...args) {
      if (new.target === undefined)
        throw new TypeError(`WebAssembly.${name}(): WebAssembly.${name} must be invoked with 'new'`);
      let { prototype } = new.target;
      if (prototype === null || typeof prototype !== 'object') prototype = made.prototype;
      const self = { __proto__: prototype };
      initialize.apply(self, args);
      return self;
    },
  };
  const made = makers[name];
  hidden(made, 'length', length);
  Object.defineProperty(made, 'prototype', { __proto__: null, writable: false });
  Object.defineProperties(made.prototype, Object.getOwnPropertyDescriptors(members));
  hidden(made.prototype, Symbol.toStringTag, `WebAssembly.${name}`);
  Object.defineProperty(made.prototype, kClone, {
    __proto__: null, configurable: true, get() { return binding.isInstance(this) ? cloning : undefined; },
  });
  Object.defineProperties(made, Object.getOwnPropertyDescriptors(statics));
  return made;
}

function isObject(value) {
  return value !== null && (typeof value === 'object' || typeof value === 'function');
}

// Converts value to an unsigned number of 32 bits; what says which in messages.
function toUint32(value, caller, what) {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new TypeError(`${caller}: ${what} must be convertible to a valid number`);
  if (number < 0) throw new TypeError(`${caller}: ${what} must be non-negative`);
  if (number > 0xffffffff) throw new TypeError(`${caller}: ${what} must be in the unsigned long range`);
  return Math.trunc(number);
}

// Reads a size out of a descriptor: undefined if it is not there.
function size(descriptor, name, caller, lower, upper) {
  const value = descriptor[name];
  if (value === undefined) return undefined;
  const number = toUint32(value, caller, `Property '${name}'`);
  if (number < lower)
    throw new RangeError(`${caller}: Property '${name}': value ${number} is below the lower bound ${lower.toString(16)}`);
  if (number > upper)
    throw new RangeError(`${caller}: Property '${name}': value ${number} is above the upper bound ${upper}`);
  return number;
}

// Reads initial and maximum out of a descriptor.
function limits(descriptor, caller, mostInitial, mostMaximum) {
  const initial = size(descriptor, 'initial', caller, 0, mostInitial);
  if (initial === undefined) throw new TypeError(`${caller}: Property 'initial' is required`);
  return { initial, maximum: size(descriptor, 'maximum', caller, initial, mostMaximum) };
}

module.exports = { binding, defineClass, hidden, isObject, limits, toUint32 };
