'use strict';

// Blob: https://w3c.github.io/FileAPI/#blob-section. A blob's bytes are one
// Uint8Array that nothing else can reach; slices share its memory. Those of a file
// are a FileSource instead, which is read when the blob is.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS },
} = require('internal/errors');
const { expose } = require('internal/event_target');
const { EOL } = process.platform === 'win32' ? { EOL: '\r\n' } : { EOL: '\n' };

const { kClone } = require('internal/structured_clone');

const kBytes = Symbol('kHandle');
const kSource = Symbol('kSource');
const kType = Symbol('kType');
const kInspect = Symbol.for('nodejs.util.inspect.custom');

// The size of the chunks that a blob's stream hands out.
const chunkSize = 65536;

function isBlob(object) {
  return object?.[kType] !== undefined;
}

// FileSource is a part of a file, which must not change after the blob was made.
class FileSource {
  constructor(path, stat, from, to) {
    this.path = path;
    this.stat = stat;
    this.from = from;
    this.length = to - from;
  }

  subarray(from, to) { return new FileSource(this.path, this.stat, this.from + from, this.from + to); }

  #check({ size, mtimeNs }) {
    if (size !== this.stat.size || mtimeNs !== this.stat.mtimeNs) throw notReadable();
  }

  // Reads bytes from, counted from the start of the part, to to.
  async read(from, to) {
    const { promises } = require('fs');
    let handle;
    try {
      handle = await promises.open(this.path);
      this.#check(await handle.stat({ bigint: true }));
      const bytes = new Uint8Array(to - from);
      for (let at = 0; at < bytes.length;) {
        const { bytesRead } = await handle.read(bytes, at, bytes.length - at, this.from + from + at);
        if (bytesRead === 0) throw notReadable();
        at += bytesRead;
      }
      return bytes;
    } catch {
      throw notReadable();
    } finally {
      await handle?.close();
    }
  }

  readSync() {
    const fs = require('fs');
    let bytes;
    try {
      this.#check(fs.statSync(this.path, { bigint: true }));
      bytes = fs.readFileSync(this.path);
    } catch {
      throw notReadable();
    }
    return new Uint8Array(bytes.buffer, bytes.byteOffset + this.from, this.length);
  }
}

function notReadable() {
  return new DOMException('The blob could not be read', 'NotReadableError');
}

// read gives the bytes of a blob from one place to another.
async function read(blob, from, to) {
  return blob[kSource]?.read(from, to) ?? blob[kBytes].subarray(from, to);
}

function check(object) {
  if (!isBlob(object)) throw new ERR_INVALID_THIS('Blob');
}

// normalizeType is the type of a blob, "" for one with other than ASCII.
function normalizeType(type) {
  const text = `${type}`;
  return /[^ -~]/.test(text) ? '' : text.toLowerCase();
}

function isBuffer(part) {
  return ArrayBuffer.isView(part) || part instanceof ArrayBuffer;
}

// bytesOf gives the bytes of one part of a blob, copied if somebody else can
// change them.
function bytesOf(part, endings) {
  if (isBlob(part)) return part[kSource]?.readSync() ?? part[kBytes];
  if (part instanceof ArrayBuffer) return new Uint8Array(part.slice(0));
  if (ArrayBuffer.isView(part))
    return new Uint8Array(part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength));
  const text = endings === 'native' ? part.replace(/\r\n|\r|\n/g, EOL) : part;
  return new TextEncoder().encode(text);
}

function partsOf(sources) {
  if (typeof sources !== 'object' && typeof sources !== 'function' || sources === null ||
      typeof sources[Symbol.iterator] !== 'function')
    throw new ERR_INVALID_ARG_TYPE('sources', 'a sequence', sources);
  return Array.from(sources, (part) => isBlob(part) || isBuffer(part) ? part : toText(part));
}

function toText(part) {
  if (typeof part === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
  return `${part}`.toWellFormed();
}

// join puts arrays of bytes together.
function join(arrays) {
  if (arrays.length === 1) return arrays[0];
  const bytes = new Uint8Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    bytes.set(array, at);
    at += array.length;
  }
  return bytes;
}

// clamp is Web IDL's conversion to [Clamp] long long, from the end of the blob
// if it is negative.
function clamp(value, size) {
  const number = Math.trunc(Number(value)) || 0;
  return number < 0 ? Math.max(size + number, 0) : Math.min(number, size);
}

