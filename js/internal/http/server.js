'use strict';

// http.Server and what it does with a connection: requests are read as they
// come, responses are sent in the order of their requests.

const net = require('net');
const { now } = require('internal/binding/clock');
const { isResumeScheduled } = require('internal/binding/stream');
const {
  codes: { ERR_HTTP_REQUEST_TIMEOUT, ERR_HTTP_SOCKET_ENCODING, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { ParserResource, responseFinish, serverRequestStart } = require('internal/http/channels');
const { connectionReset } = require('internal/http/headers');
const { IncomingMessage, complete, fill, kAbort, pushBody } = require('internal/http/incoming');
const { closeMessage, drained, kUnique, uniqueHeaders } = require('internal/http/outgoing');
const { BODY, UPGRADE, Parser } = require('internal/http/parser');
const { ServerResponse } = require('internal/http/response');
const { STATUS_CODES } = require('internal/http/tables');
const {
  validateBoolean, validateFunction, validateInteger, validateObject, validateOneOf,
} = require('internal/validators');

const kConnections = Symbol('connections');
const kTimer = Symbol('http.server.connectionsCheckingInterval');
const kIncoming = Symbol('IncomingMessage');
const kResponse = Symbol('ServerResponse');
const kUniqueOption = Symbol('uniqueHeaders');
const kRequest = Symbol('request'); // what a response answers

// storeOptions keeps the options of HTTP with the server.
function storeOptions(server, options) {
  const integer = (name, otherwise) => {
    if (options[name] !== undefined) validateInteger(options[name], name, 0);
    server[name] = options[name] ?? otherwise;
  };
  const boolean = (name, otherwise, label = `options.${name}`) => {
    if (options[name] !== undefined) validateBoolean(options[name], label);
    server[name] = options[name] ?? otherwise;
  };
  server[kIncoming] = options.IncomingMessage || IncomingMessage;
  server[kResponse] = options.ServerResponse || ServerResponse;
  integer('maxHeaderSize');
  if (options.optimizeEmptyRequests !== undefined)
    validateBoolean(options.optimizeEmptyRequests, 'options.optimizeEmptyRequests');
  boolean('insecureHTTPParser');
  checkValidation(options);
  server.httpValidation = options.httpValidation;
  integer('requestTimeout', 300_000);
  integer('headersTimeout', Math.min(60_000, server.requestTimeout));
  if (server.requestTimeout > 0 && server.headersTimeout > server.requestTimeout)
    throw new ERR_OUT_OF_RANGE('headersTimeout', '<= requestTimeout', options.headersTimeout);
  integer('keepAliveTimeout', 5_000);
  integer('keepAliveTimeoutBuffer', 1000);
  integer('connectionsCheckingInterval', 30_000);
  boolean('requireHostHeader', true);
  boolean('joinDuplicateHeaders');
  boolean('rejectNonStandardBodyWrites', false);
  if (options.shouldUpgradeCallback !== undefined)
    validateFunction(options.shouldUpgradeCallback, 'options.shouldUpgradeCallback');
  server.shouldUpgradeCallback = options.shouldUpgradeCallback ??
    function() { return this.listenerCount('upgrade') > 0; };
}

function checkValidation({ httpValidation, insecureHTTPParser }) {
  if (httpValidation === undefined) return;
  validateOneOf(httpValidation, 'options.httpValidation', ['strict', 'relaxed', 'insecure']);
  if (insecureHTTPParser === undefined) return;
  throw new ERR_INVALID_ARG_VALUE(
    'options.httpValidation', httpValidation, 'cannot be used together with options.insecureHTTPParser');
}

function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') [options, requestListener] = [{}, options];
  else if (options === undefined || options === null) options = {};
  else validateObject(options, 'options');
  storeOptions(this, options);
  net.Server.call(this, {
    allowHalfOpen: true,
    noDelay: options.noDelay ?? true,
    keepAlive: options.keepAlive,
    keepAliveInitialDelay: options.keepAliveInitialDelay,
    highWaterMark: options.highWaterMark,
  });
  begin(this, options, requestListener, 'connection');
}

// begin prepares a server whose connections come with an event.
function begin(server, options, requestListener, event) {
  if (requestListener) server.on('request', requestListener);
  server.httpAllowHalfOpen = false;
  server.on(event, connectionListener);
  trackConnections(server);
  server.timeout = 0;
  server.maxHeadersCount = null;
  server.maxRequestsPerSocket = 0;
  server[kUniqueOption] = uniqueHeaders(options.uniqueHeaders);
}

// trackConnections lets a server know its connections and what they wait for.
function trackConnections(server) {
  server[kConnections] = new Set();
  server.on('listening', watchConnections);
}
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

// watchConnections looks now and then for requests that take too long.
function watchConnections() {
  clearInterval(this[kTimer]);
  this[kTimer] = setInterval(() => {
    const time = now();
    for (const connection of this[kConnections]) {
      const { since, inHead } = connection;
      if (since === null) continue;
      const late = (limit) => limit > 0 && time - since > limit;
      if (late(this.requestTimeout) || (inHead && late(this.headersTimeout)))
        onError.call(connection.socket, new ERR_HTTP_REQUEST_TIMEOUT());
    }
  }, this.connectionsCheckingInterval).unref();
}

Server.prototype.close = function close() {
  this.closeIdleConnections();
  clearInterval(this[kTimer]);
  net.Server.prototype.close.apply(this, arguments);
  return this;
};

Server.prototype[Symbol.asyncDispose] = function() {
  return new Promise((resolve, reject) => this.close((error) => { if (error) reject(error); else resolve(); }));
};

Server.prototype.closeAllConnections = function closeAllConnections() {
  for (const { socket } of this[kConnections]) socket.destroy();
};

Server.prototype.closeIdleConnections = function closeIdleConnections() {
  for (const { socket, since } of this[kConnections]) {
    if (since === null && (!socket._httpMessage || socket._httpMessage.finished)) socket.destroy();
  }
};

Server.prototype.setTimeout = function setTimeout(msecs, callback) {
  this.timeout = msecs;
  if (callback) this.on('timeout', callback);
  return this;
};

Server.prototype[Symbol.for('nodejs.rejection')] = function(error, event, ...args) {
  if (event !== 'request') {
    net.Server.prototype[Symbol.for('nodejs.rejection')].call(this, error, event, ...args);
    return;
  }
  const [, response] = args;
  if (response.headersSent || response.writableEnded) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusCode = 500;
  response.end(STATUS_CODES[500]);
};

function connectionListener(socket) {
  new Connection(this, socket);
}

// Connection is one connection of a server: since is when the message that is
// being read began, null between messages.
class Connection {
  constructor(server, socket) {
    this.server = server;
    this.socket = socket;
    this.incoming = [];
    this.outgoing = [];
    this.outgoingData = 0;
    this.requests = 0;
    this.idleTimeout = false;
    this.since = now();
    this.inHead = true;
    socket._httpMessage = null;
    socket.server = server;
    if (server.timeout && typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout);
    const resource = new ParserResource('HTTPINCOMINGMESSAGE', { socket });
    this.parser = socket.parser = new Parser(false, this.callbacks(), server, resource);
    this.parser.socket = socket;
    socket._paused = false;
    socket.setEncoding = () => { throw new ERR_HTTP_SOCKET_ENCODING(); };
    this.listeners = {
      data: (bytes) => this.read(bytes),
      end: () => this.ended(),
      close: () => this.closed(),
      drain: () => this.drained(),
      error: onError,
      timeout: onTimeout,
    };
    // What each response of the connection needs, made once.
    this.pendingData = (size) => {
      this.outgoingData += size;
      this.drained();
    };
    const connection = this;
    this.onFinish = function() { connection.finished(this); };
    for (const event of Object.keys(this.listeners)) socket.on(event, this.listeners[event]);
    server[kConnections]?.add(this);
  }

  callbacks() {
    const { socket } = this;
    return {
      onBegin: () => {
        this.since = now();
        this.inHead = true;
      },
      onHeaders: (head) => this.head(head),
      onBody: (bytes) => pushBody(this.parser.incoming, bytes),
      onComplete: (trailers) => {
        this.since = null;
        complete(this.parser.incoming, trailers, socket);
      },
      onThrown: () => this.read(Buffer.alloc(0)),
    };
  }

  read(bytes) {
    const error = this.parser.execute(bytes);
    if (error !== undefined) onError.call(this.socket, error);
    else if (this.parser.incoming?.upgrade) this.upgrade(this.parser.incoming);
  }

  upgrade(request) {
    const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
    this.leave();
    this.server[kConnections]?.delete(this);
    if (this.server.listenerCount(event) === 0) {
      this.socket.destroy();
      return;
    }
    request.complete = true;
    request.push(null);
    this.socket.readableFlowing = null;
    this.server.emit(event, request, this.socket, this.parser.rest());
  }

  leave() {
    for (const event of Object.keys(this.listeners)) this.socket.removeListener(event, this.listeners[event]);
    delete this.socket.setEncoding;
    this.socket.parser = null;
  }

  ended() {
    const { server, socket } = this;
    const error = this.parser.finish();
    if (error !== undefined) onError.call(socket, error);
    else if (!server.httpAllowHalfOpen) socket.end();
    else if (this.outgoing.length > 0) this.outgoing[this.outgoing.length - 1]._last = true;
    else if (socket._httpMessage) socket._httpMessage._last = true;
    else socket.end();
  }

  closed() {
    this.server[kConnections]?.delete(this);
    this.parser.free();
    this.socket.parser = null;
    for (const list of [this.incoming, this.outgoing])
      while (list.length > 0) list.shift().destroy(connectionReset('aborted'));
  }

  drained() {
    const { socket } = this;
    if (socket._paused && this.outgoingData <= socket.writableHighWaterMark) {
      socket._paused = false;
      socket.resume();
    }
    if (socket._httpMessage?.writableLength === 0) drained(socket._httpMessage);
  }

  // head starts an exchange.
  head(head) {
    const { server, socket } = this;
    this.inHead = false;
    if (this.idleTimeout) {
      socket.setTimeout(server.timeout || 0);
      this.idleTimeout = false;
    }
    const request = fill(new server[kIncoming](socket), head);
    request.joinDuplicateHeaders = server.joinDuplicateHeaders;
    this.parser.incoming = request;
    request.upgrade = head.method === 'CONNECT' || (head.upgrade && Boolean(server.shouldUpgradeCallback(request)));
    if (request.upgrade) return UPGRADE;
    this.incoming.push(request);
    if (!socket._paused && (socket.writableNeedDrain || this.outgoingData >= socket.writableHighWaterMark)) {
      socket._paused = true;
      socket.pause();
    }
    this.serve(request, this.respond(request, head.keepAlive));
    return BODY;
  }

  respond(request, keepAlive) {
    const { server, socket } = this;
    const response = new server[kResponse](request, {
      highWaterMark: socket.writableHighWaterMark,
      rejectNonStandardBodyWrites: server.rejectNonStandardBodyWrites,
    });
    response._keepAliveTimeout = server.keepAliveTimeout;
    response._maxRequestsPerSocket = server.maxRequestsPerSocket;
    response[kRequest] = request;
    response._onPendingData = this.pendingData;
    response.shouldKeepAlive = keepAlive;
    response[kUnique] = server[kUniqueOption];
    if (socket._httpMessage) this.outgoing.push(response);
    else response.assignSocket(socket);
    response.on('finish', this.onFinish);
    serverRequestStart(request, response, socket, server);
    return response;
  }

  // serve answers what the server answers by itself and hands the rest to the
  // script.
  serve(request, response) {
    const { server, socket } = this;
    if (request.httpVersion === '1.1') {
      if (server.requireHostHeader && request.headers.host === undefined) {
        response.writeHead(400, ['Connection', 'close']);
        response.end();
        return;
      }
      if (server.maxRequestsPerSocket > 0) {
        this.requests++;
        response.maxRequestsOnConnectionReached = server.maxRequestsPerSocket <= this.requests;
        if (server.maxRequestsPerSocket < this.requests) {
          server.emit('dropRequest', request, socket);
          response.writeHead(503);
          response.end();
          return;
        }
      }
      if (request.headers.expect !== undefined && expectation(server, request, response)) return;
    }
    server.emit('request', request, response);
  }

  finished(response) {
    const { server, socket } = this;
    const request = response[kRequest];
    responseFinish(request, response, socket, server);
    request[kAbort](true);
    this.incoming.shift();
    if (!request._consuming && !isResumeScheduled(request)) request._dump();
    response.detachSocket(socket);
    this.forget(request);
    process.nextTick(closeResponse, response);
    if (response._last) {
      if (typeof socket.destroySoon === 'function') socket.destroySoon();
      else socket.end();
    } else if (this.outgoing.length > 0) {
      this.outgoing.shift().assignSocket(socket);
    } else if (server.keepAliveTimeout > 0 && typeof socket.setTimeout === 'function') {
      const buffer = server.keepAliveTimeoutBuffer >= 0 ? server.keepAliveTimeoutBuffer : 1000;
      socket.setTimeout(server.keepAliveTimeout + buffer);
      this.idleTimeout = true;
    }
  }

  // forget lets go of a request that was answered and read.
  forget(request) {
    if (this.parser.incoming !== request) return;
    if (request.readableEnded) this.parser.incoming = null;
    else request.once('end', () => this.forget(request));
  }
}

function closeResponse(response) {
  response.destroyed = true;
  closeMessage(response);
}

// expectation reports whether it took care of the request.
function expectation(server, request, response) {
  if (/(?:^|\W)100-continue(?:$|\W)/i.test(request.headers.expect)) {
    response._expect_continue = true;
    if (server.emit('checkContinue', request, response)) return true;
    response.writeContinue();
    return false;
  }
  if (!server.emit('checkExpectation', request, response)) {
    response.writeHead(417);
    response.end();
  }
  return true;
}

function onTimeout() {
  const request = this.parser?.incoming;
  const seen = [
    request && !request.complete && request.emit('timeout', this),
    this._httpMessage?.emit('timeout', this),
    this.server.emit('timeout', this),
  ];
  if (!seen.some(Boolean)) this.destroy();
}

const answers = { HPE_HEADER_OVERFLOW: 431, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413, ERR_HTTP_REQUEST_TIMEOUT: 408 };

// onError lets the script deal with an error of the connection, or answers and
// closes.
function onError(error) {
  this.removeListener('error', onError);
  if (this.listenerCount('error') === 0) this.on('error', () => {});
  if (this.server.emit('clientError', error, this)) return;
  if (this.writable && !this._httpMessage?._headerSent) {
    const status = answers[error.code] ?? 400;
    this.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`, 'latin1');
  }
  this.destroy(error);
}

module.exports = { Server, begin, connectionListener, kConnectionsCheckingInterval: kTimer, storeHTTPOptions: storeOptions, trackConnections };
