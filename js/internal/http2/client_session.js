'use strict';

// ClientHttp2Session: requests wait until the session is connected.

const { AsyncResource } = require('async_hooks');
const { addAbortListener } = require('events');
const {
  AbortError,
  codes: {
    ERR_HTTP2_GOAWAY_SESSION, ERR_HTTP2_INVALID_SESSION, ERR_HTTP2_OUT_OF_STREAMS, ERR_HTTP2_STREAM_SELF_DEPENDENCY,
    ERR_INVALID_ARG_TYPE,
  },
} = require('internal/errors');
const channels = require('internal/http2/channels');
const { ClientHttp2Stream } = require('internal/http2/client_stream');
const { NghttpError, assertIsObject } = require('internal/http2/errors');
const { requestFromList, requestFromObject } = require('internal/http2/headers');
const { Http2Session } = require('internal/http2/session');
const {
  kHandle, kInit, kOrigin, kRawHeaders, kRequestResource, kSentHeaders, kSession, kState, kUpdateTimer,
} = require('internal/http2/symbols');
const { validateAbortSignal, validateBoolean, validateNumber } = require('internal/validators');

const clientType = 1;
const kWaiting = Symbol('waiting');

// Numbers of nghttp2 that say why there is no new stream.
const noStreamID = -509;
const invalidArgument = -501;

// Methods whose requests have no body unless a script says so.
const withoutBody = new Set(['DELETE', 'GET', 'HEAD']);

class ClientHttp2Session extends Http2Session {
  constructor(options, socket) {
    super(clientType, options, socket);
    this[kWaiting] = null;
  }

  request(headers, options) {
    // What is wrong with the session is told by the stream.
    let failure;
    if (this.destroyed) failure = new ERR_HTTP2_INVALID_SESSION();
    else if (this.closed) failure = new ERR_HTTP2_GOAWAY_SESSION();
    this[kUpdateTimer]();
    const request = prepare(headers, this);
    options = requestOptions(options, request.method);
    const stream = new ClientHttp2Stream(this, undefined, undefined, {});
    stream[kSentHeaders] = request.headers;
    stream[kRawHeaders] = request.raw;
    stream[kOrigin] = `${request.scheme}://${request.authority}`;
    const resource = stream[kRequestResource] = new AsyncResource('PendingRequest');
    if (options.endStream) stream.end();
    if (options.waitForTrailers) stream[kState].hasTrailers = true;
    if (options.signal) abortOn(stream, options.signal);
    if (failure) process.nextTick(() => resource.runInAsyncScope(() => stream.destroy(failure)));
    else whenConnected(this, () => resource.runInAsyncScope(begin, null, stream, request.list, options));
    channels.client.created({ stream, headers: stream.sentHeaders });
    return stream;
  }
}

function prepare(headers, session) {
  if (Array.isArray(headers)) return requestFromList(headers, session);
  if (headers === undefined || (headers !== null && typeof headers === 'object')) return requestFromObject(headers, session);
  throw new ERR_INVALID_ARG_TYPE('headers', ['Object', 'Array'], headers);
}

function requestOptions(given, method) {
  assertIsObject(given, 'options');
  const options = { ...given };
  if (options.weight !== undefined) warnOfWeight();
  if (options.parent !== undefined) validateNumber(options.parent, 'options.parent', 0);
  if (options.exclusive !== undefined) validateBoolean(options.exclusive, 'options.exclusive');
  if (options.silent !== undefined) validateBoolean(options.silent, 'options.silent');
  if (options.endStream === undefined) options.endStream = withoutBody.has(method);
  else validateBoolean(options.endStream, 'options.endStream');
  return options;
}

let warned = false;

function warnOfWeight() {
  if (warned) return;
  warned = true;
  process.emitWarning('Priority signaling has been deprecated as of RFC 9113.', 'DeprecationWarning', 'DEP0194');
}

function abortOn(stream, signal) {
  validateAbortSignal(signal, 'options.signal');
  const abort = () => stream.destroy(Object.assign(new AbortError(undefined, { cause: signal.reason })));
  if (signal.aborted) {
    abort();
    return;
  }
  const listening = addAbortListener(signal, abort);
  stream.once('close', () => listening[Symbol.dispose]());
}

// whenConnected runs fn, at once or with all others when there is a connection.
function whenConnected(session, fn) {
  if (!session.connecting) {
    fn();
  } else if (session[kWaiting] !== null) {
    session[kWaiting].push(fn);
  } else {
    session[kWaiting] = [fn];
    session.once('connect', () => {
      for (const waiting of session[kWaiting]) waiting();
      session[kWaiting] = null;
    });
  }
}

// begin sends a request.
function begin(stream, list, options) {
  const session = stream[kSession];
  if (session === undefined || session.destroyed) return;
  if (session.closed) {
    stream.destroy(new ERR_HTTP2_GOAWAY_SESSION());
    return;
  }
  const handle = session[kHandle].request(list, (options.endStream ? 1 : 0) | (options.waitForTrailers ? 2 : 0));
  if (typeof handle === 'number') {
    if (handle === noStreamID) stream.destroy(new ERR_HTTP2_OUT_OF_STREAMS());
    else if (handle === invalidArgument) stream.destroy(new ERR_HTTP2_STREAM_SELF_DEPENDENCY());
    else session.destroy(new NghttpError(handle));
    return;
  }
  stream[kInit](handle.id(), handle);
  channels.client.start({ stream, headers: stream.sentHeaders });
}

module.exports = { ClientHttp2Session };
