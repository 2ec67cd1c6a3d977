'use strict';

// http.ClientRequest: a request over a socket that its agent found.

const net = require('net');
const {
  codes: {
    ERR_HTTP_HEADERS_SENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_HTTP_TOKEN, ERR_INVALID_PROTOCOL,
    ERR_UNESCAPED_CHARACTERS,
  },
} = require('internal/errors');
const {
  ParserResource, requestCreated, requestError, requestStart, responseReceived,
} = require('internal/http/channels');
const { connectionReset, isToken } = require('internal/http/headers');
const { IncomingMessage, complete, fill, kAbort, pushBody } = require('internal/http/incoming');
const {
  OutgoingMessage, closeMessage, drained, kHeaders, kHighWaterMark, kUnique, uniqueHeaders,
} = require('internal/http/outgoing');
const { BODY, NO_BODY, UPGRADE, Parser } = require('internal/http/parser');
const { addAbortSignal, finished } = require('stream');
const { urlToHttpOptions } = require('url');
const {
  validateBoolean, validateInteger, validateNumber, validateOneOf, validateString,
} = require('internal/validators');

const kPath = Symbol('path');
const kError = Symbol('error');
const badPath = /[^\u0021-\u00ff]/;
const withoutBody = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

// requestOptions sorts the arguments of http.request.
function requestOptions(input, options, callback) {
  if (typeof input === 'string') input = urlToHttpOptions(new URL(input));
  else if (input instanceof URL) input = urlToHttpOptions(input);
  else [input, options, callback] = [null, input, options];
  if (typeof options === 'function') [options, callback] = [input || {}, options];
  else options = Object.assign({ __proto__: null }, input, options);
  return { options, callback };
}

function ClientRequest(input, settings, listener) {
  OutgoingMessage.call(this);
  const { options, callback } = requestOptions(input, settings, listener);
  if (options.highWaterMark !== undefined && options.highWaterMark !== null)
    this[kHighWaterMark] = options.highWaterMark;
  this.agent = chooseAgent(options);
  const defaultAgent = options._defaultAgent || require('internal/http/agent').globalAgent;
  checkTarget(this, options, defaultAgent);
  const defaultPort = options.defaultPort || this.agent?.defaultPort;
  const connection = { __proto__: null, ...options };
  connection.port = options.port || defaultPort || 80;
  connection.host = hostOption(options.hostname, 'hostname') || hostOption(options.host, 'host') || 'localhost';
  storeOptions(this, options);
  if (options.signal) {
    addAbortSignal(options.signal, this);
    delete connection.signal;
  }
  this.host = connection.host;
  this.protocol = options.protocol || defaultAgent.protocol;
  if (callback) this.once('response', callback);
  if (this.agent) {
    this.shouldKeepAlive = this.agent.keepAlive || Number.isFinite(this.agent.maxSockets);
    this._last = !this.shouldKeepAlive;
  }
  storeHeaders(this, options, connection, defaultPort);
  this[kUnique] = uniqueHeaders(options.uniqueHeaders);
  requestCreated({ request: this });
  if (this.agent) this.agent.addRequest(this, connection);
  else connect(this, connection);
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);

