'use strict';

// Http2Stream: what the streams of servers and clients have in common. A stream
// is destroyed by hand: once both sides have ended, and what was received has
// been read.

const { Duplex } = require('stream');
const {
  AbortError, aggregateTwoErrors,
  codes: {
    ERR_HTTP2_INVALID_STREAM, ERR_HTTP2_STREAM_ERROR, ERR_HTTP2_TRAILERS_ALREADY_SENT, ERR_HTTP2_TRAILERS_NOT_READY,
  },
} = require('internal/errors');
const channels = require('internal/http2/channels');
const { NghttpError, assertIsObject, nameOfCode } = require('internal/http2/errors');
const { checkTrailerPseudo, fieldList, objectOfList } = require('internal/http2/headers');
const { callTimeout } = require('internal/http2/session');
const {
  kHandle, kInit, kMaybeDestroy, kOwner, kProxySocket, kRawHeaders, kRequest, kSentHeaders, kSession, kState,
  kStrictSingleValueFields, kTimeout, kType, kUpdateTimer,
} = require('internal/http2/symbols');
const { setStreamTimeout } = require('internal/http2/timeouts');
const { deprecate, format, inspect } = require('util');
const { validateFunction, validateInteger } = require('internal/validators');

const kID = Symbol('id');
const kInfoHeaders = Symbol('sent-info-headers');
const kProceed = Symbol('proceed');
const kSentTrailers = Symbol('sent-trailers');
const kWrite = Symbol('write');

const noError = 0;
const internalError = 2;
const cancel = 8;
const serverType = 0;

// sideOf returns the channels of a stream.
function channelsOf(session) {
  return session[kType] === serverType ? channels.server : channels.client;
}

class Http2Stream extends Duplex {
  constructor(session, options) {
    super({ ...options, allowHalfOpen: true, decodeStrings: false, autoDestroy: false });
    // What is written waits for the handle.
    this.cork();
    this[kSession] = session;
    session[kState].pendingStreams.add(this);
    // Data that is pushed does not count as read: see _read.
    this._readableState.readingMore = true;
    this[kTimeout] = null;
    this[kState] = {
      ready: false,
      closed: false,
      aborted: false,
      headersSent: false,
      headRequest: false,
      hasTrailers: false, // that are still to be sent
      trailersReady: false,
      endAfterHeaders: false,
      didRead: false,
      shutdown: false,
      sendsFile: false,
      fd: -1,
      rstCode: noError,
      writeQueueSize: 0,
      chunksSent: 0,
      write: null, // under way: see kWrite
    };
    this[kRequest] = null;
    this[kProxySocket] = null;
    this.on('pause', onPause);
  }

  [kUpdateTimer]() {
    if (this.destroyed) return;
    this[kTimeout]?.refresh();
    this[kSession]?.[kUpdateTimer]();
  }

  // The stream gets its handle, and with it its number.
  [kInit](id, handle) {
    const sessionState = this[kSession][kState];
    this[kState].ready = true;
    sessionState.pendingStreams.delete(this);
    sessionState.streams.set(id, this);
    this[kID] = id;
    handle[kOwner] = this;
    this[kHandle] = handle;
    this.uncork();
    this.emit('ready');
  }

  [inspect.custom](depth) {
    if (typeof depth === 'number' && depth < 0) return this;
    const { closed, destroyed, state, _readableState: readableState, _writableState: writableState } = this;
    return `Http2Stream ${format({ id: this[kID] || '<pending>', closed, destroyed, state, readableState, writableState })}`;
  }

  get bufferSize() {
    return this[kState].writeQueueSize + this.writableLength;
  }

  get endAfterHeaders() {
    return this[kState].endAfterHeaders;
  }

  get sentHeaders() {
    if (!this[kSentHeaders] && this[kRawHeaders]) this[kSentHeaders] = objectOfList(this[kRawHeaders]);
    return this[kSentHeaders];
  }

  get sentTrailers() {
    return this[kSentTrailers];
  }

  get sentInfoHeaders() {
    return this[kInfoHeaders];
  }

  get pending() {
    return this[kID] === undefined;
  }

  get id() {
    return this[kID];
  }

  get session() {
    return this[kSession];
  }

  _onTimeout() {
    callTimeout(this, this[kSession]);
  }

  get headersSent() {
    return this[kState].headersSent;
  }

  get aborted() {
    return this[kState].aborted;
  }

  get headRequest() {
    return this[kState].headRequest;
  }

  get rstCode() {
    return this[kState].rstCode;
  }

  get state() {
    return this.destroyed || this.pending ? {} : this[kHandle].state();
  }

