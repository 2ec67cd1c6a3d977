'use strict';

// Secure contexts: what createSecureContext makes of its options.

const binding = require('internal/binding/tls');
const { isArrayBufferView } = require('util').types;
const { authorities } = require('internal/tls/authorities');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_TLS_INVALID_PROTOCOL_METHOD, ERR_TLS_INVALID_PROTOCOL_VERSION,
    ERR_TLS_PROTOCOL_VERSION_CONFLICT,
  },
} = require('internal/errors');
const defaults = require('internal/tls/defaults');
const { unavailable } = require('internal/unavailable');
const { validateInteger, validateString } = require('internal/validators');

const versions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

// The oldest (undefined is for the usual one) and newest versions of each method
// of OpenSSL's, before its endings _method, _client_method and _server_method.
const methods = {
  '__proto__': null,
  'SSLv23': [undefined, 'TLSv1.2'], 'TLS': ['TLSv1', 'TLSv1.3'], 'TLSv1': ['TLSv1', 'TLSv1'],
  'TLSv1_1': ['TLSv1.1', 'TLSv1.1'], 'TLSv1_2': ['TLSv1.2', 'TLSv1.2'],
};

// Options that crypto/tls has nothing for, and what it does by itself instead.
const missing = ['pfx', 'crl', 'privateKeyEngine', 'clientCertEngine', 'pskCallback'];

function versionRange({ minVersion, maxVersion, secureProtocol }) {
  if (secureProtocol !== undefined && secureProtocol !== null) {
    for (const version of [minVersion, maxVersion]) {
      if (version !== undefined && version !== null)
        throw new ERR_TLS_PROTOCOL_VERSION_CONFLICT(JSON.stringify(version), JSON.stringify(secureProtocol));
    }
    validateString(secureProtocol, 'options.secureProtocol');
    const range = methods[/^(.*?)(?:_client|_server)?_method$/.exec(secureProtocol)?.[1]];
    if (range === undefined) throw new ERR_TLS_INVALID_PROTOCOL_METHOD(secureProtocol);
    return [range[0] ?? module.exports.defaultVersions.min, range[1]];
  }
  return [
    checkVersion(minVersion, 'minimum', module.exports.defaultVersions.min),
    checkVersion(maxVersion, 'maximum', module.exports.defaultVersions.max),
  ];
}

function checkVersion(version, kind, otherwise) {
  if (version === undefined || version === null) return otherwise;
  if (!versions.includes(version)) throw new ERR_TLS_INVALID_PROTOCOL_VERSION(JSON.stringify(version), kind);
  return version;
}

const textTypes = ['string', 'Buffer', 'TypedArray', 'DataView'];

function checkText(value, name) {
  if (typeof value !== 'string' && !isArrayBufferView(value)) throw new ERR_INVALID_ARG_TYPE(name, textTypes, value);
  return value;
}

// several returns what is given once or as an array as an array.
function several(value) {
  if (value === undefined || value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}

function keysOf({ key, passphrase }) {
  if (passphrase !== undefined && passphrase !== null) validateString(passphrase, 'options.passphrase');
  if (!key) return [];
  return several(key).map((one) => {
    if (one?.pem === undefined || !Array.isArray(key)) return { pem: checkText(one, 'options.key'), passphrase };
    return { pem: checkText(one.pem, 'options.key'), passphrase: one.passphrase ?? passphrase };
  });
}

class SecureContext {
  constructor(options = {}) {
    for (const name of missing) {
      if (options[name]) unavailable(`tls: options.${name}`);
    }
    const [minVersion, maxVersion] = versionRange(options);
    const { ca, cert, ciphers, ecdhCurve = 'auto', sessionTimeout } = options;
    if (ciphers !== undefined && ciphers !== null) validateString(ciphers, 'options.ciphers');
    validateString(ecdhCurve, 'options.ecdhCurve');
    if (sessionTimeout !== undefined && sessionTimeout !== null) validateInteger(sessionTimeout, 'options.sessionTimeout');
    this.context = new binding.SecureContext({
      minVersion, maxVersion,
      ciphers: ciphers || defaults.DEFAULT_CIPHERS,
      ecdhCurve,
      ...(ca ? { ca: several(ca).map((one) => checkText(one, 'options.ca')) } : { authorities: authorities() }),
      cert: (cert ? several(cert) : []).map((one) => checkText(one, 'options.cert')),
      key: keysOf(options),
    });
  }
}

function createSecureContext(options) {
  return new SecureContext(options ?? {});
}

module.exports = { SecureContext, createSecureContext, defaultVersions: { min: binding.minVersion, max: binding.maxVersion } };