function chooseAgent(options) {
  const { agent } = options;
  const defaultAgent = options._defaultAgent || require('internal/http/agent').globalAgent;
  if (agent === false) return new defaultAgent.constructor();
  if (agent === null || agent === undefined)
    return typeof options.createConnection === 'function' ? agent : defaultAgent;
  if (typeof agent.addRequest !== 'function')
    throw new ERR_INVALID_ARG_TYPE('options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
  return agent;
}

function checkTarget(request, options, defaultAgent) {
  if (options.path && badPath.test(String(options.path))) throw new ERR_UNESCAPED_CHARACTERS('Request path');
  const protocol = options.protocol || defaultAgent.protocol;
  const expected = request.agent?.protocol || defaultAgent.protocol;
  if (protocol !== expected) throw new ERR_INVALID_PROTOCOL(protocol, expected);
}

function hostOption(host, name) {
  if (host !== null && host !== undefined && typeof host !== 'string')
    throw new ERR_INVALID_ARG_TYPE(`options.${name}`, ['string', 'undefined', 'null'], host);
  return host;
}

function storeOptions(request, options) {
  const bare = options.setDefaultHeaders === false;
  request._removedConnection = request._removedContLen = request._removedTE = bare;
  request.socketPath = options.socketPath;
  if (options.timeout !== undefined) request.timeout = duration(options.timeout);
  const { method, maxHeaderSize, insecureHTTPParser, httpValidation, joinDuplicateHeaders } = options;
  if (method !== null && method !== undefined) validateString(method, 'options.method');
  if (method && !isToken(method)) throw new ERR_INVALID_HTTP_TOKEN('Method', method);
  request.method = method ? method.toUpperCase() : 'GET';
  if (maxHeaderSize !== undefined) validateInteger(maxHeaderSize, 'maxHeaderSize', 0);
  request.maxHeaderSize = maxHeaderSize;
  if (insecureHTTPParser !== undefined) validateBoolean(insecureHTTPParser, 'options.insecureHTTPParser');
  request.insecureHTTPParser = insecureHTTPParser;
  if (httpValidation !== undefined) {
    validateOneOf(httpValidation, 'options.httpValidation', ['strict', 'relaxed', 'insecure']);
    if (insecureHTTPParser !== undefined) {
      throw new ERR_INVALID_ARG_VALUE(
        'options.httpValidation', httpValidation, 'cannot be used together with options.insecureHTTPParser');
    }
  }
  request.httpValidation = httpValidation;
  if (joinDuplicateHeaders !== undefined) validateBoolean(joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  request.joinDuplicateHeaders = joinDuplicateHeaders;
  request[kPath] = options.path || '/';
  request.useChunkedEncodingByDefault = !withoutBody.has(request.method);
  request._ended = false;
  request.res = null;
  request.aborted = false;
  request.timeoutCb = null;
  request.upgradeOrConnect = false;
  request.parser = null;
  request.maxHeadersCount = null;
  request.reusedSocket = false;
}

function duration(msecs) {
  validateNumber(msecs, 'timeout', 0, Infinity);
  return Math.min(msecs, 2 ** 31 - 1);
}

function storeHeaders(request, options, { host, port }, defaultPort) {
  const { headers } = options;
  if (Array.isArray(headers)) {
    request._storeHeader(firstLine(request), headers);
    return;
  }
  for (const name of Object.keys(headers ?? {})) request.setHeader(name, headers[name]);
  const setHost = options.setHost === undefined ? options.setDefaultHeaders !== false : Boolean(options.setHost);
  if (!request.getHeader('host') && setHost) {
    let name = net.isIPv6(host) ? `[${host}]` : host;
    if (port && Number(port) !== defaultPort) name += `:${port}`;
    request.setHeader('Host', request.method === 'CONNECT' && options.path ? String(request.path) : name);
  }
  if (options.auth && !request.getHeader('Authorization'))
    request.setHeader('Authorization', `Basic ${Buffer.from(options.auth).toString('base64')}`);
  if (request.getHeader('expect')) request._implicitHeader();
}

function firstLine(request) {
  return `${request.method} ${request.path} HTTP/1.1\r\n`;
}

// connect gives a request without an agent its socket.
function connect(request, options) {
  request._last = true;
  request.shouldKeepAlive = false;
  const target = { ...options };
  if (target.socketPath) target.path = target.socketPath;
  else delete target.path;
  if (typeof target.createConnection !== 'function') {
    request.onSocket(net.createConnection(target));
    return;
  }
  let called = false;
  const created = (error, socket) => {
    if (called) return;
    called = true;
    if (error) process.nextTick(() => fail(request, error));
    else request.onSocket(socket);
  };
  try {
    const socket = target.createConnection(target, created);
    if (socket) created(null, socket);
  } catch (error) {
    created(error);
  }
}

Object.defineProperty(ClientRequest.prototype, 'path', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return this[kPath]; },
  set(value) {
    const path = String(value);
    if (badPath.test(path)) throw new ERR_UNESCAPED_CHARACTERS('Request path');
    this[kPath] = path;
  },
});

ClientRequest.prototype._finish = function _finish() {
  OutgoingMessage.prototype._finish.call(this);
  requestStart({ request: this });
};

ClientRequest.prototype._implicitHeader = function _implicitHeader() {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
  this._storeHeader(firstLine(this), this[kHeaders]);
};

ClientRequest.prototype.abort = function abort() {
  if (this.aborted) return;
  this.aborted = true;
  process.nextTick(() => this.emit('abort'));
  this.destroy();
};

ClientRequest.prototype.destroy = function destroy(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  this.res?._dump();
  if (this.writableFinished && this.res?.complete) return this;
  this[kError] = error;
  this.socket?.destroy(error);
  return this;
};

