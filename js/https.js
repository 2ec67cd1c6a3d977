'use strict';

// node:https as packages load it: see http.js.

const http = require('internal/http/agent');
const { Server: TLSServer } = require('tls');
const { missingClass, missingFunctions, missingMethods } = require('internal/unavailable');

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  http.Agent.call(this, { __proto__: null, defaultPort: 443, protocol: 'https:', ...options });
  this.maxCachedSessions = this.options.maxCachedSessions ?? 100;
}
Object.setPrototypeOf(Agent.prototype, http.Agent.prototype);
Object.setPrototypeOf(Agent, http.Agent);
missingMethods(Agent, 'https.Agent', {
  _cacheSession: 2, _evictSession: 1, _getSession: 1, createConnection: 0, keepSocketAlive: 1,
});

// What tells one TLS setting from another, in the order in which names of
// pools have it.
const distinguishing = [
  'ca', 'cert', 'clientCertEngine', 'ciphers', 'key', 'pfx', 'rejectUnauthorized', 'servername', 'minVersion',
  'maxVersion', 'secureProtocol', 'crl', 'honorCipherOrder', 'ecdhCurve', 'dhparam', 'secureOptions',
  'sessionIdContext', 'sigalgs', 'privateKeyIdentifier', 'privateKeyEngine',
];

Agent.prototype.getName = function getName(options = {}) {
  return distinguishing.reduce((name, key) => {
    const value = options[key];
    if (key === 'rejectUnauthorized') return `${name}:${value === undefined ? '' : value}`;
    if (key === 'servername') return `${name}:${value && value !== options.host ? value : ''}`;
    return `${name}:${value || ''}`;
  }, http.Agent.prototype.getName.call(this, options));
};

module.exports = {
  Agent,
  globalAgent: new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }),
  Server: missingClass('https', 'Server', 2, TLSServer, {
    close: 0, closeAllConnections: 0, closeIdleConnections: 0, setTimeout: 2,
  }),
  ...missingFunctions('https', { createServer: 2, get: 3, request: 0 }),
};
