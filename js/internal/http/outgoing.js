'use strict';

// http.OutgoingMessage: what is written of a request or a response. Headers
// are gathered until the head is rendered; what is written before the message
// has its socket waits in outputData.

const { Stream, getDefaultHighWaterMark } = require('stream');
const {
  codes: {
    ERR_HTTP_BODY_NOT_ALLOWED, ERR_HTTP_CONTENT_LENGTH_MISMATCH, ERR_HTTP_HEADERS_SENT, ERR_HTTP_TRAILER_INVALID,
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_CHAR, ERR_METHOD_NOT_IMPLEMENTED,
    ERR_STREAM_ALREADY_FINISHED, ERR_STREAM_CANNOT_PIPE, ERR_STREAM_DESTROYED, ERR_STREAM_NULL_VALUES,
    ERR_STREAM_WRITE_AFTER_END, ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors');
const { fill } = require('internal/binding/http');
const { utcDate } = require('internal/http/date');
const { hasBadCharacter, validateHeaderName, validateHeaderValue } = require('internal/http/headers');
const { validateString } = require('internal/validators');

const kHeaders = Symbol('headers');
const kSocket = Symbol('socket');
const kCorked = Symbol('corked');
const kChunks = Symbol('chunks');
const kChunksLength = Symbol('chunksLength');
const kNeedDrain = Symbol('needDrain');
const kBytesWritten = Symbol('bytesWritten');
const kErrored = Symbol('errored');
const kFinished = Symbol('finished');
const kEndCallbacks = Symbol('endCallbacks');
const kFlushError = Symbol('flushError');
const kHighWaterMark = Symbol('highWaterMark');
const kStrictBody = Symbol('strictBody');
const kUnique = Symbol('unique');

const nop = () => {};

// What each message begins with; arrays and what has symbols come in its constructor.
const initial = {
  outputData: null,
  outputSize: 0,
  writable: true,
  destroyed: false,
  _last: false,
  chunkedEncoding: false,
  shouldKeepAlive: true,
  maxRequestsOnConnectionReached: false,
  _defaultKeepAlive: true,
  useChunkedEncodingByDefault: true,
  sendDate: false,
  _removedConnection: false,
  _removedContLen: false,
  _removedTE: false,
  strictContentLength: false,
  _contentLength: null,
  _hasBody: true,
  _trailer: '',
  finished: false,
  _headerSent: false,
  _closed: false,
  _header: null,
  _keepAliveTimeout: 0,
  _onPendingData: nop,
};

function OutgoingMessage(options) {
  Stream.call(this);
  if (!fill(this, initial)) Object.assign(this, initial);
  this.outputData = [];
  this[kBytesWritten] = 0;
  this[kNeedDrain] = false;
  this[kCorked] = 0;
  this[kChunks] = [];
  this[kChunksLength] = 0;
  this[kSocket] = null;
  this[kHeaders] = null;
  this[kErrored] = null;
  this[kFinished] = false;
  this[kEndCallbacks] = null;
  this[kFlushError] = null;
  this[kHighWaterMark] = options?.highWaterMark ?? getDefaultHighWaterMark(false);
  this[kStrictBody] = options?.rejectNonStandardBodyWrites ?? false;
  this[kUnique] = null;
}
Object.setPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
Object.setPrototypeOf(OutgoingMessage, Stream);

function getter(name, get, more) {
  Object.defineProperty(OutgoingMessage.prototype, name, { __proto__: null, get, ...more });
}
getter('errored', function() { return this[kErrored]; });
getter('closed', function() { return this._closed; });
getter('writableFinished', function() { return this[kFinished]; });
getter('writableObjectMode', () => false);
getter('writableLength', function() {
  let waiting = this[kChunksLength];
  if (waiting !== 0) {
    waiting += waiting.toString(16).length + 4;
    if (!this._headerSent && this._header !== null) waiting += this._header.length;
  }
  return this.outputSize + waiting + (this[kSocket] ? this[kSocket].writableLength : 0);
});
getter('writableHighWaterMark', function() {
  return this[kSocket] ? this[kSocket].writableHighWaterMark : this[kHighWaterMark];
});
getter('writableCorked', function() { return this[kCorked]; });
getter('writableEnded', function() { return this.finished; });
getter('writableNeedDrain', function() { return !this.destroyed && !this.finished && this[kNeedDrain]; });
getter('headersSent', function() { return !!this._header; }, { configurable: true, enumerable: true });
getter('socket', function() { return this[kSocket]; }, {
  set(socket) {
    for (let i = 0; i < this[kCorked]; i++) {
      socket?.cork();
      this[kSocket]?.uncork();
    }
    this[kSocket] = socket;
  },
});
getter('connection', function() { return this[kSocket]; }, { set(socket) { this.socket = socket; } });

Object.assign(OutgoingMessage.prototype, {
  // Headers.

  setHeader(name, value) {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('set');
    validateHeaderName(name);
    validateHeaderValue(name, value);
    this[kHeaders] ??= { __proto__: null };
    this[kHeaders][name.toLowerCase()] = [name, value];
    return this;
  },

  setHeaders(headers) {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('set');
    if (!headers || Array.isArray(headers) || typeof headers.keys !== 'function' || typeof headers.get !== 'function')
      throw new ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
    const cookies = [];
    for (const [name, value] of headers) {
      if (name === 'set-cookie') cookies.push(...(Array.isArray(value) ? value : [value]));
      else this.setHeader(name, value);
    }
    if (cookies.length > 0) this.setHeader('set-cookie', cookies);
    return this;
  },

  appendHeader(name, value) {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('append');
    validateHeaderName(name);
    validateHeaderValue(name, value);
    const entry = this[kHeaders]?.[name.toLowerCase()];
    if (!entry) return this.setHeader(name, value);
    entry[1] = [].concat(entry[1], value);
    return this;
  },

  getHeader(name) {
    validateString(name, 'name');
    return this[kHeaders]?.[name.toLowerCase()]?.[1];
  },

  getHeaderNames() {
    return Object.keys(this[kHeaders] ?? {});
  },

  getRawHeaderNames() {
    return Object.values(this[kHeaders] ?? {}).map(([name]) => name);
  },

  getHeaders() {
    const headers = { __proto__: null };
    for (const name of this.getHeaderNames()) headers[name] = this[kHeaders][name][1];
    return headers;
  },

  hasHeader(name) {
    validateString(name, 'name');
    return !!this[kHeaders]?.[name.toLowerCase()];
  },

  removeHeader(name) {
    validateString(name, 'name');
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('remove');
    const key = name.toLowerCase();
    if (key === 'connection') this._removedConnection = true;
    else if (key === 'content-length') this._removedContLen = true;
    else if (key === 'transfer-encoding') this._removedTE = true;
    else if (key === 'date') this.sendDate = false;
    if (this[kHeaders] !== null) delete this[kHeaders][key];
  },

  addTrailers(headers) {
    this._trailer = '';
    const entries = Array.isArray(headers) ? headers : Object.entries(headers);
    for (const [name, value] of entries) {
      validateHeaderName(name, 'Trailer name');
      for (const one of separate(this, name, value)) {
        if (hasBadCharacter(one)) throw new ERR_INVALID_CHAR('trailer content', name);
        this._trailer += `${name}: ${one}\r\n`;
      }
    }
  },

  flushHeaders() {
    if (!this._header) this._implicitHeader();
    this._send('');
  },

  _renderHeaders() {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
    return Object.fromEntries(Object.values(this[kHeaders] ?? {}));
  },

  _implicitHeader() {
    throw new ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()');
  },

  _storeHeader(firstLine, headers) {
    const lines = [];
    const seen = new Set();
    const addLine = (name, value, check) => {
      if (check) validateHeaderValue(name, value);
      lines.push(`${name}: ${value}\r\n`);
      noteHeader(this, seen, name.toLowerCase(), value);
    };
    const add = (name, value, check) => {
      if (check) validateHeaderName(name);
      if (!Array.isArray(value)) addLine(name, value, check);
      else for (const one of separate(this, name, value)) addLine(name, one, check);
    };
    if (headers && headers === this[kHeaders]) {
      for (const [name, value] of Object.values(headers)) add(name, value, false);
    } else if (headers) {
      for (const [name, value] of pairs(headers)) add(name, value, true);
    }
    defaultHeaders(this, seen, lines);
    if (!this.chunkedEncoding && seen.has('trailer')) throw new ERR_HTTP_TRAILER_INVALID();
    this._header = `${firstLine}${lines.join('')}\r\n`;
    this._headerSent = false;
    if (seen.has('expect')) this._send('');
  },

  // Writing.

  cork() {
    this[kCorked]++;
    this[kSocket]?.cork();
  },

  uncork() {
    this[kCorked]--;
    const socket = this[kSocket];
    if (this[kCorked] === 0 && this[kChunks].length > 0) flushChunks(this, socket);
    socket?.uncork();
    if (this[kNeedDrain] && this.writableLength === 0) {
      this[kNeedDrain] = false;
      this.emit('drain');
    }
  },

  write(chunk, encoding, callback) {
    if (typeof encoding === 'function') [encoding, callback] = [null, encoding];
    const more = writeBody(this, chunk, encoding, callback, false);
    if (!more) this[kNeedDrain] = true;
    return more;
  },

  end(chunk, encoding, callback) {
    if (typeof chunk === 'function') [chunk, encoding, callback] = [null, null, chunk];
    else if (typeof encoding === 'function') [encoding, callback] = [null, encoding];
    if (this.finished) {
      if (chunk) fail(this, new ERR_STREAM_WRITE_AFTER_END(), callback ?? nop);
      else if (typeof callback === 'function') onEnd(this, callback);
      return this;
    }
    this[kSocket]?.cork();
    if (chunk) {
      writeBody(this, chunk, encoding, null, true);
    } else if (!this._header) {
      this._contentLength = 0;
      this._implicitHeader();
    }
    if (typeof callback === 'function') onEnd(this, callback);
    if (checksLength(this) && this[kBytesWritten] !== this._contentLength)
      throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(this[kBytesWritten], this._contentLength);
    if (this[kChunks].length > 0) flushChunks(this, this[kSocket]);
    const done = (error) => flushed(this, error);
    if (this._hasBody && this.chunkedEncoding) this._send(`0\r\n${this._trailer}\r\n`, 'latin1', done);
    else if (!this._headerSent || this.writableLength || chunk) this._send('', 'latin1', done);
    else process.nextTick(done);
    // Whatever has corked it: an end that threw may have, too.
    this[kCorked] = 0;
    while (this[kSocket]?.writableCorked > 0) this[kSocket].uncork();
    this.finished = true;
    if (this.outputData.length === 0 && this[kSocket]?._httpMessage === this) this._finish();
    return this;
  },

  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    this[kErrored] = error;
    if (this[kChunks].length > 0) flushChunks(this, this[kSocket]);
    if (this[kSocket]) this[kSocket].destroy(error);
    else process.nextTick(closeMessage, this);
    return this;
  },

  setTimeout(msecs, callback) {
    if (callback) this.on('timeout', callback);
    if (this[kSocket]) this[kSocket].setTimeout(msecs);
    else this.once('socket', (socket) => socket.setTimeout(msecs));
    return this;
  },

  pipe() {
    this.emit('error', new ERR_STREAM_CANNOT_PIPE());
  },

  // _send writes data and before it the head, when that did not go out yet.
  _send(data, encoding, callback, size) {
    if (!this._headerSent && this._header !== null) {
      this._headerSent = true;
      if (typeof data === 'string' && mayJoin(this._header, encoding))
        return this._writeRaw(this._header + data, encoding, callback);
      this._writeRaw(this._header, 'latin1', null);
    }
    return this._writeRaw(data, encoding, callback, size);
  },

  _writeRaw(data, encoding, callback, size) {
    const socket = this[kSocket];
    if (socket?.destroyed) return false;
    if (typeof encoding === 'function') [encoding, callback] = [null, encoding];
    if (socket?._httpMessage === this && socket.writable) {
      if (this.outputData.length > 0) this._flushOutput(socket);
      return socket.write(data, encoding ?? undefined, callback ?? undefined);
    }
    this.outputData.push({ data, encoding, callback });
    this.outputSize += data.length;
    this._onPendingData(data.length);
    return this.outputSize < this[kHighWaterMark];
  },

  _finish() {
    this.emit('prefinish');
  },

  _flush() {
    const socket = this[kSocket];
    if (!socket?.writable) return;
    const more = this._flushOutput(socket);
    if (this.finished) {
      this._finish();
    } else if (this[kNeedDrain] && more !== false) {
      this[kNeedDrain] = false;
      this.emit('drain');
    }
  },

  _flushOutput(socket) {
    if (this.outputData.length === 0) return undefined;
    const waiting = this.outputData;
    this.outputData = [];
    let more;
    socket.cork();
    for (const { data, encoding, callback } of waiting)
      more = socket.write(data, encoding ?? undefined, callback ?? undefined);
    socket.uncork();
    this._onPendingData(-this.outputSize);
    this.outputSize = 0;
    return more;
  },
});
OutgoingMessage.prototype[Symbol.for('nodejs.rejection')] = function(error) {
  this.destroy(error);
};

// pairs lists the headers of an object, of an array of pairs or of an array in
// which names and values alternate.
function pairs(headers) {
  if (!Array.isArray(headers)) return Object.entries(headers);
  if (Array.isArray(headers[0])) return headers;
  if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
  const list = [];
  for (let i = 0; i < headers.length; i += 2) list.push([headers[i], headers[i + 1]]);
  return list;
}

// separate lists the values that get a line each.
function separate(message, name, value) {
  if (!Array.isArray(value)) return [value];
  const key = name.toLowerCase();
  if ((value.length > 1 && key === 'cookie') || message[kUnique]?.has(key)) return [value.join('; ')];
  return value;
}

function noteHeader(message, seen, name, value) {
  seen.add(name);
  switch (name) {
    case 'connection':
      message._removedConnection = false;
      if (/(?:^|\W)close(?:$|\W)/i.test(value)) message._last = true;
      else message.shouldKeepAlive = true;
      break;
    case 'transfer-encoding':
      message._removedTE = false;
      if (/(?:^|\W)chunked(?:$|\W)/i.test(value)) message.chunkedEncoding = true;
      break;
    case 'content-length':
      message._contentLength = Number(value);
      message._removedContLen = false;
      break;
    case 'keep-alive':
      message._defaultKeepAlive = false;
      break;
  }
}

// defaultHeaders adds what the script did not say.
function defaultHeaders(message, seen, lines) {
  if (message.sendDate && !seen.has('date')) lines.push(`Date: ${utcDate()}\r\n`);
  if (message.chunkedEncoding && (message.statusCode === 204 || message.statusCode === 304)) {
    message.chunkedEncoding = false;
    message.shouldKeepAlive = false;
  }
  if (message._removedConnection) message._last = !message.shouldKeepAlive;
  else if (!seen.has('connection')) connectionHeader(message, seen, lines);
  if (!seen.has('content-length') && !seen.has('transfer-encoding')) bodyHeader(message, seen, lines);
}

function connectionHeader(message, seen, lines) {
  const keep = message.shouldKeepAlive &&
    (seen.has('content-length') || message.useChunkedEncodingByDefault || message.agent);
  if (!keep || message.maxRequestsOnConnectionReached) {
    if (!keep) message._last = true;
    lines.push('Connection: close\r\n');
    return;
  }
  lines.push('Connection: keep-alive\r\n');
  if (!message._keepAliveTimeout || !message._defaultKeepAlive) return;
  const max = message._maxRequestsPerSocket > 0 ? `, max=${Math.floor(message._maxRequestsPerSocket)}` : '';
  lines.push(`Keep-Alive: timeout=${Math.floor(message._keepAliveTimeout / 1000)}${max}\r\n`);
}

function bodyHeader(message, seen, lines) {
  if (!message._hasBody) {
    message.chunkedEncoding = false;
  } else if (!message.useChunkedEncodingByDefault) {
    message._last = true;
  } else if (!seen.has('trailer') && !message._removedContLen && typeof message._contentLength === 'number') {
    lines.push(`Content-Length: ${message._contentLength}\r\n`);
  } else if (!message._removedTE) {
    lines.push('Transfer-Encoding: chunked\r\n');
    message.chunkedEncoding = true;
  } else {
    message._last = true;
  }
}

// fail reports an error at the message and to the callback of a write.
function fail(message, error, callback) {
  if (message.destroyed) return;
  process.nextTick(() => {
    callback(error);
    if (!message.destroyed) message.emit('error', error);
  });
}

function checksLength(message) {
  return message.strictContentLength && message._contentLength != null && message._hasBody &&
    !message._removedContLen && !message.chunkedEncoding && !message.hasHeader('transfer-encoding');
}

function checkWrite(message, chunk) {
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array))
    throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
  if (message.finished) return new ERR_STREAM_WRITE_AFTER_END();
  return message.destroyed ? new ERR_STREAM_DESTROYED('write') : null;
}