  get closed() {
    return this[kState].closed;
  }

  // One write at a time. It is done when its bytes have left and it is known
  // whether it was the last: the last frame then ends the stream.
  [kWrite](chunks, published, callback) {
    if (this.pending) {
      this.once('ready', () => this[kWrite](chunks, published, callback));
      return;
    }
    if (this.destroyed) return;
    this[kUpdateTimer]();
    if (!this.headersSent) this[kProceed]();
    if (this.destroyed) return;
    const state = this[kState];
    const write = state.write = { callback, error: null, pending: state.hasTrailers ? 1 : 2, bytes: 0 };
    if (!state.hasTrailers) process.nextTick(endCheck, this, write);
    sendChunks(this, chunks, write);
    state.writeQueueSize += write.bytes;
    this[kSession][kState].writeQueueSize += write.bytes;
    if (this[kSession][kType] !== serverType) channels.client.bodyChunkSent({ stream: this, ...published });
  }

  _write(data, encoding, callback) {
    this[kWrite]([{ chunk: data, encoding }], { writev: false, data, encoding }, callback);
  }

  _writev(chunks, callback) {
    const data = chunks.every(({ chunk }) => typeof chunk !== 'string') ? chunks.map(({ chunk }) => chunk) : chunks;
    this[kWrite](chunks, { writev: true, data, encoding: '' }, callback);
  }

  _final(callback) {
    if (this[kState].sendsFile) {
      callback();
      return;
    }
    if (this.pending) {
      this.once('ready', () => this._final(callback));
      return;
    }
    shutdown(this, callback);
    if (this[kSession]?.[kType] !== serverType) channels.client.bodySent({ stream: this });
  }

  _read(size) {
    if (this.destroyed) {
      this.push(null);
      return;
    }
    if (!this[kState].didRead) {
      this._readableState.readingMore = false;
      this[kState].didRead = true;
    }
    if (this.pending) this.once('ready', readStart);
    else readStart.call(this);
  }

  sendTrailers(headers) {
    if (this.destroyed || this.closed) throw new ERR_HTTP2_INVALID_STREAM();
    if (this[kSentTrailers]) throw new ERR_HTTP2_TRAILERS_ALREADY_SENT();
    if (!this[kState].trailersReady) throw new ERR_HTTP2_TRAILERS_NOT_READY();
    assertIsObject(headers, 'headers');
    headers = Object.assign({ __proto__: null }, headers);
    this[kUpdateTimer]();
    const list = fieldList(headers, checkTrailerPseudo, this[kSession][kStrictSingleValueFields]);
    this[kSentTrailers] = headers;
    setImmediate(finishTrailers, this, list);
  }

  close(code = noError, callback) {
    validateInteger(code, 'code', 0, 2 ** 32 - 1);
    if (callback !== undefined) validateFunction(callback, 'callback');
    if (this.closed) return;
    if (callback !== undefined) this.once('close', callback);
    closeStream(this, code);
  }

  _destroy(error, callback) {
    const session = this[kSession];
    const handle = this[kHandle];
    const state = this[kState];
    const sessionState = session[kState];
    const code = destroyCode(this, error, sessionState.goawayCode || sessionState.destroyCode);
    if (!this.closed) closeStream(this, code, handle === undefined ? 'none' : 'now');
    this.push(null);
    if (handle === undefined) {
      sessionState.pendingStreams.delete(this);
    } else {
      handle.destroy();
      sessionState.streams.delete(this[kID]);
    }
    sessionState.writeQueueSize -= state.writeQueueSize;
    state.writeQueueSize = 0;
    // CANCEL is how a peer gives up, and told by 'aborted'.
    if (error == null && code !== noError && code !== cancel) error = new ERR_HTTP2_STREAM_ERROR(nameOfCode(code));
    this[kSession] = undefined;
    this[kHandle] = undefined;
    setImmediate(() => session[kMaybeDestroy]());
    if (error) channelsOf(session).error({ stream: this, error });
    // A write that is under way is not told of by the binding any more.
    const { write } = state;
    if (write !== null) {
      state.write = null;
      write.callback(error);
    }
    callback(error);
  }