ClientRequest.prototype.onSocket = function onSocket(socket, error) {
  if (socket && !error) {
    socket._httpMessage = this;
    socket.on('error', onSocketError);
  }
  process.nextTick(() => {
    if (this.destroyed || error) {
      refuse(this, socket, error);
    } else {
      attach(this, socket);
      this._flush();
    }
  });
};

function fail(request, error) {
  requestError({ request, error });
  request.emit('error', error);
}

// refuse ends a request that was destroyed before it had its socket.
function refuse(request, socket, error) {
  request.destroyed = true;
  const close = (reason) => {
    if (!request.aborted && !reason) reason = connectionReset('socket hang up');
    if (reason && !socket?._hadError) fail(request, reason);
    closeMessage(request);
  };
  if (!socket) {
    close(error || request[kError]);
  } else if (!error && request.agent && !socket.destroyed) {
    socket.emit('free');
    socket.removeListener('error', onSocketError);
    close(request[kError]);
  } else {
    finished(socket.destroy(error || request[kError]), (reason) => {
      close((reason?.code === 'ERR_STREAM_PREMATURE_CLOSE' ? null : reason) || error);
    });
  }
}

function attach(request, socket) {
  const parser = new Parser(true, {
    onHeaders: (head) => onHeaders(parser, request, head),
    onBody: (bytes) => pushBody(parser.incoming, bytes),
    onComplete: (trailers) => {
      if (parser.incoming === null) return;
      parser.stop();
      complete(parser.incoming, trailers, socket);
    },
    onThrown: () => {
      if (socket.parser === parser) onSocketData.call(socket, Buffer.alloc(0));
    },
  }, request, new ParserResource('HTTPCLIENTREQUEST', { req: request }));
  parser.socket = socket;
  request.socket = socket;
  request.parser = socket.parser = parser;
  socket._httpMessage = request;
  socket.on('data', onSocketData);
  socket.on('end', onSocketEnd);
  socket.on('close', onSocketClose);
  socket.on('drain', onSocketDrain);
  if (request.timeout !== undefined || request.agent?.options?.timeout) listenTimeout(request);
  request.emit('socket', socket);
}

function release(socket) {
  socket.parser?.free();
  socket.parser = null;
  if (socket._httpMessage) socket._httpMessage.parser = null;
}

function detach(socket) {
  socket.removeListener('data', onSocketData);
  socket.removeListener('end', onSocketEnd);
  socket.removeListener('drain', onSocketDrain);
}

function onSocketDrain() {
  drained(this._httpMessage);
}

function hangUp(request, socket) {
  if (socket._hadError) return;
  socket._hadError = true;
  fail(request, connectionReset('socket hang up'));
}

function onSocketClose() {
  const request = this._httpMessage;
  const { res } = request;
  // What is left in the socket belongs to the response.
  this.read();
  this.parser?.finish();
  request.destroyed = true;
  if (res) {
    if (!res.complete) res.destroy(connectionReset('aborted'));
    closeMessage(request);
    if (!res.aborted && res.readable) res.push(null);
  } else {
    hangUp(request, this);
    closeMessage(request);
  }
  request.outputData.length = 0;
  release(this);
}

function onSocketError(error) {
  const request = this._httpMessage;
  if (request) {
    this._hadError = true;
    fail(request, error);
  }
  this.parser?.finish();
  release(this);
  detach(this);
  this.destroy();
}

function onSocketEnd() {
  const request = this._httpMessage;
  if (!request.res) hangUp(request, this);
  this.parser?.finish();
  release(this);
  this.destroy();
}

function onSocketData(bytes) {
  const { parser, _httpMessage: request } = this;
  const error = parser.execute(bytes) ?? (parser.incoming?.complete ? parser.excess() : undefined);
  if (error !== undefined) {
    release(this);
    detach(this);
    this.destroy();
    this._hadError = true;
    fail(request, error);
  } else if (parser.incoming?.upgrade) {
    upgrade(this, request, parser);
  } else if (parser.incoming?.complete) {
    detach(this);
    release(this);
  }
}

