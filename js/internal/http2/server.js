'use strict';

// The servers: sessions over node:net and node:tls.

const EventEmitter = require('events');
const net = require('net');
const { onServerStream } = require('internal/http2/compat');
const { assertIsArray, assertIsObject } = require('internal/http2/errors');
const { Http2ServerRequest } = require('internal/http2/request');
const { Http2ServerResponse } = require('internal/http2/response');
const { ServerHttp2Session } = require('internal/http2/server_session');
const { checkRemoteCustomSettings, validateSettings } = require('internal/http2/settings');
const { kOptions, kServer, kSessions } = require('internal/http2/symbols');
const { validateBoolean, validateFunction, validateUint32 } = require('internal/validators');

// commonOptions checks the options that servers and clients share.
function commonOptions(options) {
  assertIsArray(options.remoteCustomSettings, 'options.remoteCustomSettings');
  if (options.remoteCustomSettings) {
    options.remoteCustomSettings = [...options.remoteCustomSettings];
    checkRemoteCustomSettings(options.remoteCustomSettings);
  }
}

function strictness(options) {
  if (options.strictSingleValueFields === undefined) options.strictSingleValueFields = true;
  else validateBoolean(options.strictSingleValueFields, 'options.strictSingleValueFields');
}

function serverOptions(given) {
  assertIsObject(given, 'options');
  const options = { ...given };
  assertIsObject(options.settings, 'options.settings');
  options.settings = { ...options.settings };
  commonOptions(options);
  for (const name of ['maxSessionInvalidFrames', 'maxSessionRejectedStreams', 'unknownProtocolTimeout']) {
    if (options[name] !== undefined) validateUint32(options[name], `options.${name}`);
  }
  options.unknownProtocolTimeout ??= 10_000;
  strictness(options);
  options.http1Options = { ...options.http1Options };
  options.http1Options.IncomingMessage ??= options.Http1IncomingMessage;
  options.http1Options.ServerResponse ??= options.Http1ServerResponse;
  options.Http2ServerRequest ||= Http2ServerRequest;
  options.Http2ServerResponse ||= Http2ServerResponse;
  return options;
}

// tlsOptions are serverOptions that offer the protocol.
function tlsOptions(given, servername) {
  const options = serverOptions(given);
  if (!options.ALPNCallback) options.ALPNProtocols = options.allowHTTP1 === true ? ['h2', 'http/1.1'] : ['h2'];
  if (servername !== undefined && !options.servername) options.servername = servername;
  return options;
}

// begin prepares a server that has been made.
function begin(server, options, requestListener) {
  server[kOptions] = options;
  server[kSessions] = new Set();
  server.timeout = 0;
  server.on('newListener', useCompat);
  if (typeof requestListener === 'function') server.on('request', requestListener);
}

// useCompat begins the compatibility layer when somebody listens to it.
function useCompat(event) {
  if (event !== 'request') return;
  this.removeListener('newListener', useCompat);
  const { Http2ServerRequest: Request, Http2ServerResponse: Response } = this[kOptions];
  this.on('stream', (stream, headers, flags, rawHeaders) => onServerStream(this, Request, Response, stream, headers, rawHeaders));
}

function connectionListener(socket) {
  const options = this[kOptions] || {};
  if (socket.alpnProtocol === false || socket.alpnProtocol === 'http/1.1') {
    if (options.allowHTTP1 === true) require('internal/http/server').connectionListener.call(this, socket);
    else if (!this.emit('unknownProtocol', socket)) refuseProtocol(socket, options.unknownProtocolTimeout);
    return;
  }
  const session = new ServerHttp2Session(options, socket, this);
  session.on('stream', (...args) => this.emit('stream', ...args));
  session.on('error', (error) => this.emit('sessionError', error, session));
  session.on('priority', (...args) => this.emit('priority', ...args));
  if (this.timeout) session.setTimeout(this.timeout, () => onTimeout(this, session));
  socket[kServer] = this;
  this.emit('session', session);
}

function onTimeout(server, session) {
  if (session.destroyed || session.closed) return;
  if (!server.emit('timeout', session)) session.destroy();
}

// refuseProtocol tells a client that speaks something else, in words that it
// may understand.
function refuseProtocol(socket, timeout) {
  const timer = setTimeout(() => { if (!socket.destroyed) socket.destroy(); }, timeout).unref();
  socket.once('close', () => clearTimeout(timer));
  socket.end('HTTP/1.0 403 Forbidden\r\n' +
             'Content-Type: text/plain\r\n\r\n' +
             'Missing ALPN Protocol, expected `h2` to be available.\n' +
             'If this is a HTTP request: The server was not configured with the `allowHTTP1` option or a ' +
             'listener for the `unknownProtocol` event.\n');
}

function closeSessions(server) {
  for (const session of server[kSessions]) session.close();
}

// sharedMethods are those of both servers.
const sharedMethods = {
  setTimeout(msecs, callback) {
    this.timeout = msecs;
    if (callback !== undefined) {
      validateFunction(callback, 'callback');
      this.on('timeout', callback);
    }
    return this;
  },
  updateSettings(settings) {
    assertIsObject(settings, 'settings');
    validateSettings(settings);
    this[kOptions].settings = { ...this[kOptions].settings, ...settings };
  },
};

class Http2Server extends net.Server {
  constructor(given, requestListener) {
    const options = serverOptions(given);
    super(options, connectionListener);
    begin(this, options, requestListener);
  }

  close() {
    super.close(...arguments);
    closeSessions(this);
  }

  async [Symbol.asyncDispose]() {
    await new Promise((resolve, reject) => super.close((error) => (error ? reject(error) : resolve())));
  }

  [EventEmitter.captureRejectionSymbol](error, event, ...args) {
    if (event === 'stream') rejectStream(args[0], error);
    else if (event === 'request') rejectRequest(args[1]);
    else super[EventEmitter.captureRejectionSymbol](error, event, ...args);
  }
}
define(Http2Server, sharedMethods);

function define(constructor, methods) {
  for (const name of Object.keys(methods)) {
    Object.defineProperty(constructor.prototype, name, {
      __proto__: null, configurable: true, writable: true, value: methods[name],
    });
  }
}

// What becomes of a stream or a request whose asynchronous listener has failed.

function rejectStream(stream, error) {
  if (stream.sentHeaders) {
    stream.destroy(error);
    return;
  }
  stream.respond({ ':status': 500 });
  stream.end();
}

function rejectRequest(response) {
  if (response.headersSent || response.finished) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusCode = 500;
  response.end(require('internal/http/tables').STATUS_CODES[500]);
}

module.exports = {
  begin, closeSessions, commonOptions, connectionListener, define, Http2Server, serverOptions, sharedMethods,
  strictness, tlsOptions,
};