  // The stream is destroyed once it is closed and read. A server's stream that
  // has answered and does not look at what it gets is closed.
  [kMaybeDestroy](code = noError) {
    if (code !== noError) {
      this.destroy();
      return;
    }
    if (!this.writableFinished) return;
    if (!this.readable && this.closed) {
      this.destroy();
      return;
    }
    const { hasTrailers, didRead } = this[kState];
    if (this.headersSent && this[kSession]?.[kType] === serverType && !hasTrailers && !didRead && this.readableFlowing === null) {
      // Later, so that pushed streams are on their way before.
      setImmediate(() => this.close());
    }
  }
}
Object.defineProperty(Http2Stream.prototype, 'setTimeout', {
  __proto__: null, configurable: true, enumerable: true, writable: true, value: setStreamTimeout,
});
Http2Stream.prototype.priority = deprecate(function priority(options) {
  if (this.destroyed) throw new ERR_HTTP2_INVALID_STREAM();
}, 'http2Stream.priority is longer supported after priority signalling was deprecated in RFC 9113', 'DEP0194');

// destroyCode is the code that a stream is destroyed with.
function destroyCode(stream, error, sessionCode) {
  if (error == null) return stream.closed ? stream.rstCode : sessionCode;
  if (sessionCode) return sessionCode;
  return error.name === 'AbortError' && error.code === 'ABORT_ERR' ? cancel : internalError;
}

function onPause() {
  if (!this.destroyed && !this.pending) this[kHandle].readStop();
}

function readStart() {
  if (!this.destroyed) this[kHandle].readStart();
}

// sendChunks gives the chunks of one write to the binding.
function sendChunks(stream, chunks, write) {
  const handle = stream[kHandle];
  const last = chunks.length - 1;
  const state = stream[kState];
  const done = (status) => {
    state.writeQueueSize -= write.bytes;
    if (stream[kSession] !== undefined) stream[kSession][kState].writeQueueSize -= write.bytes;
    if (state.write !== write) return;
    stream[kUpdateTimer]();
    if (status < 0) write.error = aggregateTwoErrors(write.error, writeError(status));
    finishWrite(stream, write);
  };
  for (let i = 0; i <= last; i++) {
    const { chunk, encoding } = chunks[i];
    const bytes = handle.write(chunk, encoding, i === last ? done : undefined);
    if (bytes < 0) {
      process.nextTick(done, -4095);
      return;
    }
    write.bytes += bytes;
  }
}

function writeError(status) {
  const names = { [-4095]: 'EOF', [-125]: 'ECANCELED', [-32]: 'EPIPE', [-104]: 'ECONNRESET' };
  const code = names[status] ?? 'ECONNRESET';
  return Object.assign(new Error(`write ${code}`), { errno: status, code, syscall: 'write' });
}

function finishWrite(stream, write) {
  if (--write.pending !== 0 || stream[kState].write !== write) return;
  stream[kState].write = null;
  if (write.error) stream.destroy(write.error);
  write.callback(write.error);
}

// endCheck ends the stream if a write turns out to have been the last.
function endCheck(stream, write) {
  if (stream[kState].write !== write) return;
  const { ending, buffered } = stream._writableState;
  if (write.error || !ending || buffered.length > 0 || stream[kState].hasTrailers) finishWrite(stream, write);
  else shutdown(stream, () => finishWrite(stream, write));
}

// shutdown says that nothing follows.
function shutdown(stream, callback) {
  const state = stream[kState];
  if (stream[kHandle] === undefined || state.shutdown) {
    callback();
    return;
  }
  state.shutdown = true;
  stream[kHandle].shutdown();
  stream.on('finish', () => stream[kMaybeDestroy]());
  callback();
}

function finishTrailers(stream, list) {
  if (stream.destroyed) return;
  stream[kState].hasTrailers = false;
  const result = stream[kHandle].trailers(list);
  if (result < 0) stream.destroy(new NghttpError(result));
  else stream[kMaybeDestroy]();
}

// closeStream closes both sides of a stream. reset says when RST_STREAM is
// sent: 'late', after what has been written, 'now', or 'none' at all.
function closeStream(stream, code, reset = 'late') {
  const session = stream[kSession];
  const state = stream[kState];
  state.closed = true;
  state.rstCode = code;
  stream.setTimeout(0);
  stream.removeAllListeners('timeout');
  const { ending } = stream._writableState;
  if (!ending) {
    if (!stream.aborted) {
      state.aborted = true;
      stream.emit('aborted');
    }
    stream.end();
  }
  if (reset !== 'none') {
    const send = () => sendReset(stream, code);
    if (!ending || stream.writableFinished || code !== noError || reset === 'now') send();
    else stream.once('finish', send);
  }
  channelsOf(session).close({ stream });
}

function sendReset(stream, code) {
  if (stream.pending) {
    stream.push(null);
    stream.once('ready', () => stream[kHandle]?.rstStream(code));
    return;
  }
  stream[kHandle]?.rstStream(code);
}

module.exports = { AbortError, Http2Stream, closeStream, kInfoHeaders, kProceed };