class Blob {
  constructor(sources = [], options = undefined) {
    const parts = partsOf(sources);
    if (options !== undefined && options !== null && typeof options !== 'object' && typeof options !== 'function')
      throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
    const { endings = 'transparent', type = '' } = options ?? {};
    const ends = `${endings}`;
    if (ends !== 'transparent' && ends !== 'native')
      throw new ERR_INVALID_ARG_VALUE('options.endings', ends);
    hide(this, kBytes, join(parts.map((part) => bytesOf(part, ends))));
    hide(this, kType, normalizeType(type));
  }

  [kInspect](depth, options) {
    return inspectAs(this, 'Blob', { size: this.size, type: this.type }, depth, options);
  }

  get [kClone]() {
    return {
      clone() {
        if (this[kSource]) throw new ERR_INVALID_STATE('File-backed Blobs are not cloneable');
        return make(this[kBytes], this[kType]);
      },
      // For another thread.
      pack() {
        if (this[kSource]) throw new ERR_INVALID_STATE('File-backed Blobs are not cloneable');
        return { data: { bytes: new Uint8Array(this[kBytes]), type: this[kType] }, from: 'internal/blob:unpack' };
      },
    };
  }

  get size() { check(this); return (this[kSource] ?? this[kBytes]).length; }
  get type() { check(this); return this[kType]; }

  slice(start = 0, end = this.size, contentType = '') {
    check(this);
    const size = this.size;
    const from = clamp(start, size);
    const part = (this[kSource] ?? this[kBytes]).subarray(from, Math.max(clamp(end, size), from));
    return make(part, normalizeType(contentType));
  }

  async arrayBuffer() {
    check(this);
    const { buffer, byteOffset, byteLength } = await read(this, 0, this.size);
    return buffer.slice(byteOffset, byteOffset + byteLength);
  }

  async bytes() {
    check(this);
    return (await read(this, 0, this.size)).slice();
  }

  async text() {
    check(this);
    return new TextDecoder().decode(await read(this, 0, this.size));
  }

  stream() {
    check(this);
    const { [kBytes]: bytes, [kSource]: source, size } = this;
    let at = 0;
    const give = (controller, chunk) => {
      if (at >= size) {
        controller.close();
        controller.byobRequest?.respond(0);
        return;
      }
      at += chunk.length;
      controller.enqueue(chunk);
    };
    return new ReadableStream({
      type: 'bytes',
      pull(controller) {
        const end = Math.min(at + chunkSize, size);
        if (!source) return give(controller, bytes.slice(at, end));
        // A file that has changed is told of even where there is nothing left.
        return source.read(at, end).then((chunk) => give(controller, chunk));
      },
    }, { highWaterMark: 0 });
  }

  textStream() {
    return this.stream().pipeThrough(new TextDecoderStream());
  }
}
expose(Blob, 'Blob', ['size', 'type', 'slice', 'stream', 'textStream', 'text', 'arrayBuffer', 'bytes']);

function hide(object, key, value) {
  Object.defineProperty(object, key, { __proto__: null, value });
}

function inspectAs(object, name, properties, depth, options) {
  if (depth < 0) return object;
  const { inspect } = require('util');
  return `${name} ${inspect(properties, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
}

// make makes a blob of bytes that nobody else changes, or of a FileSource.
function make(content, type) {
  const blob = Object.create(Blob.prototype);
  hide(blob, content instanceof FileSource ? kSource : kBytes, content);
  hide(blob, kType, type);
  return blob;
}

// unpack makes the blob of what pack has made of one in another thread.
function unpack({ bytes, type }) {
  return make(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), type);
}

// fromFile makes a blob of a file, of which stat tells with BigInts.
function fromFile(path, stat, type) {
  return make(new FileSource(path, stat, 0, Number(stat.size)), normalizeType(type));
}

// The blobs that URLs stand for, by the URL's id.
const registry = new Map();
const prefix = 'blob:nodedata:';

function createObjectURL(blob) {
  if (!isBlob(blob)) throw new ERR_INVALID_ARG_TYPE('obj', 'Blob', blob);
  const id = require('crypto').randomUUID();
  registry.set(id, blob);
  return prefix + id;
}

function revokeObjectURL(url) {
  const text = `${url}`;
  if (text.startsWith(prefix)) registry.delete(text.slice(prefix.length));
}

function resolveObjectURL(url) {
  const text = `${url}`;
  const blob = text.startsWith(prefix) ? registry.get(text.slice(prefix.length)) : undefined;
  return blob && make(blob[kSource] ?? blob[kBytes], blob[kType]);
}

module.exports = { Blob, createObjectURL, revokeObjectURL, resolveObjectURL, fromBytes: make, fromFile, inspectAs, isBlob, kBytes, unpack };
