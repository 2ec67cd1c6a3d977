'use strict';

// What the classes of Intl have in common.

// Slots hold what an object of a class keeps for itself.
function makeSlots(name) {
  const slots = new WeakMap();
  return {
    set(object, slot) {
      slots.set(object, slot);
      return object;
    },
    get(object, method) {
      const slot = typeof object === 'object' && object !== null ? slots.get(object) : undefined;
      if (slot === undefined) {
        throw new TypeError(`Method Intl.${name}.prototype.${method} called on incompatible receiver ${show(object)}`);
      }
      return slot;
    },
    has: (object) => slots.has(object),
  };
}

function show(value) {
  if (typeof value === 'symbol') return value.toString();
  if (typeof value === 'object' && value !== null) return `#<${value.constructor?.name ?? 'Object'}>`;
  return String(value);
}

function define(object, name, value) {
  Object.defineProperty(object, name, { __proto__: null, configurable: true, enumerable: false, writable: true, value });
}

function tag(object, name) {
  Object.defineProperty(object, Symbol.toStringTag, { __proto__: null, configurable: true, value: name });
}

// defineClass makes a class of Intl out of a constructor: methods are those of
// an object literal, getters included.
function defineClass(constructor, methods, supported) {
  const { prototype, name } = constructor;
  for (const key of Reflect.ownKeys(methods)) {
    const descriptor = Object.getOwnPropertyDescriptor(methods, key);
    Object.defineProperty(prototype, key, { ...descriptor, enumerable: false });
  }
  tag(prototype, `Intl.${name}`);
  Object.defineProperty(constructor, 'prototype', { __proto__: null, writable: false });
  if (supported) {
    define(constructor, 'supportedLocalesOf', {
      supportedLocalesOf(locales, options = undefined) { return supported(locales, options); },
    }.supportedLocalesOf);
    Object.defineProperty(constructor.supportedLocalesOf, 'length', { __proto__: null, configurable: true, value: 1 });
  }
  return constructor;
}

function requireNew(target, name) {
  if (target === undefined) throw new TypeError(`Constructor Intl.${name} requires 'new'`);
}

const toObject = (options) => (options === undefined ? { __proto__: null } : Object(nonNull(options)));

function nonNull(value) {
  if (value === null) throw new TypeError('Cannot convert undefined or null to object');
  return value;
}

// optionsObject is for the newer classes, which take no primitive.
function optionsObject(options) {
  if (options === undefined) return { __proto__: null };
  if (typeof options !== 'object' && typeof options !== 'function' || options === null) {
    throw new TypeError('Incorrect options information provided');
  }
  return options;
}

function getOption(options, name, type, values, fallback, owner = 'Intl') {
  let value = options[name];
  if (value === undefined) return fallback;
  if (type === 'boolean') return Boolean(value);
  value = String(value);
  if (values !== undefined && !values.includes(value)) {
    throw new RangeError(`Value ${value} out of range for ${owner} options property ${name}`);
  }
  return value;
}

function defaultNumber(value, min, max, fallback, name) {
  if (value === undefined) return fallback;
  value = Number(value);
  if (!(value >= min && value <= max)) throw new RangeError(`${name} value is out of range.`);
  return Math.floor(value);
}

const getNumberOption = (options, name, min, max, fallback) => defaultNumber(options[name], min, max, fallback, name);

// getUnicodeType reads an option that holds a type of a Unicode extension.
function getUnicodeType(options, name) {
  const value = getOption(options, name, 'string');
  if (value !== undefined && !/^[a-z0-9]{3,8}(-[a-z0-9]{3,8})*$/i.test(value)) throw new RangeError(`Invalid ${name} : ${value}`);
  return value?.toLowerCase();
}

// pieces are the text and the fields, which are in braces, of each pattern.
const pieces = new Map();

function split(pattern) {
  let list = pieces.get(pattern);
  if (list === undefined) {
    list = pattern.split(/(\{[^}]*\})/).filter(Boolean)
      .map((piece) => (piece[0] === '{' ? { field: piece.slice(1, -1) } : { literal: piece }));
    if (pieces.size < 1000) pieces.set(pattern, list);
  }
  return list;
}

// fill puts parts into a pattern: text, with the places for parts in braces.
function fill(pattern, put) {
  const parts = [];
  for (const { field, literal } of split(pattern)) {
    if (literal !== undefined) {
      parts.push({ type: 'literal', value: literal });
      continue;
    }
    const made = put(field);
    for (let i = 0; i < made.length; i++) parts.push(made[i]);
  }
  return parts;
}

function join(parts) {
  let text = '';
  for (let i = 0; i < parts.length; i++) text += parts[i].value;
  return text;
}

module.exports = {
  makeSlots, define, tag, defineClass, requireNew, toObject, optionsObject, getOption, getNumberOption, defaultNumber,
  getUnicodeType, fill, join,
};
