'use strict';

// tls.TLSSocket: a net.Socket over the clear side of a session. What is under
// it, another socket or any Duplex, carries what the session makes: see
// bindings/tls.

const net = require('net');
const { Duplex } = require('stream');
const binding = require('internal/binding/tls');
const { connectionReset } = require('internal/http/headers');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_TLS_ALPN_CALLBACK_INVALID_RESULT, ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS,
    ERR_TLS_INVALID_CONTEXT, ERR_TLS_INVALID_STATE, ERR_TLS_RENEGOTIATION_DISABLED, ERR_TLS_SNI_FROM_SERVER,
  },
} = require('internal/errors');
const { SecureContext, createSecureContext } = require('internal/tls/context');
const { missingMethods } = require('internal/unavailable');
const { validateBuffer, validateFunction, validateNumber, validateObject, validateString, validateUint32 } = require('internal/validators');

const kSession = Symbol('session');
const kUnder = Symbol('under'); // the stream that carries the session
const kBlocked = Symbol('blocked'); // it waits for its 'drain'
const kStarted = Symbol('started');
const kState = Symbol('state'); // of the established session

function TLSSocket(socket, opts) {
  if (!(this instanceof TLSSocket)) return new TLSSocket(socket, opts);
  const options = { ...opts };
  if (socket && !(socket instanceof Duplex)) throw new ERR_INVALID_ARG_TYPE('socket', 'Duplex', socket);
  if (options.ALPNCallback !== undefined) {
    validateFunction(options.ALPNCallback, 'options.ALPNCallback');
    if (options.ALPNProtocols) throw new ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS();
  }
  this._tlsOptions = options;
  this._secureEstablished = false;
  this._controlReleased = false;
  this.secureConnecting = true;
  this.encrypted = true;
  this.servername = null;
  this.alpnProtocol = null;
  this.authorized = false;
  this.authorizationError = null;
  this.ssl = null;
  const session = this[kSession] = makeSession(this, options);
  net.Socket.call(this, {
    handle: session.handle,
    allowHalfOpen: socket ? socket.allowHalfOpen : options.allowHalfOpen,
    highWaterMark: options.highWaterMark,
    onread: options.onread,
    signal: options.signal,
    manualStart: true,
  });
  if (options.pauseOnConnect) this.pause();
  if (socket) {
    carry(this, socket);
    process.nextTick(() => this._start());
  }
}
Object.setPrototypeOf(TLSSocket.prototype, net.Socket.prototype);
Object.setPrototypeOf(TLSSocket, net.Socket);

function makeSession(tls, options) {
  const context = options.secureContext ?? createSecureContext(options);
  if (!(context instanceof SecureContext)) throw new ERR_TLS_INVALID_CONTEXT('options.secureContext');
  const { isServer, requestCert, rejectUnauthorized, ALPNCallback, SNICallback } = options;
  const session = new binding.Session(Boolean(isServer), context.context, {
    alpn: protocolNames(options.ALPNProtocols),
    requestCert: Boolean(requestCert),
    rejectUnauthorized: rejectUnauthorized !== false,
    asks: Boolean(isServer && (ALPNCallback || SNICallback)),
  });
  session.onflush = () => pump(tls);
  session.onhandshake = (error) => (error === null ? finishHandshake(tls) : failHandshake(tls, error));
  session.onerror = (error) => { if (error !== undefined) tls._tlsError(error); };
  session.onkeylog = (line) => tls.emit('keylog', line);
  session.onclienthello = (servername, protocols, answer) => greet(tls, servername, protocols, answer);
  return session;
}

// protocolNames takes the list of ALPN protocols in the form in which TLS
// sends it apart.
function protocolNames(wire) {
  const names = [];
  for (let i = 0; wire && i < wire.length; i += 1 + wire[i]) names.push(String.fromCharCode(...wire.subarray(i + 1, i + 1 + wire[i])));
  return names;
}

// carry makes a stream what carries the session.
function carry(tls, under) {
  const session = tls[kSession];
  tls[kUnder] = under;
  tls._parent = under;
  // It ends when the session does, not when the peer's bytes do.
  under.allowHalfOpen = true;
  under.on('data', (chunk) => {
    if (!session.feed(chunk)) under.pause();
  });
  under.on('end', () => session.end());
  under.on('error', (error) => tls._tlsError(error));
  under.on('close', () => {
    session.end();
    tls[kBlocked] = false; // there will be no 'drain'
    pump(tls);
  });
  if (!under.connecting) {
    noteAddresses(tls, under);
    return;
  }
  tls.connecting = true;
  under.once('connect', () => {
    tls.connecting = false;
    noteAddresses(tls, under);
    tls.emit('connect');
    if (tls._tlsOptions.ownsUnder) tls.emit('ready');
  });
}

function noteAddresses(tls, under) {
  tls[kSession].setAddresses(under.localAddress, under.localPort, under.remoteAddress, under.remotePort);
}

