'use strict';

// node:tls as packages load it: its constants and the classes that they
// extend. Connections are not there yet.

const { Server: NetServer, Socket } = require('net');
const { DEFAULT_CIPHERS } = require('internal/tls/defaults');
const { missingClass, missingFunctions } = require('internal/unavailable');

// The list of ALPN protocols in the form in which TLS sends it.
function convertALPNProtocols(protocols, out) {
  if (Array.isArray(protocols)) {
    const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
    out.ALPNProtocols = Buffer.concat(protocols.flatMap((protocol, i) => {
      const length = Buffer.byteLength(protocol);
      if (length > 255) {
        throw new ERR_OUT_OF_RANGE(`The byte length of the protocol at index ${i} exceeds the maximum length.`,
                                   '<= 255', length);
      }
      return [Buffer.from([length]), Buffer.from(protocol)];
    }));
  } else if (ArrayBuffer.isView(protocols)) {
    out.ALPNProtocols = Buffer.from(protocols.buffer.slice(protocols.byteOffset, protocols.byteOffset + protocols.byteLength));
  }
}

module.exports = {
  CLIENT_RENEG_LIMIT: 3,
  CLIENT_RENEG_WINDOW: 600,
  DEFAULT_CIPHERS,
  DEFAULT_ECDH_CURVE: 'auto',
  DEFAULT_MAX_VERSION: 'TLSv1.3',
  DEFAULT_MIN_VERSION: 'TLSv1.2',
  convertALPNProtocols,
  SecureContext: missingClass('tls', 'SecureContext', 4, null),
  Server: missingClass('tls', 'Server', 2, NetServer, {
    _getServerData: 0, _setServerData: 1, addContext: 2, getTicketKeys: 0, setSecureContext: 1, setTicketKeys: 1,
  }),
  TLSSocket: missingClass('tls', 'TLSSocket', 2, Socket, {
    _destroySSL: 0, _emitTLSError: 1, _finishInit: 0, _handleTimeout: 0, _init: 2, _releaseControl: 0, _start: 0,
    _tlsError: 1, _wrapHandle: 3, disableRenegotiation: 0, enableTrace: 0, exportKeyingMaterial: 3, getCertificate: 0,
    getCipher: 0, getEphemeralKeyInfo: 0, getFinished: 0, getPeerCertificate: 1, getPeerFinished: 0,
    getPeerX509Certificate: 1, getProtocol: 0, getSession: 0, getSharedSigalgs: 0, getTLSTicket: 0,
    getX509Certificate: 0, isSessionReused: 0, renegotiate: 2, setKeyCert: 1, setMaxSendFragment: 1, setServername: 1,
    setSession: 1,
  }),
  ...missingFunctions('tls', {
    checkServerIdentity: 2, connect: 0, createSecureContext: 1, createServer: 2, getCACertificates: 0,
    getCertificateCompressionAlgorithms: 0, getCiphers: 0, setDefaultCACertificates: 1,
  }),
};