function writeBody(message, chunk, encoding, callback, last) {
  if (typeof callback !== 'function') callback = nop;
  const error = checkWrite(message, chunk);
  if (error !== null) {
    if (message.destroyed) process.nextTick(callback, error);
    else fail(message, error, callback);
    return false;
  }
  const size = typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding ?? undefined) : chunk.byteLength;
  const written = message[kBytesWritten] + size;
  if (checksLength(message) && (last ? written !== message._contentLength : written > message._contentLength))
    throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(written, message._contentLength);
  message[kBytesWritten] = written;
  if (!message._header) {
    if (last) message._contentLength = size;
    message._implicitHeader();
  }
  if (!message._hasBody) {
    if (message[kStrictBody]) throw new ERR_HTTP_BODY_NOT_ALLOWED();
    process.nextTick(callback);
    return true;
  }
  if (message.chunkedEncoding && typeof chunk === 'string' && encoding && !Buffer.isEncoding(encoding))
    throw new ERR_UNKNOWN_ENCODING(encoding);
  if (!last && message.socket && !message.socket.writableCorked) {
    message.cork();
    process.nextTick(uncorkLater, message);
  }
  // Nothing is no chunk, but its callback waits for those before it.
  if (!message.chunkedEncoding || size === 0 && message[kChunks].length === 0)
    return message._send(chunk, encoding, callback, size);
  message[kChunks].push({ chunk, encoding, callback });
  message[kChunksLength] += size;
  if (message[kCorked] === 0) return flushChunks(message, message[kSocket]);
  return message.writableLength < message.writableHighWaterMark;
}

