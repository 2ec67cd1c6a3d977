'use strict';

// structuredClone, and the cloning that messages between ports go through:
// https://html.spec.whatwg.org/multipage/structured-data.html

const types = require('internal/util/types');
const { detach, isDetached, isPinned } = require('internal/binding/messaging');
const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');

// What a class of Node does under this symbol takes the place of the clone of
// its instances' properties: { clone() } or { transfer() }.
const kClone = Symbol('kClone');
const kUncloneable = Symbol('kUncloneable');
const kUntransferable = Symbol('kUntransferable');

// How deep a value may be nested: about what V8's stack allows.
const maxDepth = 5000;

const errorClasses = { __proto__: null, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
const { getOwnPropertyDescriptor, keys } = Object;
const mapForEach = Map.prototype.forEach;
const setForEach = Set.prototype.forEach;

function dataCloneError(message) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, 'DataCloneError');
}

// How V8 calls a value in the message: as Object.prototype.toString, with the
// name of its constructor if it has one.
function describe(value) {
  if (typeof value === 'symbol' || typeof value === 'function') return String(value);
  if (value.toString === Object.prototype.toString) {
    const { constructor } = value;
    if (typeof constructor === 'function' && constructor.name) return `#<${constructor.name}>`;
  }
  return Object.prototype.toString.call(value);
}

const uncloneable = (value) => dataCloneError(`${describe(value)} could not be cloned.`);

function copyBuffer(buffer) {
  if (isDetached(buffer)) throw dataCloneError('An ArrayBuffer is detached and could not be cloned.');
  return ArrayBuffer.prototype.slice.call(buffer, 0);
}

class Cloner {
  #seen = new Map();
  #depth = 0;

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
    if (isUncloneable(value)) throw dataCloneError('Cannot clone object of unsupported type.');
    const own = value[kClone];
    if (typeof own?.clone === 'function') return this.put(value, own.clone.call(value));
    if (own !== undefined)
      throw dataCloneError('Object that needs transfer was found in message but not listed in transferList');
    if (++this.#depth > maxDepth) throw new RangeError('Maximum call stack size exceeded');
    const copy = this.#cloneObject(value);
    this.#depth--;
    return copy;
  }

  #cloneObject(value) {
    if (types.isBoxedPrimitive(value)) return this.#box(value);
    if (types.isDate(value)) return this.put(value, new Date(Date.prototype.getTime.call(value)));
    if (types.isRegExp(value)) return this.put(value, new RegExp(value.source, value.flags));
    // Shared memory is shared, in a process of one thread by the object itself.
    if (types.isSharedArrayBuffer(value)) return this.put(value, value);
    if (types.isArrayBuffer(value)) return this.put(value, copyBuffer(value));
    if (ArrayBuffer.isView(value)) return this.#view(value);
    if (types.isMap(value)) return this.#map(value);
    if (types.isSet(value)) return this.#set(value);
    if (types.isNativeError(value)) return this.#error(value);
    if (Array.isArray(value)) return this.#properties(value, new Array(value.length));
    if (isOpaque(value)) throw uncloneable(value);
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

// Memory can be cloned whatever is said of it.
function isUncloneable(value) {
  return Boolean(value[kUncloneable]) && !types.isAnyArrayBuffer(value) && !ArrayBuffer.isView(value);
}

// What has a state that properties do not show.
function isOpaque(value) {
  return types.isPromise(value) || types.isProxy(value) || types.isWeakMap(value) || types.isWeakSet(value) ||
    types.isGeneratorObject(value) || types.isMapIterator(value) || types.isSetIterator(value) || value === globalThis;
}

// moveOf prepares the transfer of one item: its copy, and what takes it from
// the sender once all has been cloned.
function moveOf(item) {
  if (types.isArrayBuffer(item)) {
    if (item[kUntransferable] || isPinned(item) || isDetached(item)) throw dataCloneError('Cannot transfer object of unsupported type.');
    return { copy: ArrayBuffer.prototype.slice.call(item, 0), commit: () => detach(item) };
  }
  if (typeof item?.[kClone]?.transfer !== 'function') throw dataCloneError('Found invalid value in transferList.');
  if (item[kUntransferable]) throw dataCloneError('Cannot transfer object of unsupported type.');
  return item[kClone].transfer.call(item);
}

// Clones value; what is in the list moves to the clone instead, and onMove is
// called with each new owner.
function cloneWith(value, transferList, onMove) {
  const cloner = new Cloner();
  const moves = new Map();
  for (const item of transferList) {
    if (moves.has(item)) {
      const kind = types.isArrayBuffer(item) ? 'ArrayBuffer' : item.constructor.name;
      throw dataCloneError(`Transfer list contains duplicate ${kind}`);
    }
    const move = moveOf(item);
    moves.set(item, move);
    cloner.put(item, move.copy);
  }
  const copy = cloner.clone(value);
  for (const { commit, copy: moved } of moves.values()) {
    commit();
    onMove?.(moved);
  }
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
  if (typeof transfer !== 'object' || typeof transfer?.[Symbol.iterator] !== 'function')
    throw badArgument('transfer in Options cannot be converted to sequence.');
  const list = [...transfer];
  list.forEach((item, i) => {
    if ((typeof item !== 'object' || item === null) && typeof item !== 'function')
      throw badArgument(`transfer in Options[${i}] is not an object.`);
  });
  return cloneWith(value, list);
}

module.exports = {
  structuredClone, cloneWith, dataCloneError, describe, isOpaque, isUncloneable, kClone, kUncloneable, kUntransferable, uncloneable,
};
