'use strict';

// The WHATWG's streams: the library web-streams-polyfill, which follows the
// standard's reference implementation, with what Node's streams and util ask of
// them besides. https://streams.spec.whatwg.org/

const { codes: { ERR_ARG_NOT_ITERABLE, ERR_INVALID_THIS } } = require('internal/errors');
const { StreamRangeError, StreamTypeError } = require('internal/webstreams/errors');
const { kClone } = require('internal/structured_clone');

const library = {};
require('vendor/web-streams-polyfill/ponyfill')(library, {}, StreamTypeError, StreamRangeError, globalThis);

const {
  ByteLengthQueuingStrategy, CountQueuingStrategy, ReadableByteStreamController, ReadableStream,
  ReadableStreamBYOBReader, ReadableStreamBYOBRequest, ReadableStreamDefaultController, ReadableStreamDefaultReader,
  TransformStream, TransformStreamDefaultController, WritableStream, WritableStreamDefaultController,
  WritableStreamDefaultWriter,
} = library;

const kState = Symbol('kState');
const kClosed = Symbol('kIsClosedPromise');
const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kIsDisturbed = Symbol.for('nodejs.stream.disturbed');
const kIsErrored = Symbol.for('nodejs.stream.errored');
const kIsReadable = Symbol.for('nodejs.stream.readable');
const kIsWritable = Symbol.for('nodejs.stream.writable');
const kIsClosedPromise = Symbol.for('nodejs.webstream.isClosedPromise');
const kControllerErrorFunction = Symbol.for('nodejs.webstream.controllerErrorFunction');

function method(prototype, key, value) {
  Object.defineProperty(prototype, key, { __proto__: null, configurable: true, writable: true, value });
}

function getter(prototype, key, get) {
  Object.defineProperty(prototype, key, { __proto__: null, configurable: true, get });
}