function uncorkLater(message) {
  if (message[kCorked] > 0) message.uncork();
}

// flushChunks sends what was written since the last time as one chunk.
function flushChunks(message, socket) {
  const parts = message[kChunks];
  const size = message[kChunksLength];
  message[kChunks] = [];
  message[kChunksLength] = 0;
  if (message.destroyed || socket?.destroyed) {
    const error = message[kErrored] || socket?.errored || new ERR_STREAM_DESTROYED('write');
    for (const { callback } of parts) process.nextTick(callback, error);
    return false;
  }
  message._send(`${size.toString(16)}\r\n`, 'latin1', null);
  for (const { chunk, encoding } of parts) if (chunk.length > 0) message._send(chunk, encoding, null);
  return message._send('\r\n', 'latin1', (error) => {
    for (const { callback } of parts) callback(error);
  });
}

// mayJoin reports whether a head can go out as text of this encoding.
function mayJoin(head, encoding) {
  return encoding === 'latin1' || ((!encoding || encoding === 'utf8') && /^[\x00-\x7f]*$/.test(head));
}

function onEnd(message, callback) {
  if (message[kFinished]) callback(new ERR_STREAM_ALREADY_FINISHED('end'));
  else if (message[kFlushError] !== null) process.nextTick(callback, message[kFlushError]);
  else (message[kEndCallbacks] ??= []).push(callback);
}

// flushed says that the last byte was handed on, or will never be.
function flushed(message, error) {
  const socket = message[kSocket];
  const callbacks = message[kEndCallbacks] ?? [];
  message[kEndCallbacks] = null;
  if (error || message[kErrored] || socket?.errored || socket?._hadError) {
    message[kFlushError] = error ?? message[kErrored] ?? socket?.errored ?? new ERR_STREAM_DESTROYED('end');
    for (const callback of callbacks) callback(message[kFlushError]);
    return;
  }
  message[kFinished] = true;
  for (const callback of callbacks) callback(null);
  message.emit('finish');
}

function closeMessage(message) {
  if (message._closed) return;
  message._closed = true;
  message.emit('close');
}

// drained tells the writer that it may go on.
function drained(message) {
  if (!message || message.finished || !message[kNeedDrain]) return;
  message[kNeedDrain] = false;
  message.emit('drain');
}

function uniqueHeaders(names) {
  return Array.isArray(names) ? new Set(names.map((name) => name.toLowerCase())) : null;
}

module.exports = { OutgoingMessage, closeMessage, drained, kHeaders, kHighWaterMark, kUnique, pairs, uniqueHeaders };
