'use strict';

// tls.connect.

const net = require('net');
const { SecureContext, createSecureContext } = require('internal/tls/context');
const { convertALPNProtocols } = require('internal/tls/alpn');
const { checkServerIdentity } = require('internal/tls/identity');
const { TLSSocket } = require('internal/tls/socket');
const { codes: { ERR_TLS_INVALID_CONTEXT } } = require('internal/errors');
const { validateFunction } = require('internal/validators');

const advice = '; if the root CA is installed locally, try running Node.js with --use-system-ca';

// normalized reads tls.connect's forms: (options), (port[, host][, options])
// and (path[, options]), each with a callback.
function normalized(args) {
  const [options, callback] = net._normalizeArgs(args);
  const extra = [args[1], args[2]].find((arg) => arg !== null && typeof arg === 'object');
  return [extra === undefined || extra === options ? { ...options } : { ...options, ...extra }, callback];
}

function connect(...args) {
  const [given, callback] = normalized(args);
  const options = {
    rejectUnauthorized: process.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0', checkServerIdentity, minDHSize: 1024, ...given,
  };
  if (options.rejectUnauthorized === undefined) options.rejectUnauthorized = true;
  validateFunction(options.checkServerIdentity, 'options.checkServerIdentity');
  const context = options.secureContext || createSecureContext(options);
  if (!(context instanceof SecureContext)) throw new ERR_TLS_INVALID_CONTEXT('options.secureContext');
  const protocols = {};
  if (options.ALPNProtocols) convertALPNProtocols(options.ALPNProtocols, protocols);
  const host = options.servername || options.host || options.socket?._host || 'localhost';
  const socket = new TLSSocket(options.socket, {
    secureContext: context, isServer: false, requestCert: true, allowHalfOpen: options.allowHalfOpen,
    rejectUnauthorized: options.rejectUnauthorized !== false, ALPNProtocols: protocols.ALPNProtocols,
    highWaterMark: options.highWaterMark, onread: options.onread, signal: options.signal, target: options,
    servername: options.servername ?? (net.isIP(host) ? '' : host), checkServerIdentity: options.checkServerIdentity,
    identity: host,
  });
  if (callback) socket.once('secureConnect', callback);
  socket.once('secure', onSecure);
  if (!options.socket) {
    if (options.timeout) socket.setTimeout(options.timeout);
    socket.connect(options);
  }
  socket._start();
  return socket;
}

// onSecure judges the server.
function onSecure() {
  const { checkServerIdentity: check, identity, rejectUnauthorized, target } = this._tlsOptions;
  let error = this.verifyError();
  if (error === null) error = check(identity, this.getPeerCertificate(true)) || null;
  else if (rejectUnauthorized && error.code === 'UNABLE_TO_VERIFY_LEAF_SIGNATURE') error.message += advice;
  if (error === null) {
    this.authorized = true;
  } else {
    this.authorized = false;
    this.authorizationError = error.code || error.message;
    if (rejectUnauthorized) {
      this.destroy(error);
      return;
    }
  }
  this.servername = target.servername || null;
  this.emit('secureConnect');
}

module.exports = { connect };
