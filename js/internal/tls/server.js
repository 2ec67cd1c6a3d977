'use strict';

// tls.Server: each connection of a net.Server becomes a TLSSocket.

const net = require('net');
const { convertALPNProtocols } = require('internal/tls/alpn');
const { SecureContext, createSecureContext } = require('internal/tls/context');
const { TLSSocket } = require('internal/tls/socket');
const {
  codes: { ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS, ERR_TLS_REQUIRED_SERVER_NAME },
} = require('internal/errors');
const { missingMethods } = require('internal/unavailable');
const { validateFunction, validateNumber, validateObject } = require('internal/validators');

const kReport = Symbol('report'); // an error was told of a connection

function Server(options, listener) {
  if (!(this instanceof Server)) return new Server(options, listener);
  if (typeof options === 'function') [options, listener] = [{}, options];
  else if (options === undefined || options === null) options = {};
  else validateObject(options, 'options');
  this._contexts = [];
  this.requestCert = options.requestCert === true;
  this.rejectUnauthorized = options.rejectUnauthorized !== false;
  this.ALPNCallback = options.ALPNCallback;
  if (options.ALPNCallback) {
    validateFunction(options.ALPNCallback, 'options.ALPNCallback');
    if (options.ALPNProtocols) throw new ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS();
  }
  if (options.ALPNProtocols) convertALPNProtocols(options.ALPNProtocols, this);
  if (options.SNICallback !== undefined) validateFunction(options.SNICallback, 'options.SNICallback');
  this.SNICallback = options.SNICallback;
  const { handshakeTimeout = 120_000 } = options;
  validateNumber(handshakeTimeout, 'options.handshakeTimeout');
  this._handshakeTimeout = handshakeTimeout;
  this.setSecureContext(options);
  net.Server.call(this, options, onConnection);
  if (listener) this.on('secureConnection', listener);
}
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

Server.prototype.setSecureContext = function setSecureContext(options) {
  validateObject(options, 'options');
  this._sharedCreds = createSecureContext(options);
  for (const name of ['pfx', 'key', 'passphrase', 'cert', 'ca', 'minVersion', 'maxVersion', 'ciphers', 'ecdhCurve'])
    this[name] = options[name];
};

// addContext makes a context that of a name, which may begin with an asterisk.
Server.prototype.addContext = function addContext(servername, context) {
  if (!servername) throw new ERR_TLS_REQUIRED_SERVER_NAME();
  const pattern = new RegExp(`^${servername.replace(/([.^$+?\-\\[\]{}])/g, '\\$1').replaceAll('*', '[^.]*')}$`);
  this._contexts.push([pattern, context instanceof SecureContext ? context : createSecureContext(context)]);
};

// chooseContext finds the context that was added last for a name.
function chooseContext(servername, callback) {
  const found = this.server._contexts.findLast(([pattern]) => pattern.test(servername));
  callback(null, found?.[1]);
}

function onConnection(socket) {
  const tls = new TLSSocket(socket, {
    secureContext: this._sharedCreds, isServer: true, server: this, requestCert: this.requestCert,
    rejectUnauthorized: this.rejectUnauthorized, ALPNProtocols: this.ALPNProtocols,
    ALPNCallback: this.ALPNCallback?.bind(this),
    SNICallback: this.SNICallback ?? (this._contexts.length > 0 ? chooseContext : undefined),
    handshakeTimeout: this._handshakeTimeout, pauseOnConnect: this.pauseOnConnect,
    highWaterMark: socket.readableHighWaterMark,
  });
  tls.server = this;
  if (this._handshakeTimeout > 0) tls.setTimeout(this._handshakeTimeout, tls._handleTimeout);
  if (this.listenerCount('keylog') > 0) tls.on('keylog', (line) => this.emit('keylog', line, tls));
  tls.on('secure', onSecure);
  tls.on('_tlsError', (error) => {
    tls[kReport] = true;
    this.emit('tlsClientError', error, tls);
  });
  tls.on('error', (error) => {
    if (tls._controlReleased || tls[kReport]) return;
    tls[kReport] = true;
    this.emit('tlsClientError', error, tls);
  });
  tls._start();
}

// onSecure judges the client and hands the socket to the script.
function onSecure() {
  const { server } = this;
  if (server.requestCert) {
    const error = this.verifyError();
    if (error === null) {
      this.authorized = true;
    } else {
      this.authorizationError = error.code;
      if (server.rejectUnauthorized) {
        this.destroy();
        return;
      }
    }
  }
  if (!this.destroyed && this._releaseControl()) server.emit('secureConnection', this);
}

missingMethods(Server, 'tls.Server', { _getServerData: 0, _setServerData: 1, getTicketKeys: 0, setTicketKeys: 1 });

module.exports = { Server };
