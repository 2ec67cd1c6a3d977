'use strict';

// The class Headers.

const { byteString, expose, illegal, iterable, required } = require('internal/fetch/idl');
const { hasBadCharacter, isToken } = require('internal/http/headers');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const edges = /^[\t\n\r ]+|[\t\n\r ]+$/g;

// listOf gives the list behind a Headers.
let listOf;

// List is a header list: the values by lower-case name, as they go out.
class List {
  fields = new Map(); // lower-case name -> { name, values }
  immutable = false;
  sorted = null;

  append(name, value) {
    const key = name.toLowerCase();
    const field = this.fields.get(key);
    if (field) field.values.push(value);
    else this.fields.set(key, { name, values: [value] });
    this.sorted = null;
  }

  set(name, value) {
    this.fields.set(name.toLowerCase(), { name, values: [value] });
    this.sorted = null;
  }

  delete(name) {
    this.fields.delete(name.toLowerCase());
    this.sorted = null;
  }

  has(name) { return this.fields.has(name.toLowerCase()); }

  get(name) {
    const field = this.fields.get(name.toLowerCase());
    return field ? joined(field) : null;
  }

  // entries is what iteration shows: by name, each cookie for itself.
  entries() {
    if (this.sorted !== null) return this.sorted;
    const list = [];
    for (const key of [...this.fields.keys()].sort()) {
      const field = this.fields.get(key);
      if (key === 'set-cookie') list.push(...field.values.map((value) => [key, value]));
      else list.push([key, joined(field)]);
    }
    this.sorted = list;
    return list;
  }

  // raw is the list as it is sent.
  raw() {
    const list = [];
    for (const field of this.fields.values()) {
      if (field.name.toLowerCase() === 'set-cookie') list.push(...field.values.map((value) => [field.name, value]));
      else list.push([field.name, joined(field)]);
    }
    return list;
  }

  copy() {
    const list = new List();
    for (const [key, { name, values }] of this.fields) list.fields.set(key, { name, values: [...values] });
    return list;
  }
}

function joined({ name, values }) {
  return values.join(name.toLowerCase() === 'cookie' ? '; ' : ', ');
}

function checkName(name, where) {
  if (!isToken(name)) throw new TypeError(`${where}: "${name}" is an invalid header name.`);
}

function checkValue(value, where) {
  if (hasBadCharacter(value)) throw new TypeError(`${where}: "${value}" is an invalid header value.`);
}

function append(list, name, value) {
  value = value.replace(edges, '');
  checkName(name, 'Headers.append');
  checkValue(value, 'Headers.append');
  if (list.immutable) throw new TypeError('immutable');
  list.append(name, value);
}

// fill takes what a script gives for headers.
function fill(list, init) {
  if (init === null || typeof init !== 'object') {
    throw new TypeError('Headers constructor: Argument 1 could not be converted to one of: ' +
      'sequence<sequence<ByteString>>, record<ByteString, ByteString>.');
  }
  if (typeof init[Symbol.iterator] !== 'function') {
    for (const key of Reflect.ownKeys(init)) {
      if (Object.getOwnPropertyDescriptor(init, key)?.enumerable) append(list, byteString(key), byteString(init[key]));
    }
    return;
  }
  for (const pair of init) {
    const [...parts] = pair;
    if (parts.length !== 2) {
      throw new TypeError(`Headers constructor: expected name/value pair to be length 2, found ${parts.length}.`);
    }
    append(list, byteString(parts[0]), byteString(parts[1]));
  }
}

class Headers {
  #list = new List();

  static {
    listOf = (object) => {
      if (object === null || typeof object !== 'object' || !(#list in object)) throw illegal();
      return object.#list;
    };
  }

  constructor(init = undefined) {
    if (init !== undefined) fill(this.#list, init);
  }

  append(name, value) {
    const list = listOf(this);
    required(arguments, 2, 'Headers.append');
    append(list, byteString(name), byteString(value));
  }

  delete(name) {
    const list = listOf(this);
    required(arguments, 1, 'Headers.delete');
    name = byteString(name);
    checkName(name, 'Headers.delete');
    if (list.immutable) throw new TypeError('immutable');
    list.delete(name);
  }

  get(name) {
    const list = listOf(this);
    required(arguments, 1, 'Headers.get');
    name = byteString(name);
    checkName(name, 'Headers.get');
    return list.get(name);
  }

  has(name) {
    const list = listOf(this);
    required(arguments, 1, 'Headers.has');
    name = byteString(name);
    checkName(name, 'Headers.has');
    return list.has(name);
  }

  set(name, value) {
    const list = listOf(this);
    required(arguments, 2, 'Headers.set');
    name = byteString(name);
    value = byteString(value).replace(edges, '');
    checkName(name, 'Headers.set');
    checkValue(value, 'Headers.set');
    if (list.immutable) throw new TypeError('immutable');
    list.set(name, value);
  }

  getSetCookie() {
    return [...listOf(this).fields.get('set-cookie')?.values ?? []];
  }

  [kInspect](depth, options) {
    options.depth ??= depth;
    const { formatWithOptions } = require('util');
    return `Headers ${formatWithOptions(options, Object.fromEntries(
      [...listOf(this).fields.values()].map((field) => [field.name, joined(field)])))}`;
  }
}
iterable(Headers, (object) => listOf(object).entries());
expose(Headers, 'append', 'delete', 'get', 'has', 'set', 'getSetCookie');

// headersOf makes a Headers with what init gives, or a copy of a list.
function headersOf(init, immutable = false) {
  const headers = new Headers();
  const list = listOf(headers);
  if (init instanceof List) list.fields = init.copy().fields;
  else if (init !== undefined) fill(list, init);
  list.immutable = immutable;
  return headers;
}

module.exports = { Headers, List, headersOf, listOf: (headers) => listOf(headers) };
