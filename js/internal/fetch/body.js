'use strict';

// What Request and Response have in common: a body and ways to read it.

const { Blob } = require('buffer');
const { isDisturbed } = require('stream');
const { FormData, multipart, parseMultipart } = require('internal/fetch/form_data');
const { illegal } = require('internal/fetch/idl');
const { isAnyArrayBuffer } = require('internal/util/types');

const encoder = new TextEncoder();

// Body is the content of a message. Its stream is made when it is needed:
// source, if it is not null, has all of it.
class Body {
  #stream;

  constructor(stream, source, length, type) {
    this.#stream = stream;
    this.source = source; // bytes, a Blob, or null
    this.length = length; // null if it is not known
    this.type = type; // content-type, or null
  }

  get stream() {
    this.#stream ??= streamOf(this.source);
    return this.#stream;
  }

  get used() { return this.#stream !== undefined && isDisturbed(this.#stream); }
  get unusable() { return this.#stream !== undefined && (this.#stream.locked || isDisturbed(this.#stream)); }

  clone() {
    const [mine, other] = this.stream.tee();
    this.#stream = mine;
    return new Body(other, this.source, this.length, this.type);
  }

  // transfer moves the content to another body; this one counts as read.
  transfer() {
    const { readable, writable } = new TransformStream();
    const other = new Body(readable, this.source, this.length, this.type);
    this.stream.pipeTo(writable).catch(() => {});
    return other;
  }

  // bytes reads all of it.
  async bytes() {
    const chunks = [];
    const reader = this.stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Uint8Array(Buffer.concat(chunks)); // a copy of its own
      if (!(value instanceof Uint8Array)) throw new TypeError('Received non-Uint8Array chunk');
      chunks.push(value);
    }
  }
}

function streamOf(source) {
  if (source instanceof Blob) return source.stream();
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      if (source.byteLength > 0) controller.enqueue(new Uint8Array(source));
      controller.close();
      controller.byobRequest?.respond(0);
    },
  });
}

async function* bytesOf(iterable) {
  for await (const chunk of iterable) yield typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
}

// extract makes a Body of what a script gives for one.
function extract(object, keepalive = false) {
  if (object instanceof ReadableStream) {
    if (keepalive) throw new TypeError('keepalive');
    if (isDisturbed(object) || object.locked)
      throw new TypeError('Response body object should not be disturbed or locked');
    return new Body(object, null, null, null);
  }
  if (object instanceof Blob) return new Body(undefined, object, object.size, object.type || null);
  if (object instanceof URLSearchParams)
    return ofBytes(encoder.encode(object.toString()), 'application/x-www-form-urlencoded;charset=UTF-8');
  if (object instanceof FormData) {
    const { blob, boundary } = multipart(object);
    return new Body(undefined, blob, blob.size, `multipart/form-data; boundary=${boundary}`);
  }
  if (isAnyArrayBuffer(object)) return ofBytes(new Uint8Array(object.slice()), null);
  if (ArrayBuffer.isView(object))
    return ofBytes(new Uint8Array(object.buffer.slice(object.byteOffset, object.byteOffset + object.byteLength)), null);
  if (typeof object?.[Symbol.asyncIterator] === 'function') {
    if (keepalive) throw new TypeError('keepalive');
    return new Body(ReadableStream.from(bytesOf(object)), null, null, null);
  }
  return ofBytes(encoder.encode(`${object}`), 'text/plain;charset=UTF-8');
}

function ofBytes(bytes, type) {
  return new Body(undefined, bytes, bytes.byteLength, type);
}

const essenceOf = (type) => type?.split(';', 1)[0].trim().toLowerCase();

async function formOf(bytes, type) {
  const essence = essenceOf(type);
  if (essence === 'multipart/form-data') {
    const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type);
    if (boundary === null) throw new TypeError('Failed to parse body as FormData.');
    return parseMultipart(bytes, boundary[1] ?? boundary[2]);
  }
  if (essence !== 'application/x-www-form-urlencoded') {
    throw new TypeError('Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".');
  }
  const form = new FormData();
  for (const [name, value] of new URLSearchParams(textOf(bytes))) form.append(name, value);
  return form;
}

const textOf = (bytes) => new TextDecoder().decode(bytes);

// mixBody gives a class the members of a body. state(object) is what the class
// keeps of an object: its body and its headers.
function mixBody(Class, state) {
  // consume reads the body and hands its bytes to convert.
  const consume = async (object, convert) => {
    const { body, headers, signal } = state(object);
    if (body?.unusable) throw new TypeError('Body is unusable: Body has already been read');
    signal?.throwIfAborted();
    const bytes = body === null ? new Uint8Array() : await body.bytes();
    return convert(bytes, headers.get('content-type'));
  };
  const methods = {
    arrayBuffer() { return consume(this, (bytes) => bytes.buffer); },
    blob() { return consume(this, (bytes, type) => new Blob([bytes], { type: type ?? '' })); },
    bytes() { return consume(this, (bytes) => bytes); },
    formData() { return consume(this, formOf); },
    json() { return consume(this, (bytes) => JSON.parse(textOf(bytes))); },
    text() { return consume(this, textOf); },
    textStream() {
      const { body } = state(this);
      if (body?.unusable) throw new TypeError('Body is unusable: Body has already been read');
      return (body?.stream ?? ReadableStream.from([])).pipeThrough(new TextDecoderStream());
    },
  };
  for (const [name, value] of Object.entries(methods))
    Object.defineProperty(Class.prototype, name, { __proto__: null, configurable: true, enumerable: true, writable: true, value });
  for (const [name, get] of Object.entries({
    body() { return state(this).body?.stream ?? null; },
    bodyUsed() { return state(this).body?.used ?? false; },
  })) {
    Object.defineProperty(get, 'name', { __proto__: null, value: `get ${name}` });
    Object.defineProperty(Class.prototype, name, { __proto__: null, configurable: true, enumerable: true, get });
  }
}

// stateIn checks that object is of a class which keeps its state in a WeakMap.
function stateIn(states, object) {
  const state = states.get(object);
  if (state === undefined) throw illegal();
  return state;
}

module.exports = { Body, extract, mixBody, ofBytes, stateIn };
