'use strict';

// X509Certificate.

const binding = require('internal/binding/crypto');
const { handleIn, keyObjectOf, KeyObject } = require('internal/crypto/keys');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS } } = require('internal/errors');
const { validateBoolean, validateObject, validateString } = require('internal/validators');
const { isBytes } = require('internal/crypto/bytes');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

const shown = [
  'subject', 'subjectAltName', 'issuer', 'infoAccess', 'validFrom', 'validTo', 'validFromDate', 'validToDate', 'fingerprint',
  'fingerprint256', 'fingerprint512', 'keyUsage', 'serialNumber', 'signatureAlgorithm', 'signatureAlgorithmOid',
];

function subjectOf(options) {
  validateObject(options, 'options');
  const { subject = 'default' } = options;
  validateString(subject, 'options.subject');
  if (!['default', 'always', 'never'].includes(subject)) throw new ERR_INVALID_ARG_VALUE('options.subject', subject);
  return subject;
}

function flagsOf(options) {
  const subject = subjectOf(options);
  const { wildcards = true, partialWildcards = true, multiLabelWildcards = false, singleLabelSubdomains = false } = options;
  const flags = { wildcards, partialWildcards, multiLabelWildcards, singleLabelSubdomains };
  for (const [name, value] of Object.entries(flags)) validateBoolean(value, `options.${name}`);
  return [subject, ...Object.values(flags)];
}

class X509Certificate {
  #handle;
  #fields;
  #issuers = []; // the bytes of the certificates that came behind this one
  #issuer;

  constructor(buffer) {
    if (typeof buffer !== 'string' && !isBytes(buffer))
      throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
    this.#handle = new binding.X509(buffer);
  }

  static chainOf([first, ...issuers]) {
    const cert = new X509Certificate(first);
    cert.#issuers = issuers;
    return cert;
  }

  static fieldOf(cert, name) {
    if (!isCertificate(cert)) throw new ERR_INVALID_THIS('X509Certificate');
    cert.#fields ??= cert.#handle.fields();
    return cert.#fields[name];
  }

  [kInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('util');
    const fields = Object.fromEntries(shown.map((name) => [name, this[name]]));
    return `X509Certificate ${inspect(fields, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  get subject() { return fieldOf(this, 'subject'); }
  get subjectAltName() { return fieldOf(this, 'subjectAltName'); }
  get issuer() { return fieldOf(this, 'issuer'); }
  get issuerCertificate() {
    if (!isCertificate(this)) throw new ERR_INVALID_THIS('X509Certificate');
    if (this.#issuers.length > 0) this.#issuer ??= chainOf(this.#issuers);
    return this.#issuer;
  }
  get infoAccess() { return fieldOf(this, 'infoAccess'); }
  get validFrom() { return fieldOf(this, 'validFrom'); }
  get validTo() { return fieldOf(this, 'validTo'); }
  get validFromDate() { return new Date(fieldOf(this, 'validFromDate')); }
  get validToDate() { return new Date(fieldOf(this, 'validToDate')); }
  get fingerprint() { return fieldOf(this, 'fingerprint'); }
  get fingerprint256() { return fieldOf(this, 'fingerprint256'); }
  get fingerprint512() { return fieldOf(this, 'fingerprint512'); }
  get keyUsage() { return fieldOf(this, 'keyUsage'); }
  get serialNumber() { return fieldOf(this, 'serialNumber'); }
  get signatureAlgorithm() { return fieldOf(this, 'signatureAlgorithm'); }
  get signatureAlgorithmOid() { return fieldOf(this, 'signatureAlgorithmOid'); }
  get raw() { return this.#handle.raw(); }
  get publicKey() { return keyObjectOf(this.#handle.publicKey()); }
  get ca() { return fieldOf(this, 'ca'); }

  toString() { return this.#handle.pem(); }
  toJSON() { return this.toString(); }

  checkHost(name, options = {}) {
    validateString(name, 'name');
    return this.#handle.checkHost(name, ...flagsOf(options));
  }

  checkEmail(email, options = {}) {
    validateString(email, 'email');
    return this.#handle.checkEmail(email, subjectOf(options)) ? email : undefined;
  }

  checkIP(ip, options) {
    validateString(ip, 'ip');
    const matches = this.#handle.checkIP(ip);
    if (matches === null) throw Object.assign(new TypeError('Invalid name'), { code: 'ERR_INVALID_ARG_VALUE' });
    return matches ? ip : undefined;
  }

  checkIssued(otherCert) {
    if (!isCertificate(otherCert)) throw new ERR_INVALID_ARG_TYPE('otherCert', 'X509Certificate', otherCert);
    return this.#handle.checkIssued(otherCert.#handle);
  }

  checkPrivateKey(pkey) {
    return this.#handle.checkPrivateKey(keyOfType(pkey, 'private'));
  }

  verify(pkey) {
    return this.#handle.verify(keyOfType(pkey, 'public'));
  }

  toLegacyObject() {
    return this.#handle.legacy();
  }

  static is(value) {
    return typeof value === 'object' && value !== null && #handle in value;
  }
}
for (const name of ['checkHost', 'checkEmail'])
  Object.defineProperty(X509Certificate.prototype[name], 'length', { __proto__: null, configurable: true, value: 2 });

// chainOf makes the certificate that a connection has shown, first of a list of
// bytes in DER: the next is its issuer's, and so on.
const { chainOf, fieldOf, is: isCertificate } = X509Certificate;
delete X509Certificate.chainOf;
delete X509Certificate.fieldOf;
delete X509Certificate.is;

function keyOfType(pkey, type) {
  if (!(pkey instanceof KeyObject)) throw new ERR_INVALID_ARG_TYPE('pkey', 'KeyObject', pkey);
  const handle = handleIn(pkey);
  if (handle.type !== type) throw new ERR_INVALID_ARG_VALUE('pkey', pkey);
  return handle;
}

module.exports = { X509Certificate, chainOf };
