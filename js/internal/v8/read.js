'use strict';

// Deserializer: reads what Serializer writes.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { errorTags, regExpFlags, viewTags, wireVersion } = require('internal/v8/write');

const cannotRead = 'Unable to deserialize cloned data.';

function inverse(table) {
  return Object.fromEntries(Object.entries(table).map(([name, tag]) => [tag, name]));
}
const viewNames = inverse(viewTags);
const errorNames = inverse(errorTags);

function fail() {
  throw new Error(cannotRead);
}

class Deserializer {
  #bytes;
  #place = 0;
  #version = 0;
  #objects = [];
  #transferred = new Map();

  constructor(buffer) {
    if (!ArrayBuffer.isView(buffer)) throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
    this.buffer = buffer;
    this.#bytes = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  }

  #need(n) {
    if (this.#place + n > this.#bytes.length) fail();
    const from = this.#place;
    this.#place += n;
    return from;
  }

  #byte() {
    return this.#bytes[this.#need(1)];
  }

  #tag() {
    // Zero bytes are padding.
    for (;;) {
      const b = this.#byte();
      if (b !== 0) return String.fromCharCode(b);
    }
  }

  #peek() {
    let at = this.#place;
    while (this.#bytes[at] === 0) at++;
    return at < this.#bytes.length ? String.fromCharCode(this.#bytes[at]) : fail();
  }

  #varint() {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const b = this.#byte();
      value |= BigInt(b & 0x7f) << shift;
      if (b < 0x80) return value;
    }
  }

  #size() {
    return Number(this.#varint());
  }

  readHeader() {
    if (this.#bytes[this.#place] !== 0xff) fail();
    this.#place++;
    this.#version = this.#size();
    if (this.#version > wireVersion) fail();
    return true;
  }

  getWireFormatVersion() {
    return this.#version;
  }

  readUint32() {
    return Number(BigInt.asUintN(32, this.#varint()));
  }

  readUint64() {
    const value = BigInt.asUintN(64, this.#varint());
    return [Number(value >> 32n), Number(value & 0xffffffffn)];
  }

  readDouble() {
    return this.#bytes.readDoubleLE(this.#need(8));
  }

  _readRawBytes(length) {
    return this.#need(length);
  }

  readRawBytes(length) {
    const offset = this._readRawBytes(length);
    return Buffer.from(this.buffer.buffer, this.buffer.byteOffset + offset, length);
  }

  transferArrayBuffer(id, buffer) {
    this.#transferred.set(id, buffer);
  }

  #add(object) {
    this.#objects.push(object);
    return object;
  }

  readValue() {
    const tag = this.#tag();
    switch (tag) {
      case '_': return undefined;
      case '0': return null;
      case 'T': return true;
      case 'F': return false;
      case 'I': {
        const n = this.readUint32();
        return n & 1 ? -((n + 1) / 2) : n / 2;
      }
      case 'N': return this.readDouble();
      case 'Z': return this.#bigint();
      case '"':
      case 'c':
      case 'S': return this.#string(tag);
      case '^': {
        const id = this.#size();
        return id < this.#objects.length ? this.#objects[id] : fail();
      }
      case '?':
        this.#varint();
        return this.readValue();
    }
    return this.#object(tag);
  }

  #bigint() {
    const field = this.#size();
    const length = field >> 1;
    const from = this.#need(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = value << 8n | BigInt(this.#bytes[from + i]);
    return field & 1 ? -value : value;
  }

  #string(tag) {
    const size = this.#size();
    const from = this.#need(size);
    return this.#bytes.toString({ '"': 'latin1', 'c': 'utf16le', 'S': 'utf8' }[tag], from, from + size);
  }

  #text() {
    const tag = this.#tag();
    return '"cS'.includes(tag) ? this.#string(tag) : fail();
  }

  #object(tag) {
    switch (tag) {
      case 'o': return this.#properties(this.#add({}), '{');
      case 'A': return this.#dense();
      case 'a': return this.#sparse();
      case 'D': return this.#add(new Date(this.readDouble()));
      case 'y': return this.#add(Object(true));
      case 'x': return this.#add(Object(false));
      case 'n': return this.#add(Object(this.readDouble()));
      case 'z': return this.#add(Object(this.#bigint()));
      case 's': return this.#add(Object(this.#text()));
      case 'R': return this.#regExp();
      case ';': return this.#map();
      case '\'': return this.#set();
      case 'B': return this.#buffer();
      case 't': return this.#view(this.#add(this.#transferred.get(this.#size()) ?? fail()));
      case 'r': return this.#error();
      case '\\': return this.#hostObject();
    }
    return fail();
  }

  // What it holds comes after it in the order of objects.
  #hostObject() {
    const id = this.#objects.length;
    this.#add(undefined);
    const object = this._readHostObject?.() ?? fail();
    this.#objects[id] = object;
    return object;
  }

  // Reads names and values up to the tag end, and their number.
  #properties(object, end) {
    let count = 0;
    while (this.#peek() !== end) {
      const name = this.readValue();
      object[name] = this.readValue();
      count++;
    }
    this.#tag();
    if (this.#size() !== count) fail();
    return object;
  }

  #dense() {
    const array = this.#add([]);
    const length = this.#size();
    for (let i = 0; i < length; i++) {
      if (this.#peek() === '-') {
        this.#tag();
        array.length = i + 1;
      } else {
        array[i] = this.readValue();
      }
    }
    this.#properties(array, '$');
    if (this.#size() !== length) fail();
    return array;
  }

  #sparse() {
    const array = this.#add([]);
    array.length = this.#size();
    this.#properties(array, '@');
    if (this.#size() !== array.length) fail();
    return array;
  }

  #regExp() {
    const source = this.#text();
    const bits = this.#size();
    return this.#add(new RegExp(source, regExpFlags.filter((flag, i) => bits & 1 << i).join('')));
  }

  #map() {
    const map = this.#add(new Map());
    while (this.#peek() !== ':') {
      const key = this.readValue();
      map.set(key, this.readValue());
    }
    this.#tag();
    if (this.#size() !== map.size * 2) fail();
    return map;
  }

  #set() {
    const set = this.#add(new Set());
    while (this.#peek() !== ',') set.add(this.readValue());
    this.#tag();
    if (this.#size() !== set.size) fail();
    return set;
  }

  #buffer() {
    const length = this.#size();
    const from = this.#need(length);
    const { buffer, byteOffset } = this.#bytes;
    return this.#view(this.#add(buffer.slice(byteOffset + from, byteOffset + from + length)));
  }

  // A view of a buffer follows it.
  #view(buffer) {
    if (this.#place >= this.#bytes.length || this.#peek() !== 'V') return buffer;
    this.#tag();
    const name = viewNames[this.#tag()];
    const offset = this.#size();
    const length = this.#size();
    if (this.#version >= 14) this.#varint();
    const View = globalThis[name] ?? fail();
    const elements = length / (View.BYTES_PER_ELEMENT ?? 1);
    if (offset + length > buffer.byteLength || !Number.isInteger(elements)) fail();
    return this.#add(new View(buffer, offset, elements));
  }

  #error() {
    let name = 'Error';
    const fields = {};
    const id = this.#objects.length;
    this.#add(undefined);
    for (let tag = this.#tag(); tag !== '.'; tag = this.#tag()) {
      if (tag in errorNames) name = errorNames[tag];
      else if (tag === 'm') fields.message = this.#text();
      else if (tag === 's') fields.stack = this.#text();
      else if (tag === 'c') fields.cause = this.readValue();
      else fail();
    }
    const error = new globalThis[name]();
    this.#objects[id] = error;
    for (const [key, value] of Object.entries(fields))
      Object.defineProperty(error, key, { __proto__: null, configurable: true, writable: true, value });
    return error;
  }
}
// It is native in Node, which has no length.
Object.defineProperty(Deserializer.prototype.transferArrayBuffer, 'length', { __proto__: null, configurable: true, value: 0 });

module.exports = { Deserializer };
