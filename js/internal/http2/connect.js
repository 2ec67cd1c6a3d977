'use strict';

// http2.connect.

const net = require('net');
const { codes: { ERR_HTTP2_UNSUPPORTED_PROTOCOL } } = require('internal/errors');
const { ClientHttp2Session } = require('internal/http2/client_session');
const { assertIsObject } = require('internal/http2/errors');
const { kMaxOriginSetSize } = require('internal/http2/origins');
const { commonOptions, strictness, tlsOptions } = require('internal/http2/server');
const { kAuthority, kProtocol } = require('internal/http2/symbols');
const { promisify } = require('util');
const { validateNumber } = require('internal/validators');

const defaultMaxOrigins = 128;

function connect(authority, options, listener) {
  if (typeof options === 'function') [options, listener] = [undefined, options];
  assertIsObject(options, 'options');
  options = { ...options };
  const { maxOriginSetSize } = options;
  if (maxOriginSetSize != null) validateNumber(maxOriginSetSize, 'options.maxOriginSetSize', 0);
  commonOptions(options);
  strictness(options);
  if (typeof authority === 'string') authority = new URL(authority);
  assertIsObject(authority, 'authority', ['string', 'Object', 'URL']);
  const protocol = authority.protocol || options.protocol || 'https:';
  const port = String(authority.port !== '' ? authority.port : (authority.protocol === 'http:' ? 80 : 443));
  const host = hostOf(authority);
  const session = new ClientHttp2Session(options, makeSocket(protocol, host, port, authority, options));
  session[kAuthority] = `${options.servername || host}:${port}`;
  session[kProtocol] = protocol;
  session[kMaxOriginSetSize] = maxOriginSetSize ?? defaultMaxOrigins;
  if (typeof listener === 'function') session.once('connect', listener);
  return session;
}

function hostOf({ hostname, host }) {
  if (!hostname) return host || 'localhost';
  return hostname[0] === '[' ? hostname.slice(1, -1) : hostname;
}

function makeSocket(protocol, host, port, authority, options) {
  if (typeof options.createConnection === 'function') return options.createConnection(authority, options);
  if (protocol === 'http:') return net.connect({ port, host, ...options });
  if (protocol !== 'https:') throw new ERR_HTTP2_UNSUPPORTED_PROTOCOL(protocol);
  return require('tls').connect(port, host, tlsOptions(options, net.isIP(host) ? undefined : host));
}

Object.defineProperty(connect, promisify.custom, {
  __proto__: null,
  value: Object.defineProperty((authority, options) => new Promise((resolve, reject) => {
    const session = connect(authority, options, () => {
      session.removeListener('error', reject);
      resolve(session);
    });
    session.once('error', reject);
  }), 'name', { __proto__: null, configurable: true, value: 'connect' }),
});

module.exports = { connect };
