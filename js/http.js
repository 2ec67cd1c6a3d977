'use strict';

// node:http as packages load it: the tables, the checks of headers, the agent's
// settings and the classes. Servers and requests are not there yet.

const { Readable, Stream } = require('stream');
const { Server: NetServer } = require('net');
const { codes: { ERR_HTTP_INVALID_HEADER_VALUE, ERR_INVALID_CHAR, ERR_INVALID_HTTP_TOKEN } } = require('internal/errors');
const { Agent, globalAgent } = require('internal/http/agent');
const { METHODS, STATUS_CODES } = require('internal/http/tables');
const { missingClass, missingFunctions } = require('internal/unavailable');

const token = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const badHeaderCharacter = /[^\t\x20-\x7e\x80-\xff]/;

function validateHeaderName(name, label) {
  if (typeof name !== 'string' || !token.test(name)) throw new ERR_INVALID_HTTP_TOKEN(label || 'Header name', name);
}

function validateHeaderValue(name, value) {
  if (value === undefined) throw new ERR_HTTP_INVALID_HEADER_VALUE(value, name);
  if (badHeaderCharacter.test(value)) throw new ERR_INVALID_CHAR('header content', name);
}
for (const check of [validateHeaderName, validateHeaderValue])
  Object.defineProperty(check, 'length', { __proto__: null, configurable: true, value: 0 });

const OutgoingMessage = missingClass('http', 'OutgoingMessage', 1, Stream, {
  _finish: 0, _flush: 0, _flushOutput: 1, _implicitHeader: 0, _renderHeaders: 0, _send: 4, _storeHeader: 2,
  _writeRaw: 4, addTrailers: 1, appendHeader: 2, cork: 0, destroy: 1, end: 3, flushHeaders: 0, getHeader: 1,
  getHeaderNames: 0, getHeaders: 0, getRawHeaderNames: 0, hasHeader: 1, pipe: 0, removeHeader: 1, setHeader: 2,
  setHeaders: 1, setTimeout: 2, uncork: 0, write: 3,
});
const ServerResponse = missingClass('http', 'ServerResponse', 2, OutgoingMessage, {
  assignSocket: 1, detachSocket: 1, writeContinue: 1, writeEarlyHints: 2, writeHead: 3, writeInformation: 3,
  writeProcessing: 1,
});
const ClientRequest = missingClass('http', 'ClientRequest', 3, OutgoingMessage, {
  abort: 0, clearTimeout: 1, onSocket: 2, setNoDelay: 1, setSocketKeepAlive: 2,
});
const IncomingMessage = missingClass('http', 'IncomingMessage', 1, Readable, { setTimeout: 2 });
const Server = missingClass('http', 'Server', 2, NetServer, {
  close: 0, closeAllConnections: 0, closeIdleConnections: 0, setTimeout: 2,
});

module.exports = {
  METHODS,
  STATUS_CODES,
  Agent,
  globalAgent,
  ClientRequest,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  maxHeaderSize: 16384,
  validateHeaderName,
  validateHeaderValue,
  ...missingFunctions('http', {
    _connectionListener: 1, createServer: 2, get: 3, request: 3, setGlobalProxyFromEnv: 0, setMaxIdleHTTPParsers: 1,
  }),
};
for (const name of ['CloseEvent', 'MessageEvent']) {
  Object.defineProperty(module.exports, name, {
    __proto__: null, configurable: true, enumerable: true, get: () => globalThis[name],
  });
}