// pump does with the stream below what the session wants.
function pump(tls) {
  const under = tls[kUnder];
  if (under === undefined || tls[kBlocked]) return;
  for (let work; (work = tls[kSession].take()) !== undefined;) {
    if (work.more) under.resume();
    if (work.end) under.end();
    if (work.closed) finishUnder(under);
    if (work.data !== undefined && under.writable && !under.write(work.data)) {
      tls[kBlocked] = true;
      under.once('drain', () => {
        tls[kBlocked] = false;
        pump(tls);
      });
      return;
    }
  }
}

// finishUnder ends a stream once it has sent what it has.
function finishUnder(under) {
  if (typeof under.destroySoon === 'function') {
    under.destroySoon();
  } else {
    under.end(() => under.destroy());
  }
}

// greet answers the session's question about a client's hello.
function greet(tls, servername, protocols, answer) {
  const { ALPNCallback, SNICallback } = tls._tlsOptions;
  let chosen;
  if (ALPNCallback) {
    const protocol = ALPNCallback.call(tls, { servername, protocols });
    if (protocol !== undefined && !protocols.includes(protocol)) {
      answer(true);
      tls._tlsError(new ERR_TLS_ALPN_CALLBACK_INVALID_RESULT(protocol, protocols.join(', ')));
      return;
    }
    // A name that no client offers makes the session refuse with the right alert.
    chosen = protocols.length > 0 ? [protocol ?? '\0'] : undefined;
  }
  if (!SNICallback || servername === '') {
    answer(false, undefined, chosen);
    return;
  }
  SNICallback.call(tls, servername, (error, context) => {
    if (error) {
      answer(true);
      tls.destroy(error);
    } else if (context && !(context.context instanceof binding.SecureContext)) {
      answer(true);
      tls._tlsError(new ERR_TLS_INVALID_CONTEXT('context'));
    } else {
      answer(false, context?.context, chosen);
    }
  });
}

// _start begins the handshake as soon as there is a connection.
TLSSocket.prototype._start = function _start() {
  if (this.connecting) {
    this.once('connect', this._start);
    return;
  }
  if (this.destroyed || this[kStarted]) return;
  this[kStarted] = true;
  this[kSession].start(this._tlsOptions.servername ?? '', this.listenerCount('keylog') > 0);
};

function finishHandshake(tls) {
  if (tls.destroyed) return;
  const state = tls[kState] = tls[kSession].state();
  tls.alpnProtocol = state.alpn === '' ? false : state.alpn;
  if (tls._tlsOptions.isServer) tls.servername = state.servername || false;
  tls._secureEstablished = true;
  tls.secureConnecting = false;
  if (tls._tlsOptions.handshakeTimeout > 0) tls.setTimeout(0, tls._handleTimeout);
  tls.emit('secure');
  if (tls.destroyed) return;
  tls[kSession].accept();
  tls.read(0);
}

// failHandshake ends the socket; error is undefined if the peer has gone.
function failHandshake(tls, error) {
  if (tls.destroyed) return;
  if (error !== undefined) tls._tlsError(error);
  else if (tls._tlsOptions.isServer) tls._tlsError(connectionReset('socket hang up'));
  else if (tls._tlsOptions.target) tls.destroy(disconnected(tls));
  else tls.destroy(); // it was not made by connect
}

function disconnected(tls) {
  const { path, host, port, localAddress } = tls._tlsOptions.target;
  const error = connectionReset('Client network socket disconnected before secure TLS connection was established');
  return Object.assign(error, { path, host, port, localAddress });
}

// _tlsError ends the socket with an error. A server's socket that is not
// secure yet leaves it to the server to tell.
TLSSocket.prototype._tlsError = function _tlsError(error) {
  if (this.destroyed) return;
  if (this._tlsOptions.isServer && !this._secureEstablished) {
    this.emit('_tlsError', error);
    this.destroy();
    return;
  }
  this.destroy(error);
};

TLSSocket.prototype._handleTimeout = function _handleTimeout() {
  const { codes: { ERR_TLS_HANDSHAKE_TIMEOUT } } = require('internal/errors');
  this._tlsError(new ERR_TLS_HANDSHAKE_TIMEOUT());
};

// connect makes the connection that carries the session.
TLSSocket.prototype.connect = function connect(...args) {
  const [options, callback] = net._normalizeArgs(args);
  const under = new net.Socket({ allowHalfOpen: this.allowHalfOpen });
  for (const event of ['lookup', 'connectionAttempt', 'connectionAttemptFailed', 'connectionAttemptTimeout'])
    under.on(event, (...values) => this.emit(event, ...values));
  this._tlsOptions.ownsUnder = true;
  if (callback) this.once('connect', callback);
  binding.carry(under, this);
  under.connect(options);
  carry(this, under);
  return this;
};

