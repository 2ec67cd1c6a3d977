'use strict';

// structuredClone, and the cloning that messages between ports go through:
// https://html.spec.whatwg.org/multipage/structured-data.html

const types = require('internal/util/types');
const { detach } = require('internal/binding/messaging');
const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');

// What a class of Node does under this symbol takes the place of the clone of
// its instances' properties: { clone() } or { transfer() }.
const kClone = Symbol('kClone');
const kUncloneable = Symbol('kUncloneable');

const errorClasses = { __proto__: null, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
const { getOwnPropertyDescriptor, keys } = Object;
const mapForEach = Map.prototype.forEach;
const setForEach = Set.prototype.forEach;

function dataCloneError(message) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, 'DataCloneError');
}

// How V8 calls a value in the message.
function describe(value) {
  if (typeof value === 'symbol' || typeof value === 'function') return String(value);
  return `#<${value.constructor?.name || 'Object'}>`;
}

const uncloneable = (value) => dataCloneError(`${describe(value)} could not be cloned.`);

class Cloner {
  #seen = new Map();

  // Makes what was transferred known by its new owner's object.
  put(value, copy) {
    this.#seen.set(value, copy);
    return copy;
  }

  clone(value) {
    if (typeof value === 'symbol' || typeof value === 'function') throw uncloneable(value);
    if (typeof value !== 'object' || value === null) return value;
    const seen = this.#seen.get(value);
    if (seen !== undefined) return seen;
    if (value[kUncloneable]) throw uncloneable(value);
    if (typeof value[kClone]?.clone === 'function') return this.put(value, value[kClone].clone.call(value));
    return this.#cloneObject(value);
  }

  #cloneObject(value) {
    if (types.isBoxedPrimitive(value)) return this.#box(value);
    if (types.isDate(value)) return this.put(value, new Date(Date.prototype.getTime.call(value)));
    if (types.isRegExp(value)) return this.put(value, new RegExp(value.source, value.flags));
    if (types.isAnyArrayBuffer(value)) return this.put(value, ArrayBuffer.prototype.slice.call(value, 0));
    if (ArrayBuffer.isView(value)) return this.#view(value);
    if (types.isMap(value)) return this.#map(value);
    if (types.isSet(value)) return this.#set(value);
    if (types.isNativeError(value)) return this.#error(value);
    if (Array.isArray(value)) return this.#properties(value, new Array(value.length));
    if (types.isPromise(value) || types.isProxy(value) && value !== process.env || types.isWeakMap(value) || types.isWeakSet(value) ||
        types.isGeneratorObject(value))
      throw uncloneable(value);
    return this.#properties(value, {});
  }

  #box(value) {
    const primitive = value.valueOf();
    if (typeof primitive === 'symbol') throw uncloneable(value);
    return this.put(value, Object(primitive));
  }

  #view(value) {
    const buffer = this.clone(value.buffer);
    const Class = types.isDataView(value) ? DataView : globalThis[value[Symbol.toStringTag]];
    const length = Class === DataView ? value.byteLength : value.length;
    return this.put(value, new Class(buffer, value.byteOffset, length));
  }

  #map(value) {
    const entries = [];
    mapForEach.call(value, (item, key) => entries.push([key, item]));
    const copy = this.put(value, new Map());
    for (const [key, item] of entries) copy.set(this.clone(key), this.clone(item));
    return copy;
  }

  #set(value) {
    const items = [];
    setForEach.call(value, (item) => items.push(item));
    const copy = this.put(value, new Set());
    for (const item of items) copy.add(this.clone(item));
    return copy;
  }

  #error(value) {
    const Class = errorClasses[value.name] ?? Error;
    const error = this.put(value, new Class());
    const hidden = (name, item) =>
      Object.defineProperty(error, name, { __proto__: null, value: item, writable: true, configurable: true });
    const message = getOwnPropertyDescriptor(value, 'message');
    if (message && 'value' in message) hidden('message', String(message.value));
    hidden('stack', String(value.stack));
    const cause = getOwnPropertyDescriptor(value, 'cause');
    if (cause && 'value' in cause) hidden('cause', this.clone(cause.value));
    return error;
  }

  #properties(value, copy) {
    this.put(value, copy);
    for (const key of keys(value)) copy[key] = this.clone(value[key]);
    return copy;
  }
}

// Clones value; what is in the list moves to the clone instead.
function cloneWith(value, transferList) {
  const cloner = new Cloner();
  const moves = [];
  for (const item of new Set(transferList)) {
    if (types.isArrayBuffer(item)) {
      moves.push(() => detach(item));
      cloner.put(item, ArrayBuffer.prototype.slice.call(item, 0));
    } else if (typeof item?.[kClone]?.transfer === 'function') {
      const { copy, commit } = item[kClone].transfer.call(item);
      moves.push(commit);
      cloner.put(item, copy);
    } else {
      throw dataCloneError('Found invalid value in transferList.');
    }
  }
  if (new Set(transferList).size !== transferList.length)
    throw dataCloneError('ArrayBuffer occurs in the transfer list more than once');
  const copy = cloner.clone(value);
  for (const commit of moves) commit();
  return copy;
}

// An argument that cannot be converted as Web IDL says.
function badArgument(reason) {
  const err = new TypeError(`Failed to execute 'structuredClone': ${reason}`);
  err.code = 'ERR_INVALID_ARG_TYPE';
  return err;
}

function structuredClone(value, options) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('The value argument must be specified');
  if (options != null && typeof options !== 'object' && typeof options !== 'function')
    throw badArgument('Options cannot be converted to a dictionary');
  const transfer = options?.transfer;
  if (transfer === undefined) return cloneWith(value, []);
  if (typeof transfer?.[Symbol.iterator] !== 'function')
    throw badArgument('transfer in Options cannot be converted to sequence.');
  return cloneWith(value, [...transfer]);
}

Object.defineProperty(structuredClone, 'length', { __proto__: null, value: 1, configurable: true });

module.exports = { structuredClone, cloneWith, dataCloneError, kClone, kUncloneable };
