'use strict';

// http.IncomingMessage: a request at the server, a response at the client.

const { fill: fillObject } = require('internal/binding/http');
const { setReadingMore } = require('internal/binding/stream');
const { Readable, finished } = require('stream');

// Headers of which the first counts; of all others the values are joined.
const single = new Set([
  'age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from', 'host', 'if-modified-since',
  'if-unmodified-since', 'last-modified', 'location', 'max-forwards', 'proxy-authorization', 'referer', 'retry-after',
  'server', 'user-agent',
]);

const kViews = Symbol('views');
const kAbort = Symbol('abort');
const kSignal = Symbol('signal');

// What each message begins with, but for arrays and its socket.
const initial = {
  socket: null,
  httpVersionMajor: null,
  httpVersionMinor: null,
  httpVersion: null,
  complete: false,
  rawHeaders: null,
  rawTrailers: null,
  joinDuplicateHeaders: false,
  aborted: false,
  upgrade: null,
  url: '',
  method: null,
  statusCode: null,
  statusMessage: null,
  client: null,
  _consuming: false,
  _dumped: false,
};

function IncomingMessage(socket) {
  Readable.call(this, socket ? { highWaterMark: socket.readableHighWaterMark } : undefined);
  // The parser fills the buffer by itself: no reading ahead until it is asked.
  setReadingMore(this, true);
  if (!fillObject(this, initial)) Object.assign(this, initial);
  this.socket = socket;
  this.rawHeaders = [];
  this.rawTrailers = [];
  this.client = socket;
  this[kViews] = {};
  this[kSignal] = null;
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);

// view defines a property that is computed from raw lines at the first use and
// may be replaced.
function view(name, raw, add, make) {
  Object.defineProperty(IncomingMessage.prototype, name, {
    __proto__: null,
    get() {
      if (!this[kViews][name]) {
        const fields = this[kViews][name] = make();
        for (let i = 0; i < this[raw].length; i += 2) this[add](this[raw][i], this[raw][i + 1], fields);
      }
      return this[kViews][name];
    },
    set(value) { this[kViews][name] = value; },
  });
}
view('headers', 'rawHeaders', '_addHeaderLine', () => ({}));
view('headersDistinct', 'rawHeaders', '_addHeaderLineDistinct', () => ({ __proto__: null }));
view('trailers', 'rawTrailers', '_addHeaderLine', () => ({}));
view('trailersDistinct', 'rawTrailers', '_addHeaderLineDistinct', () => ({ __proto__: null }));

Object.defineProperty(IncomingMessage.prototype, 'connection', {
  __proto__: null,
  get() { return this.socket; },
  set(value) { this.socket = value; },
});

Object.defineProperty(IncomingMessage.prototype, 'signal', {
  __proto__: null,
  configurable: true,
  get() {
    if (this[kSignal] === null) {
      this[kSignal] = new AbortController();
      if (this.destroyed && (!this.readableEnded || !this.complete)) this[kSignal].abort();
      else this.socket?.once('close', () => { if (!this[kViews].done) this[kSignal].abort(); });
    }
    return this[kSignal].signal;
  },
});

// kAbort ends the life of the signal: with an abort or, once the exchange is
// over, without one.
IncomingMessage.prototype[kAbort] = function(over) {
  this[kViews].done = over;
  if (!over) this[kSignal]?.abort();
};

IncomingMessage.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (callback) this.on('timeout', callback);
  this.socket.setTimeout(msecs);
  return this;
};

IncomingMessage.prototype._read = function _read() {
  if (!this._consuming) {
    setReadingMore(this, false);
    this._consuming = true;
  }
  readStart(this.socket);
};

function readStart(socket) {
  if (socket?.readable && !socket._paused) socket.resume();
}

IncomingMessage.prototype._destroy = function _destroy(error, callback) {
  if (!this.readableEnded || !this.complete) {
    this.aborted = true;
    this.emit('aborted');
    this[kAbort](false);
  }
  // Without a listener the error has nowhere to go.
  const done = (reason) => process.nextTick(() => callback(this.listenerCount('error') === 0 ? undefined : reason));
  if (!this.socket || this.socket.destroyed || !this.aborted) {
    if (!error && !this.aborted) callback();
    else done(error);
    return;
  }
  this.socket.destroy(error);
  const stop = finished(this.socket, (reason) => {
    stop();
    done((reason?.code === 'ERR_STREAM_PREMATURE_CLOSE' ? null : reason) || error);
  });
};

IncomingMessage.prototype._addHeaderLine = function _addHeaderLine(field, value, fields) {
  const name = field.toLowerCase();
  if (name === 'set-cookie') {
    if (fields[name] === undefined) fields[name] = [value];
    else fields[name].push(value);
  } else if (typeof fields[name] !== 'string') {
    fields[name] = value;
  } else if (!single.has(name) || this.joinDuplicateHeaders) {
    fields[name] += `${name === 'cookie' ? '; ' : ', '}${value}`;
  }
};

IncomingMessage.prototype._addHeaderLineDistinct = function _addHeaderLineDistinct(field, value, fields) {
  const name = field.toLowerCase();
  if (fields[name]) fields[name].push(value);
  else fields[name] = [value];
};

IncomingMessage.prototype._addHeaderLines = function _addHeaderLines(lines, count) {
  if (!lines?.length) return;
  const [raw, name] = this.complete ? ['rawTrailers', 'trailers'] : ['rawHeaders', 'headers'];
  this[raw] = lines.slice(0, count);
  delete this[kViews][name];
};

// _dump lets go of a body that nobody reads.
IncomingMessage.prototype._dump = function _dump() {
  if (this._dumped) return;
  this._dumped = true;
  this.removeAllListeners('data');
  this.resume();
};

// fill puts the head that a parser found into message.
function fill(message, head) {
  message.httpVersionMajor = head.major;
  message.httpVersionMinor = head.minor;
  message.httpVersion = `${head.major}.${head.minor}`;
  message.rawHeaders = head.headers;
  message.url = head.url;
  message.method = head.method;
  message.statusCode = head.statusCode;
  message.statusMessage = head.statusMessage;
  message.upgrade = head.upgrade;
  return message;
}

// pushBody gives message a part of its body and holds the socket when it has
// enough.
function pushBody(message, bytes) {
  if (message === null || message._dumped || message.destroyed) return;
  if (!message.push(bytes)) message.socket?.pause();
}

function complete(message, trailers, socket) {
  if (message !== null) {
    message.complete = true;
    if (trailers.length > 0) message.rawTrailers = trailers;
    message.push(null);
  }
  readStart(socket);
}

module.exports = { IncomingMessage, complete, fill, kAbort, pushBody };