TLSSocket.prototype._destroy = function _destroy(error, callback) {
  const under = this[kUnder];
  if (under !== undefined) this[kSession].leave();
  net.Socket.prototype._destroy.call(this, error, callback);
  // What was never connected or has failed has nothing to send.
  if (under && (under.connecting || error)) under.destroy();
};

for (const name of ['ref', 'unref', 'setNoDelay', 'setKeepAlive', 'setTypeOfService', 'getTypeOfService']) {
  TLSSocket.prototype[name] = function(...args) {
    const under = this[kUnder];
    const result = typeof under?.[name] === 'function' ? under[name](...args) : undefined;
    if (name === 'ref' || name === 'unref') net.Socket.prototype[name].call(this);
    return name === 'getTypeOfService' ? result : this;
  };
  Object.defineProperty(TLSSocket.prototype[name], 'name', { __proto__: null, configurable: true, value: name });
}

TLSSocket.prototype.setServername = function setServername(name) {
  validateString(name, 'name');
  if (this._tlsOptions.isServer) throw new ERR_TLS_SNI_FROM_SERVER();
  this._tlsOptions.servername = name;
};

TLSSocket.prototype.getPeerCertificate = function getPeerCertificate(detailed) {
  if (!this._secureEstablished || this.destroyed) return this[kSession] && !this.destroyed ? {} : null;
  return this[kSession].peerCertificate(detailed) ?? {};
};

TLSSocket.prototype.getCertificate = function getCertificate() {
  return this[kSession].ownCertificate() ?? {};
};

TLSSocket.prototype.getPeerX509Certificate = function getPeerX509Certificate(detailed) { // which does not matter
  return this._secureEstablished ? x509Of(this, this[kSession].peerChain()) : undefined;
};

TLSSocket.prototype.getX509Certificate = function getX509Certificate() {
  return x509Of(this, this[kSession].ownChain());
};

function x509Of(tls, chain) {
  if (tls.destroyed || chain.length === 0) return undefined;
  return require('internal/crypto/x509').chainOf(chain);
}

TLSSocket.prototype.getCipher = function getCipher() {
  return this[kState]?.cipher;
};

TLSSocket.prototype.getProtocol = function getProtocol() {
  return this[kState]?.version ?? null;
};

TLSSocket.prototype.getEphemeralKeyInfo = function getEphemeralKeyInfo() {
  if (this._tlsOptions.isServer) return null;
  const curve = this[kState]?.curve;
  if (curve === undefined) return {};
  const name = { CurveP256: 'prime256v1', CurveP384: 'secp384r1', CurveP521: 'secp521r1' }[curve] ?? curve;
  return curve.startsWith('Curve') || curve === 'X25519' ?
    { type: 'ECDH', name, size: { prime256v1: 256, secp384r1: 384, secp521r1: 521 }[name] ?? 253 } :
    { type: 'TLSGroup', name, size: undefined };
};

TLSSocket.prototype.isSessionReused = function isSessionReused() {
  return this[kState]?.resumed ?? false;
};

// verifyError is why the peer is not trusted, null if it is.
TLSSocket.prototype.verifyError = function verifyError() {
  const { verifyCode: code, verifyMessage: message } = this[kState];
  return code === undefined ? null : Object.assign(new Error(message), { code });
};

TLSSocket.prototype.exportKeyingMaterial = function exportKeyingMaterial(length, label, context) {
  validateUint32(length, 'length', true);
  validateString(label, 'label');
  if (context !== undefined) validateBuffer(context, 'context');
  if (!this._secureEstablished) throw new ERR_TLS_INVALID_STATE();
  return this[kSession].exportKeyingMaterial(length, label, context);
};

TLSSocket.prototype.renegotiate = function renegotiate(options, callback) {
  validateObject(options, 'options');
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (this.destroyed) return;
  const error = new ERR_TLS_RENEGOTIATION_DISABLED();
  if (callback) process.nextTick(callback, error);
  return false;
};

// _destroySSL lets go of the session, which ends with its handle.
TLSSocket.prototype._destroySSL = function _destroySSL() {};

// Renegotiation is never done.
TLSSocket.prototype.disableRenegotiation = function disableRenegotiation() {};

// crypto/tls chooses the sizes of its records.
TLSSocket.prototype.setMaxSendFragment = function setMaxSendFragment(size) {
  validateNumber(size, 'size');
  return false;
};

// Sessions are not kept for later connections: each has a whole handshake.
TLSSocket.prototype.getSession = function getSession() {};
TLSSocket.prototype.setSession = function setSession(session) {
  if (typeof session !== 'string') validateBuffer(session, 'session');
};
TLSSocket.prototype.getTLSTicket = function getTLSTicket() {};

TLSSocket.prototype._releaseControl = function _releaseControl() {
  if (this._controlReleased) return false;
  this._controlReleased = true;
  return true;
};

missingMethods(TLSSocket, 'tls.TLSSocket', {
  enableTrace: 0, getFinished: 0, getPeerFinished: 0, getSharedSigalgs: 0, setKeyCert: 1,
});

module.exports = { TLSSocket };
