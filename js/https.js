'use strict';

// node:https: HTTP/1.1 over node:tls.

const tls = require('tls');
const { urlToHttpOptions } = require('url');
const http = require('internal/http/agent');
const { ClientRequest } = require('internal/http/client');
const { Server: HTTPServer, begin, storeHTTPOptions } = require('internal/http/server');
const { validateObject } = require('internal/validators');

function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') [options, requestListener] = [{}, options];
  else if (options === undefined || options === null) options = {};
  else validateObject(options, 'options');
  storeHTTPOptions(this, options);
  const protocols = options.ALPNProtocols || options.ALPNCallback ? {} : { ALPNProtocols: ['http/1.1'] };
  tls.Server.call(this, { noDelay: true, ...options, ...protocols });
  begin(this, options, requestListener, 'secureConnection');
  this.on('tlsClientError', (error, socket) => {
    if (!this.emit('clientError', error, socket)) socket.destroy(error);
  });
}
Object.setPrototypeOf(Server.prototype, tls.Server.prototype);
Object.setPrototypeOf(Server, tls.Server);
for (const name of ['close', 'closeAllConnections', 'closeIdleConnections', 'setTimeout', Symbol.asyncDispose])
  Server.prototype[name] = HTTPServer.prototype[name];

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  http.Agent.call(this, { __proto__: null, defaultPort: 443, protocol: 'https:', ...options });
  this.maxCachedSessions = this.options.maxCachedSessions ?? 100;
}
Object.setPrototypeOf(Agent.prototype, http.Agent.prototype);
Object.setPrototypeOf(Agent, http.Agent);

Agent.prototype.createConnection = function createConnection(...args) {
  const [options, callback] = require('net')._normalizeArgs(args);
  const extra = [args[1], args[2]].find((arg) => arg !== null && typeof arg === 'object');
  const socket = tls.connect({ ...options, ...extra });
  if (callback) socket.once('secureConnect', () => callback(null, socket));
  return socket;
};

// What tells one TLS setting from another, in the order in which names of
// pools have it.
const distinguishing = [
  'ca', 'cert', 'clientCertEngine', 'ciphers', 'key', 'pfx', 'rejectUnauthorized', 'servername', 'minVersion',
  'maxVersion', 'secureProtocol', 'crl', 'honorCipherOrder', 'ecdhCurve', 'dhparam', 'secureOptions',
  'sessionIdContext', 'sigalgs', 'privateKeyIdentifier', 'privateKeyEngine',
];

const shownIfGiven = ['rejectUnauthorized', 'honorCipherOrder', 'secureOptions'];

Agent.prototype.getName = function getName(options = {}) {
  return distinguishing.reduce((name, key) => {
    const value = options[key];
    if (shownIfGiven.includes(key)) return `${name}:${value === undefined ? '' : value}`;
    if (key === 'sigalgs') return `${name}:${value ? JSON.stringify(value) : ''}`;
    if (key === 'servername') return `${name}:${value && value !== options.host ? value : ''}`;
    return `${name}:${value || ''}`;
  }, http.Agent.prototype.getName.call(this, options));
};

// Sessions are not resumed, so that none are kept.
Agent.prototype._getSession = function _getSession(key) {};
Agent.prototype._cacheSession = function _cacheSession(key, session) {};
Agent.prototype._evictSession = function _evictSession(key) {};

let globalAgent = new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });

function createServer(options, requestListener) {
  return new Server(options, requestListener);
}

function request(...args) {
  let options = {};
  if (typeof args[0] === 'string') options = urlToHttpOptions(new URL(args.shift()));
  else if (args[0] instanceof URL) options = urlToHttpOptions(args.shift());
  if (args[0] && typeof args[0] !== 'function') options = { ...options, ...args.shift() };
  options._defaultAgent = module.exports.globalAgent;
  return new ClientRequest(options, ...args);
}

function get(input, options, callback) {
  const made = request(input, options, callback);
  made.end();
  return made;
}

module.exports = {
  Agent,
  get globalAgent() { return globalAgent; },
  set globalAgent(agent) { globalAgent = agent; },
  Server,
  createServer,
  get,
  request,
};
