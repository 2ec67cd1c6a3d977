'use strict';
// A certificate as an object.
require('../common');
const assert = require('node:assert');
const tls = require('node:tls');
const { X509Certificate, createPublicKey } = require('node:crypto');

const pem = tls.rootCertificates.find((text) => /BEGIN CERTIFICATE/.test(text));
const cert = new X509Certificate(pem);
assert.match(cert.subject, /^(?:[A-Za-z]+=.*\n?)+$/);
assert.strictEqual(cert.issuer, cert.subject);
assert.strictEqual(cert.ca, true);
assert.match(cert.fingerprint256, /^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/);
assert.match(cert.validTo, /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4} GMT$/);
assert.strictEqual(cert.validToDate.getTime(), Date.parse(cert.validTo));
assert.strictEqual(cert.toString().replace(/\s/g, ''), pem.replace(/\s/g, ''));
assert.strictEqual(cert.toJSON(), cert.toString());
assert.ok(new X509Certificate(cert.raw).raw.equals(cert.raw));
assert.ok(cert.checkIssued(cert));
assert.ok(cert.verify(cert.publicKey));
assert.ok(createPublicKey(pem).equals(cert.publicKey));
assert.strictEqual(cert.checkHost('example.org'), undefined);
assert.strictEqual(cert.checkIP('127.0.0.1'), undefined);
assert.strictEqual(cert.toLegacyObject().fingerprint256, cert.fingerprint256);
for (const [fn, expected] of [
  [() => new X509Certificate('none'), { code: 'ERR_OSSL_PEM_NO_START_LINE' }],
  [() => new X509Certificate(1), { code: 'ERR_INVALID_ARG_TYPE' }],
  [() => cert.checkIP('x'), { code: 'ERR_INVALID_ARG_VALUE' }],
  [() => cert.checkHost('a', { subject: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' }],
  [() => cert.checkPrivateKey(cert.publicKey), { code: 'ERR_INVALID_ARG_VALUE' }],
  [() => X509Certificate.prototype.subject, { code: 'ERR_INVALID_THIS' }],
]) assert.throws(fn, expected);
