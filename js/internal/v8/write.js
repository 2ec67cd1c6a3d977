'use strict';

// Serializer: values in V8's wire format, version 15. Source:
// v8/v8:src/objects/value-serializer.cc.

const types = require('internal/util/types');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

const wireVersion = 15;
const viewTags = {
  Int8Array: 'b', Uint8Array: 'B', Uint8ClampedArray: 'C', Int16Array: 'w', Uint16Array: 'W', Int32Array: 'd',
  Uint32Array: 'D', Float16Array: 'h', Float32Array: 'f', Float64Array: 'F', BigInt64Array: 'q', BigUint64Array: 'Q',
  DataView: '?',
};
const errorTags = {
  EvalError: 'E', RangeError: 'R', ReferenceError: 'F', SyntaxError: 'S', TypeError: 'T', URIError: 'U',
};
// The flags of regular expressions in the order of their bits.
const regExpFlags = ['g', 'i', 'm', 'y', 'u', 's', 'l', 'd', 'v'];

const { hasOwn, keys } = Object;

class Serializer {
  #bytes = Buffer.alloc(64);
  #length = 0;
  #ids = new Map();
  #transferred = new Map();
  #viewsAsHostObjects = false;

  #reserve(n) {
    const needed = this.#length + n;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.alloc(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  #byte(b) {
    this.#reserve(1);
    this.#bytes[this.#length++] = b;
  }

  #tag(tag) {
    this.#byte(tag.charCodeAt(0));
  }

  // Numbers of any size in groups of seven bits, the lowest first.
  #varint(n) {
    for (let rest = BigInt(n); ; rest >>= 7n) {
      const group = Number(rest & 0x7fn);
      if (rest < 0x80n) {
        this.#byte(group);
        return;
      }
      this.#byte(group | 0x80);
    }
  }

  #raw(bytes) {
    this.#reserve(bytes.byteLength);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.byteLength;
  }

  writeHeader() {
    this.#byte(0xff);
    this.#byte(wireVersion);
  }

  writeUint32(n) {
    this.#varint(n >>> 0);
  }

  writeUint64(high, low) {
    this.#varint((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
  }

  writeDouble(n) {
    this.#reserve(8);
    this.#length = this.#bytes.writeDoubleLE(n, this.#length);
  }

  writeRawBytes(source) {
    if (!ArrayBuffer.isView(source) && !(source instanceof ArrayBuffer))
      throw new ERR_INVALID_ARG_TYPE('source', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], source);
    this.#raw(ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source));
  }

  releaseBuffer() {
    const result = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.alloc(0);
    this.#length = 0;
    return result;
  }

  transferArrayBuffer(id, buffer) {
    this.#transferred.set(buffer, id);
  }

  _setTreatArrayBufferViewsAsHostObjects(on) {
    this.#viewsAsHostObjects = !!on;
  }

  #fail(value) {
    const { describe } = require('internal/structured_clone');
    const CloneError = this._getDataCloneError;
    throw new CloneError(`${describe(value)} could not be cloned.`);
  }

  writeValue(value) {
    switch (typeof value) {
      case 'undefined': this.#tag('_'); break;
      case 'boolean': this.#tag(value ? 'T' : 'F'); break;
      case 'number': this.#number(value); break;
      case 'bigint':
        this.#tag('Z');
        this.#bigint(value);
        break;
      case 'string': this.#string(value); break;
      case 'object':
        if (value === null) this.#tag('0');
        else this.#object(value);
        break;
      default: this.#fail(value);
    }
    return true;
  }

  #number(n) {
    if ((n | 0) === n && !Object.is(n, -0)) {
      this.#tag('I');
      this.#varint(n < 0 ? -n * 2 - 1 : n * 2);
    } else {
      this.#tag('N');
      this.writeDouble(n);
    }
  }

  #bigint(n) {
    const digits = [];
    for (let rest = n < 0n ? -n : n; rest > 0n; rest >>= 64n) digits.push(rest & 0xffffffffffffffffn);
    this.#varint((digits.length * 8) << 1 | (n < 0n ? 1 : 0));
    for (const digit of digits) {
      this.#reserve(8);
      this.#length = this.#bytes.writeBigUInt64LE(digit, this.#length);
    }
  }

  #string(text) {
    if (/^[\0-\xff]*$/.test(text)) {
      this.#tag('"');
      this.#varint(text.length);
      this.#raw(Buffer.from(text, 'latin1'));
      return;
    }
    // The characters begin at an even place.
    const size = text.length * 2;
    let lengthOfSize = 1;
    for (let rest = size; rest >= 0x80; rest = Math.floor(rest / 0x80)) lengthOfSize++;
    if ((this.#length + 1 + lengthOfSize) % 2 === 1) this.#byte(0);
    this.#tag('c');
    this.#varint(size);
    this.#raw(Buffer.from(text, 'utf16le'));
  }

  #object(value) {
    const id = this.#ids.get(value);
    if (id !== undefined) {
      this.#tag('^');
      this.#varint(id);
      return;
    }
    if (ArrayBuffer.isView(value)) {
      this.#view(value);
      return;
    }
    this.#ids.set(value, this.#ids.size);
    if (this._isHostObject?.(value)) {
      this.#tag('\\');
      this._writeHostObject(value);
    } else if (types.isAnyArrayBuffer(value)) this.#buffer(value);
    else if (Array.isArray(value)) this.#array(value);
    else if (types.isDate(value)) this.#date(value);
    else if (types.isBoxedPrimitive(value)) this.#box(value);
    else if (types.isRegExp(value)) this.#regExp(value);
    else if (types.isMap(value)) this.#map(value);
    else if (types.isSet(value)) this.#set(value);
    else if (types.isNativeError(value)) this.#error(value);
    else if (types.isExternal(value) || types.isPromise(value) || types.isProxy(value) && value !== process.env || types.isWeakMap(value) ||
             types.isWeakSet(value) || types.isGeneratorObject(value)) this.#fail(value);
    else this.#plain(value);
  }

  // A view comes with its buffer, which is written before it, unless it is left
  // to the delegate.
  #view(value) {
    if (this.#viewsAsHostObjects) {
      this.#ids.set(value, this.#ids.size);
      this.#tag('\\');
      this._writeHostObject(value);
      return;
    }
    if (!this.#ids.has(value.buffer)) {
      this.#ids.set(value.buffer, this.#ids.size);
      this.#buffer(value.buffer);
    }
    this.#ids.set(value, this.#ids.size);
    this.#tag('V');
    this.#tag(viewTags[types.isDataView(value) ? 'DataView' : value[Symbol.toStringTag]]);
    this.#varint(value.byteOffset);
    this.#varint(value.byteLength);
    this.#varint(0); // flags
  }

  #buffer(value) {
    if (types.isSharedArrayBuffer(value)) {
      if (this._getSharedArrayBufferId === undefined) this.#fail(value);
      this.#tag('u');
      this.#varint(this._getSharedArrayBufferId(value));
      return;
    }
    const transferred = this.#transferred.get(value);
    if (transferred !== undefined) {
      this.#tag('t');
      this.#varint(transferred);
      return;
    }
    this.#tag('B');
    this.#varint(value.byteLength);
    this.#raw(new Uint8Array(value));
  }

  #date(value) {
    this.#tag('D');
    this.writeDouble(Date.prototype.getTime.call(value));
  }

  #box(value) {
    const primitive = value.valueOf();
    switch (typeof primitive) {
      case 'boolean': this.#tag(primitive ? 'y' : 'x'); break;
      case 'number':
        this.#tag('n');
        this.writeDouble(primitive);
        break;
      case 'bigint':
        this.#tag('z');
        this.#bigint(primitive);
        break;
      case 'string':
        this.#tag('s');
        this.#string(primitive);
        break;
      default: this.#fail(value);
    }
  }

  #regExp({ source, flags }) {
    this.#tag('R');
    this.#string(source);
    this.#varint(regExpFlags.reduce((bits, flag, i) => (flags.includes(flag) ? bits | 1 << i : bits), 0));
  }

  #map(value) {
    const entries = [...Map.prototype.entries.call(value)];
    this.#tag(';');
    for (const [key, item] of entries) {
      this.writeValue(key);
      this.writeValue(item);
    }
    this.#tag(':');
    this.#varint(entries.length * 2);
  }

  #set(value) {
    const items = [...Set.prototype.values.call(value)];
    this.#tag('\'');
    for (const item of items) this.writeValue(item);
    this.#tag(',');
    this.#varint(items.length);
  }

  #error(value) {
    this.#tag('r');
    const tag = errorTags[value.name];
    if (tag !== undefined) this.#tag(tag);
    const message = Object.getOwnPropertyDescriptor(value, 'message');
    if (message && 'value' in message) {
      this.#tag('m');
      this.#string(String(message.value));
    }
    if (typeof value.stack === 'string') {
      this.#tag('s');
      this.#string(value.stack);
    }
    const cause = Object.getOwnPropertyDescriptor(value, 'cause');
    if (cause && 'value' in cause) {
      this.#tag('c');
      this.writeValue(cause.value);
    }
    this.#tag('.');
  }

  // An array without holes is dense; what it has besides elements follows them.
  #array(value) {
    const { length } = value;
    let holes = 0;
    for (let i = 0; i < length; i++) holes += hasOwn(value, i) ? 0 : 1;
    if (holes > 0) {
      this.#tag('a');
      this.#varint(length);
      const count = this.#properties(value, keys(value));
      this.#tag('@');
      this.#varint(count);
      this.#varint(length);
      return;
    }
    this.#tag('A');
    this.#varint(length);
    for (let i = 0; i < length; i++) this.writeValue(value[i]);
    const count = this.#properties(value, keys(value).slice(length));
    this.#tag('$');
    this.#varint(count);
    this.#varint(length);
  }

  #plain(value) {
    this.#tag('o');
    const count = this.#properties(value, keys(value));
    this.#tag('{');
    this.#varint(count);
  }

  #properties(value, names) {
    for (const name of names) {
      const index = Number(name);
      if (String(index >>> 0) === name && index !== 0xffffffff) this.#number(index);
      else this.#string(name);
      this.writeValue(value[name]);
    }
    return names.length;
  }
}
Serializer.prototype._getDataCloneError = Error;
// These are native in Node, which have no length.
for (const name of ['transferArrayBuffer', 'writeDouble', 'writeRawBytes', 'writeUint32', 'writeUint64', 'writeValue'])
  Object.defineProperty(Serializer.prototype[name], 'length', { __proto__: null, configurable: true, value: 0 });

module.exports = { Serializer, errorTags, regExpFlags, viewTags, wireVersion };