function upgrade(socket, request, parser) {
  const response = parser.incoming;
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  request.res = response;
  detach(socket);
  if (request.timeoutCb) socket.removeListener('timeout', request.timeoutCb);
  release(socket);
  if (request.listenerCount(event) === 0) {
    socket.destroy();
    return;
  }
  request.upgradeOrConnect = true;
  socket.emit('agentRemove');
  socket.removeListener('close', onSocketClose);
  socket.removeListener('error', onSocketError);
  socket._httpMessage = null;
  socket.readableFlowing = null;
  request.emit(event, response, socket, parser.rest());
  request.destroyed = true;
  closeMessage(request);
}

function onHeaders(parser, request, head) {
  const { socket } = parser;
  if (request.res) {
    socket.destroy();
    return BODY;
  }
  const response = fill(new IncomingMessage(socket), head);
  response.joinDuplicateHeaders = request.joinDuplicateHeaders;
  if (request.method === 'CONNECT') response.upgrade = true;
  if (response.upgrade) {
    parser.incoming = request.res = response;
    return UPGRADE;
  }
  if (head.statusCode >= 100 && head.statusCode < 200) {
    inform(request, response);
    return NO_BODY;
  }
  responseReceived({ request, response });
  parser.incoming = request.res = response;
  response.req = request;
  if (!head.keepAlive) request.shouldKeepAlive = false;
  response.on('end', onResponseEnd);
  request.on('finish', onRequestFinish);
  socket.on('timeout', onResponseTimeout);
  if (request.aborted || !request.emit('response', response)) response._dump();
  return request.method === 'HEAD' ? NO_BODY : BODY;
}

function inform(request, response) {
  if (response.statusCode === 100) request.emit('continue');
  const { statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders } = response;
  request.emit('information', {
    statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders,
  });
}

function onResponseEnd() {
  const request = this.req;
  const { socket } = request;
  this[kAbort](true);
  if (socket) {
    if (request.timeoutCb) socket.removeListener('timeout', request.timeoutCb);
    socket.removeListener('timeout', onResponseTimeout);
  }
  request._ended = true;
  if (request.shouldKeepAlive) {
    if (request.writableFinished && !this.aborted) giveBack(request);
  } else if (socket.writable) {
    if (typeof socket.destroySoon === 'function') socket.destroySoon();
    else socket.end();
  }
}

function onRequestFinish() {
  if (this.shouldKeepAlive && this._ended && !this.destroyed) giveBack(this);
}

// giveBack returns the socket to the agent.
function giveBack(request) {
  const { socket } = request;
  if (request.timeoutCb) {
    socket.setTimeout(0, request.timeoutCb);
    request.timeoutCb = null;
  }
  socket.removeListener('close', onSocketClose);
  socket.removeListener('error', onSocketError);
  detach(socket);
  request.destroyed = true;
  if (request.res) request.res.socket = null;
  process.nextTick(() => {
    closeMessage(request);
    request.socket?.emit('free');
  });
}

function onResponseTimeout() {
  this._httpMessage?.res?.emit('timeout');
}

function onRequestTimeout() {
  this._httpMessage?.emit('timeout');
}

function listenTimeout(request) {
  if (request.timeoutCb) return;
  request.timeoutCb = onRequestTimeout;
  if (request.socket) request.socket.once('timeout', onRequestTimeout);
  else request.on('socket', (socket) => socket.once('timeout', onRequestTimeout));
}

ClientRequest.prototype.setTimeout = function setTimeout(msecs, callback) {
  if (this._ended) return this;
  listenTimeout(this);
  const timeout = duration(msecs);
  if (callback) this.once('timeout', callback);
  const start = (socket) => {
    if (socket.connecting) socket.once('connect', () => socket.setTimeout(timeout));
    else socket.setTimeout(timeout);
  };
  if (this.socket) start(this.socket);
  else this.once('socket', start);
  return this;
};

ClientRequest.prototype.clearTimeout = function clearTimeout(callback) {
  this.setTimeout(0, callback);
};

// later calls a method of the socket once there is one that is connected.
function later(request, method, args) {
  const call = () => {
    const { socket } = request;
    if (socket.writable && !socket.connecting) socket[method](...args);
    else socket.once('connect', () => socket[method](...args));
  };
  if (request.socket) call();
  else request.once('socket', call);
}

ClientRequest.prototype.setNoDelay = function setNoDelay(noDelay) {
  later(this, 'setNoDelay', [noDelay]);
};

ClientRequest.prototype.setSocketKeepAlive = function setSocketKeepAlive(enable, initialDelay) {
  later(this, 'setKeepAlive', [enable, initialDelay]);
};

module.exports = { ClientRequest };
