'use strict';

// node:tls over crypto/tls. Sessions are not resumed, and PKCS #12, revocation
// lists and pre-shared keys are not there.

const binding = require('internal/binding/tls');
const { bundled, getCACertificates, setDefaultCACertificates } = require('internal/tls/authorities');
const { convertALPNProtocols } = require('internal/tls/alpn');
const { connect } = require('internal/tls/client');
const { SecureContext, createSecureContext, defaultVersions } = require('internal/tls/context');
const defaults = require('internal/tls/defaults');
const { checkServerIdentity } = require('internal/tls/identity');
const { Server } = require('internal/tls/server');
const { TLSSocket } = require('internal/tls/socket');
const { missingFunctions } = require('internal/unavailable');

function createServer(options, listener) {
  return new Server(options, listener);
}

function getCiphers() {
  return binding.ciphers().map((name) => name.toLowerCase()).sort();
}

module.exports = {
  CLIENT_RENEG_LIMIT: 3,
  CLIENT_RENEG_WINDOW: 600,
  DEFAULT_CIPHERS: defaults.DEFAULT_CIPHERS,
  DEFAULT_ECDH_CURVE: 'auto',
  get DEFAULT_MIN_VERSION() { return defaultVersions.min; },
  set DEFAULT_MIN_VERSION(version) { defaultVersions.min = version; },
  get DEFAULT_MAX_VERSION() { return defaultVersions.max; },
  set DEFAULT_MAX_VERSION(version) { defaultVersions.max = version; },
  SecureContext,
  Server,
  TLSSocket,
  checkServerIdentity,
  connect,
  convertALPNProtocols,
  createSecureContext,
  createServer,
  getCACertificates,
  getCiphers,
  setDefaultCACertificates,
  ...missingFunctions('tls', { getCertificateCompressionAlgorithms: 0 }),
};

Object.defineProperty(module.exports, 'rootCertificates', { __proto__: null, enumerable: true, get: bundled });
