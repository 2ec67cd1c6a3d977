'use strict';

// ServerHttp2Stream: a request of a client, or what is pushed to it.

const {
  codes: {
    ERR_HTTP2_HEADERS_AFTER_RESPOND, ERR_HTTP2_HEADERS_SENT, ERR_HTTP2_INVALID_INFO_STATUS, ERR_HTTP2_INVALID_STREAM,
    ERR_HTTP2_NESTED_PUSH, ERR_HTTP2_OUT_OF_STREAMS, ERR_HTTP2_PUSH_DISABLED, ERR_HTTP2_STATUS_101,
  },
} = require('internal/errors');
const channels = require('internal/http2/channels');
const { NghttpError, assertIsObject } = require('internal/http2/errors');
const { respondWithFD, respondWithFile } = require('internal/http2/files');
const { authorityOf, checkRequestPseudo, checkResponsePseudo, fieldList } = require('internal/http2/headers');
const { hasNoBody, responseFromList, responseFromObject } = require('internal/http2/responses');
const { Http2Stream, kInfoHeaders, kProceed } = require('internal/http2/stream');
const {
  kAuthority, kHandle, kInit, kProtocol, kRawHeaders, kSentHeaders, kSession, kState, kStrictSingleValueFields,
  kUpdateTimer,
} = require('internal/http2/symbols');
const { validateFunction } = require('internal/validators');

const noStreamID = -509;
const streamClosed = -510;

class ServerHttp2Stream extends Http2Stream {
  constructor(session, handle, id, options, headers) {
    super(session, options);
    this[kInit](id, handle);
    this[kProtocol] = headers[':scheme'];
    this[kAuthority] = authorityOf(headers);
  }

  get pushAllowed() {
    const session = this[kSession];
    return !this.destroyed && !this.closed && !session.closed && !session.destroyed && session.remoteSettings.enablePush;
  }

  pushStream(headers, options, callback) {
    if (!this.pushAllowed) throw new ERR_HTTP2_PUSH_DISABLED();
    if (this.id % 2 === 0) throw new ERR_HTTP2_NESTED_PUSH();
    this[kUpdateTimer]();
    if (typeof options === 'function') [options, callback] = [undefined, options];
    validateFunction(callback, 'callback');
    assertIsObject(options, 'options');
    options = { ...options, endStream: Boolean(options?.endStream) };
    assertIsObject(headers, 'headers');
    headers = this.#promised(headers);
    const headRequest = headers[':method'] === 'HEAD';
    if (headRequest) options.endStream = true;
    const session = this[kSession];
    const handle = this[kHandle].pushPromise(fieldList(headers, checkRequestPseudo, session[kStrictSingleValueFields]));
    if (typeof handle === 'number') {
      process.nextTick(callback, pushError(handle));
      return;
    }
    const stream = new ServerHttp2Stream(session, handle, handle.id(), options, headers);
    stream[kSentHeaders] = headers;
    stream.push(null);
    if (options.endStream) stream.end();
    if (headRequest) stream[kState].headRequest = true;
    process.nextTick(() => {
      channels.server.start({ stream, headers });
      callback(null, stream, headers, 0);
    });
    channels.server.created({ stream, headers });
  }

  // The promised request has what this one has and the script leaves out.
  #promised(given) {
    const headers = Object.assign({ __proto__: null }, given);
    headers[':method'] ??= 'GET';
    if (authorityOf(headers) === undefined) headers[':authority'] = this[kAuthority];
    headers[':scheme'] ??= this[kProtocol];
    headers[':path'] ??= '/';
    return headers;
  }

  respond(headersParam, options) {
    checkUnanswered(this);
    assertIsObject(options, 'options');
    options ??= {};
    const state = this[kState];
    this[kUpdateTimer]();
    if (options.waitForTrailers) state.hasTrailers = true;
    const asList = Array.isArray(headersParam);
    const { headers, status } = asList ? responseFromList(headersParam, options) : responseFromObject(headersParam, options);
    if (asList) this[kRawHeaders] = headers;
    else this[kSentHeaders] = headers;
    const list = fieldList(headers, checkResponsePseudo, this[kSession][kStrictSingleValueFields]);
    state.headersSent = true;
    if (options.endStream || hasNoBody(status) || this.headRequest) this.end();
    const result = this[kHandle].respond(list, (options.endStream ? 1 : 0) | (options.waitForTrailers ? 2 : 0));
    if (result < 0) this.destroy(new NghttpError(result));
    else channels.server.finish({ stream: this, headers, flags: flagsOf(state) });
  }

  respondWithFD(fd, headers, options) {
    checkUnanswered(this);
    respondWithFD(this, fd, headers, options);
  }

  respondWithFile(path, headers, options) {
    checkUnanswered(this);
    respondWithFile(this, path, headers, options);
  }

  additionalHeaders(headers) {
    if (this.destroyed || this.closed) throw new ERR_HTTP2_INVALID_STREAM();
    if (this.headersSent) throw new ERR_HTTP2_HEADERS_AFTER_RESPOND();
    assertIsObject(headers, 'headers');
    headers = Object.assign({ __proto__: null }, headers);
    if (headers[':status'] != null) {
      const status = headers[':status'] |= 0;
      if (status === 101) throw new ERR_HTTP2_STATUS_101();
      if (status < 100 || status >= 200) throw new ERR_HTTP2_INVALID_INFO_STATUS(status);
    }
    this[kUpdateTimer]();
    const list = fieldList(headers, checkResponsePseudo, this[kSession][kStrictSingleValueFields]);
    (this[kInfoHeaders] ??= []).push(headers);
    const result = this[kHandle].info(list);
    if (result < 0) this.destroy(new NghttpError(result));
  }
}
ServerHttp2Stream.prototype[kProceed] = ServerHttp2Stream.prototype.respond;

function checkUnanswered(stream) {
  if (stream.destroyed || stream.closed) throw new ERR_HTTP2_INVALID_STREAM();
  if (stream.headersSent) throw new ERR_HTTP2_HEADERS_SENT();
}

function pushError(number) {
  if (number === noStreamID) return new ERR_HTTP2_OUT_OF_STREAMS();
  if (number === streamClosed) return new ERR_HTTP2_INVALID_STREAM();
  return new NghttpError(number);
}

// flagsOf is the state of a stream as one number, which a diagnostics channel
// shows.
function flagsOf({ ready, closed, headersSent, headRequest, aborted, hasTrailers }) {
  return [ready, closed, headersSent, headRequest, aborted, hasTrailers].reduce((flags, on, bit) => flags | (on ? 1 << bit : 0), 0);
}

module.exports = { ServerHttp2Stream };
