'use strict';

// Http2ServerResponse: a response as node:http has it, over a stream.

const { Stream } = require('stream');
const {
  codes: {
    ERR_HTTP2_HEADERS_SENT, ERR_HTTP2_INFO_STATUS_NOT_ALLOWED, ERR_HTTP2_INVALID_STREAM, ERR_HTTP2_STATUS_INVALID,
    ERR_INVALID_ARG_VALUE, ERR_INVALID_HTTP_TOKEN, ERR_STREAM_WRITE_AFTER_END,
  },
} = require('internal/errors');
const { isToken, linkHeader } = require('internal/http/headers');
const { compatSocket } = require('internal/http2/compat_socket');
const { checkField, isConnectionAllowed, warnOfStatusMessage } = require('internal/http2/response_fields');
const { kProxySocket, kRequest, kResponse } = require('internal/http2/symbols');
const { validateFunction, validateObject, validateString } = require('internal/validators');

const kState = Symbol('state');
const kStream = Symbol('stream');
const kHeaders = Symbol('headers');
const kTrailers = Symbol('trailers');
const kBegin = Symbol('begin-send');

class Http2ServerResponse extends Stream {
  constructor(stream, options) {
    super(options);
    this[kState] = { closed: false, ending: false, destroyed: false, headRequest: false, sendDate: true, statusCode: 200 };
    this[kHeaders] = { __proto__: null };
    this[kTrailers] = { __proto__: null };
    this[kStream] = stream;
    stream[kProxySocket] = null;
    stream[kResponse] = this;
    this.writable = true;
    this.req = stream[kRequest];
    stream.on('drain', onDrain);
    stream.on('close', onClose);
    stream.on('wantTrailers', onWantTrailers);
    stream.on('timeout', onTimeout);
  }

  // Packages look whether this is there.
  get _header() {
    return this.headersSent;
  }

  get writableEnded() {
    return this[kState].ending;
  }

  get finished() {
    return this[kState].ending;
  }

  get socket() {
    return this[kState].closed ? undefined : compatSocket(this[kStream]);
  }

  get connection() {
    return this.socket;
  }

  get stream() {
    return this[kStream];
  }

  get headersSent() {
    return this[kStream].headersSent;
  }

  get sendDate() {
    return this[kState].sendDate;
  }

  set sendDate(bool) {
    this[kState].sendDate = Boolean(bool);
  }

  get statusCode() {
    return this[kState].statusCode;
  }

  set statusCode(code) {
    code |= 0;
    if (code >= 100 && code < 200) throw new ERR_HTTP2_INFO_STATUS_NOT_ALLOWED();
    if (code < 100 || code > 599) throw new ERR_HTTP2_STATUS_INVALID(code);
    this[kState].statusCode = code;
  }

  get writableCorked() {
    return this[kStream].writableCorked;
  }

  get writableHighWaterMark() {
    return this[kStream].writableHighWaterMark;
  }

  get writableObjectMode() {
    return this[kStream].writableObjectMode;
  }

  get writableFinished() {
    return this[kStream].writableFinished;
  }

  get writableLength() {
    return this[kStream].writableLength;
  }

  get writableNeedDrain() {
    return this[kStream].writableNeedDrain;
  }

  setTrailer(name, value) {
    validateString(name, 'name');
    name = name.trim().toLowerCase();
    checkField(name, value);
    this[kTrailers][name] = value;
  }

  addTrailers(headers) {
    for (const name of Object.keys(headers)) this.setTrailer(name, headers[name]);
  }

  getHeader(name) {
    validateString(name, 'name');
    return this[kHeaders][name.trim().toLowerCase()];
  }

  getHeaderNames() {
    return Object.keys(this[kHeaders]);
  }

  getHeaders() {
    return Object.assign({ __proto__: null }, this[kHeaders]);
  }

  hasHeader(name) {
    validateString(name, 'name');
    return Object.hasOwn(this[kHeaders], name.trim().toLowerCase());
  }

  removeHeader(name) {
    validateString(name, 'name');
    if (this[kStream].headersSent) throw new ERR_HTTP2_HEADERS_SENT();
    name = name.trim().toLowerCase();
    if (name === 'date') this[kState].sendDate = false;
    else delete this[kHeaders][name];
  }

  setHeader(name, value) {
    validateString(name, 'name');
    if (this[kStream].headersSent) throw new ERR_HTTP2_HEADERS_SENT();
    setField(this, name, value);
  }

  appendHeader(name, value) {
    validateString(name, 'name');
    if (this[kStream].headersSent) throw new ERR_HTTP2_HEADERS_SENT();
    appendField(this, name, value);
  }

  get statusMessage() {
    warnOfStatusMessage();
    return '';
  }

  set statusMessage(message) {
    warnOfStatusMessage();
  }

  flushHeaders() {
    const { closed, statusCode } = this[kState];
    if (!closed && !this[kStream].headersSent) this.writeHead(statusCode);
  }

  writeHead(statusCode, statusMessage, headers) {
    const state = this[kState];
    const stream = this[kStream];
    if (state.closed || stream.destroyed || stream.closed) return this;
    if (stream.headersSent) throw new ERR_HTTP2_HEADERS_SENT();
    if (typeof statusMessage === 'string') warnOfStatusMessage();
    if (headers === undefined && typeof statusMessage === 'object') headers = statusMessage;
    if (Array.isArray(headers)) {
      const pairs = pairsOf(headers);
      for (const [name] of pairs) this.removeHeader(name);
      for (const [name, value] of pairs) appendField(this, name, value);
    } else if (typeof headers === 'object') {
      for (const name of Object.keys(headers)) setField(this, name, headers[name]);
    }
    state.statusCode = statusCode;
    this[kBegin]();
    return this;
  }

