'use strict';

// node:http: HTTP/1.1 servers and clients over node:net.

const { validateHeaderName, validateHeaderValue } = require('internal/http/headers');
const agents = require('internal/http/agent');
const { ClientRequest } = require('internal/http/client');
const { IncomingMessage } = require('internal/http/incoming');
const { OutgoingMessage } = require('internal/http/outgoing');
const { maxHeaderSize } = require('internal/http/parser');
const { ServerResponse } = require('internal/http/response');
const { Server, connectionListener } = require('internal/http/server');
const { METHODS, STATUS_CODES } = require('internal/http/tables');
const { missingFunctions } = require('internal/unavailable');
const { validateInteger } = require('internal/validators');

function createServer(options, requestListener) {
  return new Server(options, requestListener);
}

function request(url, options, callback) {
  return new ClientRequest(url, options, callback);
}

function get(url, options, callback) {
  const made = request(url, options, callback);
  made.end();
  return made;
}

// setMaxIdleHTTPParsers checks its argument: parsers are not pooled here.
function setMaxIdleHTTPParsers(max) {
  validateInteger(max, 'max', 1);
}

module.exports = {
  METHODS,
  STATUS_CODES,
  Agent: agents.Agent,
  get globalAgent() { return agents.globalAgent; },
  set globalAgent(agent) { agents.globalAgent = agent; },
  ClientRequest,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  maxHeaderSize,
  validateHeaderName,
  validateHeaderValue,
  _connectionListener: connectionListener,
  createServer,
  get,
  request,
  setMaxIdleHTTPParsers,
  ...missingFunctions('http', { setGlobalProxyFromEnv: 0 }),
};
for (const name of ['CloseEvent', 'MessageEvent', 'WebSocket']) {
  Object.defineProperty(module.exports, name, {
    __proto__: null, configurable: true, enumerable: true, get: () => globalThis[name],
  });
}