// customInspect shows object as its class's name and the given properties.
function customInspect(depth, options, name, properties) {
  if (depth < 0) return name;
  const { inspect } = require('util');
  return `${name} ${inspect(properties, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
}

// showAs has util.inspect show instances of a class as properties makes them.
function showAs(constructor, properties) {
  const { name } = constructor;
  const show = function(depth, options) {
    if (!(this instanceof constructor)) throw new ERR_INVALID_THIS(name);
    return customInspect(depth, options, name, properties(this));
  };
  Object.defineProperty(show, 'name', { __proto__: null, configurable: true, value: '[nodejs.util.inspect.custom]' });
  method(constructor.prototype, kInspect, show);
}

// watchState makes the library's field for a stream's state an accessor, by
// which the promise of the stream's end is settled.
function watchState({ prototype }) {
  Object.defineProperty(prototype, '_state', {
    __proto__: null,
    configurable: true,
    get() { return this[kState]; },
    set(state) {
      Object.defineProperty(this, kState, { __proto__: null, configurable: true, writable: true, value: state });
      if (this[kClosed] !== undefined) settle(this);
    },
  });
  getter(prototype, kIsClosedPromise, function() {
    if (this[kClosed] === undefined) {
      const closed = Promise.withResolvers();
      closed.promise.catch(() => {});
      Object.defineProperty(this, kClosed, { __proto__: null, value: closed });
      settle(this);
    }
    return this[kClosed];
  });
  getter(prototype, kIsErrored, function() { return this._state === 'errored'; });
}

function settle(stream) {
  const { resolve, reject } = stream[kClosed];
  if (stream._state === 'closed') resolve();
  // The library sets the error after the state.
  else if (stream._state === 'errored') queueMicrotask(() => reject(stream._storedError));
}

watchState(ReadableStream);
watchState(WritableStream);
getter(ReadableStream.prototype, kIsDisturbed, function() { return this._disturbed; });
getter(ReadableStream.prototype, kIsReadable, function() { return this._state === 'readable'; });
getter(WritableStream.prototype, kIsWritable, function() { return this._state === 'writable'; });
method(ReadableStream.prototype, kControllerErrorFunction, function(error) {
  this._readableStreamController.error(error);
});
method(WritableStream.prototype, kControllerErrorFunction, function(error) {
  this._writableStreamController.error(error);
});

// The library would take a null for an object without iterators.
const { from } = ReadableStream;
Object.defineProperty(ReadableStream, 'from', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  writable: true,
  value: {
    from(iterable) {
      if (iterable == null || typeof (iterable[Symbol.asyncIterator] ?? iterable[Symbol.iterator]) !== 'function')
        throw new ERR_ARG_NOT_ITERABLE(iterable);
      return Reflect.apply(from, this, [iterable]);
    },
  }.from,
});

showAs(ReadableStream, (stream) => ({
  locked: stream.locked,
  state: stream._state,
  supportsBYOB: stream._readableStreamController instanceof ReadableByteStreamController,
}));
showAs(WritableStream, (stream) => ({ locked: stream.locked, state: stream._state }));
showAs(TransformStream, (stream) => ({
  readable: stream.readable, writable: stream.writable, backpressure: stream._backpressure,
}));
showAs(ReadableStreamDefaultReader, (reader) => ({
  stream: reader._ownerReadableStream, readRequests: reader._readRequests?.length ?? 0, close: reader.closed,
}));
showAs(ReadableStreamBYOBReader, (reader) => ({
  stream: reader._ownerReadableStream, requests: reader._readIntoRequests?.length ?? 0, close: reader.closed,
}));
showAs(ReadableStreamBYOBRequest, (request) => ({
  view: request.view, controller: request._associatedReadableByteStreamController,
}));
showAs(ReadableStreamDefaultController, () => ({}));
showAs(ReadableByteStreamController, () => ({}));
showAs(TransformStreamDefaultController, (controller) => ({ stream: controller._controlledTransformStream }));
showAs(WritableStreamDefaultController, (controller) => ({ stream: controller._controlledWritableStream }));
showAs(WritableStreamDefaultWriter, (writer) => ({
  stream: writer._ownerWritableStream, close: writer.closed, ready: writer.ready, desiredSize: writer.desiredSize,
}));
for (const strategy of [ByteLengthQueuingStrategy, CountQueuingStrategy])
  showAs(strategy, ({ highWaterMark }) => ({ highWaterMark }));

// A stream that is transferred goes on in a new one, which gets clones of its
// chunks, as if by messages: never in the middle of what the old one does.
function passage() {
  const { structuredClone } = require('internal/structured_clone');
  let source;
  let sink;
  let wanted = Promise.withResolvers();
  const send = (fn) => process.nextTick(() => {
    if (readable._state === 'readable') fn();
  });
  const readable = new ReadableStream({
    start(controller) { source = controller; },
    pull() { wanted.resolve(); },
    cancel(reason) { sink.error(reason); },
  }, { highWaterMark: 0 });
  const writable = new WritableStream({
    start(controller) { sink = controller; },
    async write(chunk) {
      const copy = structuredClone(chunk);
      await wanted.promise;
      wanted = Promise.withResolvers();
      send(() => source.enqueue(copy));
    },
    close() { send(() => source.close()); },
    abort(reason) { send(() => source.error(reason)); },
  });
  return { readable, writable };
}

function checkUnlocked(...streams) {
  if (!streams.some((stream) => stream.locked)) return;
  const { dataCloneError } = require('internal/structured_clone');
  throw dataCloneError('Cannot transfer a locked ReadableStream');
}

function ignore(promise) {
  promise.catch(() => {});
}

method(ReadableStream.prototype, kClone, {
  transfer() {
    checkUnlocked(this);
    const { readable, writable } = passage();
    return { copy: readable, commit: () => ignore(this.pipeTo(writable)) };
  },
});
method(WritableStream.prototype, kClone, {
  transfer() {
    checkUnlocked(this);
    const { readable, writable } = passage();
    return { copy: writable, commit: () => ignore(readable.pipeTo(this)) };
  },
});
method(TransformStream.prototype, kClone, {
  transfer() {
    checkUnlocked(this.readable, this.writable);
    const readable = this.readable[kClone].transfer.call(this.readable);
    const writable = this.writable[kClone].transfer.call(this.writable);
    const copy = Object.create(TransformStream.prototype, {
      _readable: { __proto__: null, value: readable.copy },
      _writable: { __proto__: null, value: writable.copy },
    });
    copy._transformStreamController = this._transformStreamController;
    return {
      copy,
      commit() {
        readable.commit();
        writable.commit();
      },
    };
  },
});

module.exports = { ...library, customInspect };