  cork() {
    this[kStream].cork();
  }

  uncork() {
    this[kStream].uncork();
  }

  write(chunk, encoding, callback) {
    const state = this[kState];
    if (typeof encoding === 'function') [encoding, callback] = ['utf8', encoding];
    let error;
    if (state.ending) error = new ERR_STREAM_WRITE_AFTER_END();
    else if (state.closed) error = new ERR_HTTP2_INVALID_STREAM();
    else if (state.destroyed) return false;
    if (error) {
      if (typeof callback === 'function') process.nextTick(callback, error);
      this.destroy(error);
      return false;
    }
    const stream = this[kStream];
    if (!stream.headersSent) this.writeHead(state.statusCode);
    return stream.write(chunk, encoding, callback);
  }

  end(chunk, encoding, callback) {
    const stream = this[kStream];
    const state = this[kState];
    if (typeof chunk === 'function') [chunk, callback] = [null, chunk];
    else if (typeof encoding === 'function') [encoding, callback] = ['utf8', encoding];
    if ((state.closed || state.ending) && state.headRequest === stream.headRequest) {
      if (typeof callback === 'function') process.nextTick(callback);
      return this;
    }
    if (chunk !== null && chunk !== undefined) this.write(chunk, encoding);
    state.headRequest = stream.headRequest;
    state.ending = true;
    if (typeof callback === 'function') (stream.writableEnded ? this : stream).once('finish', callback);
    if (!stream.headersSent) this.writeHead(state.statusCode);
    if (state.closed || stream.destroyed) onClose.call(stream);
    else stream.end();
    return this;
  }

  destroy(error) {
    if (this[kState].destroyed) return;
    this[kState].destroyed = true;
    this[kStream].destroy(error);
  }

  setTimeout(msecs, callback) {
    if (!this[kState].closed) this[kStream].setTimeout(msecs, callback);
  }

  createPushResponse(headers, callback) {
    validateFunction(callback, 'callback');
    if (this[kState].closed) {
      process.nextTick(callback, new ERR_HTTP2_INVALID_STREAM());
      return;
    }
    this[kStream].pushStream(headers, {}, (error, stream) => {
      if (error) callback(error);
      else callback(null, new Http2ServerResponse(stream));
    });
  }

  [kBegin]() {
    const { ending, sendDate, statusCode } = this[kState];
    this[kHeaders][':status'] = statusCode;
    this[kStream].respond(this[kHeaders], { endStream: ending, waitForTrailers: true, sendDate });
  }

  writeInformation(statusCode, headers) {
    if (typeof statusCode !== 'number' || statusCode < 100 || statusCode > 199 || statusCode === 101)
      throw new ERR_HTTP2_STATUS_INVALID(statusCode);
    const stream = this[kStream];
    if (stream.headersSent || this[kState].closed) return false;
    if (headers !== undefined && headers !== null) validateObject(headers, 'headers');
    stream.additionalHeaders({ __proto__: null, ...headers, ':status': statusCode });
    return true;
  }

  writeContinue() {
    return this.writeInformation(100);
  }

  writeEarlyHints(hints) {
    validateObject(hints, 'hints');
    const headers = { __proto__: null };
    const link = linkHeader(hints.link);
    for (const key of Object.keys(hints)) {
      if (key === 'link') continue;
      const name = key.trim().toLowerCase();
      checkField(name, hints[key]);
      if (!isToken(name)) throw new ERR_INVALID_HTTP_TOKEN('Header name', name);
      headers[name] = hints[key];
    }
    if (link.length === 0) return false;
    headers.Link = link;
    return this.writeInformation(103, headers);
  }
}

// pairsOf reads a list of names and values, or of pairs of them.
function pairsOf(headers) {
  if (headers.length > 0 && Array.isArray(headers[0])) return headers;
  if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
  const pairs = [];
  for (let i = 0; i < headers.length; i += 2) pairs.push([headers[i], headers[i + 1]]);
  return pairs;
}

// fieldName checks a field and returns its name, undefined if it is left out.
function fieldName(response, given, value) {
  const name = given.trim().toLowerCase();
  checkField(name, value);
  if (!isConnectionAllowed(name, value)) return undefined;
  if (name[0] === ':') require('internal/http2/headers').checkRequestPseudo(name);
  else if (!isToken(name)) response.destroy(new ERR_INVALID_HTTP_TOKEN('Header name', name));
  return name;
}

function setField(response, given, value) {
  const name = fieldName(response, given, value);
  if (name !== undefined) response[kHeaders][name] = value;
}

function appendField(response, given, value) {
  const name = fieldName(response, given, value);
  if (name === undefined) return;
  const headers = response[kHeaders];
  if (!headers[name]) headers[name] = value;
  else headers[name] = [].concat(headers[name], value);
}

// The stream's listeners.

function onDrain() {
  this[kResponse]?.emit('drain');
}

function onWantTrailers() {
  this.sendTrailers(this[kResponse][kTrailers]);
}

function onClose() {
  const response = this[kResponse];
  if (response === undefined || this.headRequest !== response[kState].headRequest) return;
  response[kState].closed = true;
  this[kProxySocket] = null;
  this.removeListener('wantTrailers', onWantTrailers);
  this[kResponse] = undefined;
  response.emit('finish');
  response.emit('close');
}

function onTimeout() {
  this[kResponse].emit('timeout');
}

module.exports = { Http2ServerResponse };
