'use strict';

// The algorithms with pairs of keys: RSA, and the curves.

const binding = require('internal/binding/crypto');
const {
  bufferOf, failure, hashes, importFailed, keyFields, operationFailed, required, requiredBytes, requiredHash, run,
} = require('internal/crypto/webcrypto/common');
const { checkKind, pairOf, signing } = require('internal/crypto/webcrypto/pairs');
const constants = require('internal/crypto/constants');

// exponentOf reads a publicExponent, which is a number in big-endian bytes.
function exponentOf(algorithm) {
  const bytes = required(algorithm, 'publicExponent');
  const number = [...bytes].reduce((sum, byte) => sum * 256 + byte, 0);
  if (!(number < 2 ** 31) || number < 3 || number % 2 === 0) throw operationFailed();
  return number;
}

function rsa(name, use, privateUsages, publicUsages, prefix) {
  return {
    name, kty: 'RSA', use, privateUsages, publicUsages,
    generate(algorithm) {
      const modulusLength = required(algorithm, 'modulusLength');
      requiredHash(algorithm);
      const publicExponent = exponentOf(algorithm);
      return ['rsa', { modulusLength, publicExponent }];
    },
    describe(handle, algorithm) {
      checkKind(handle, 'rsa');
      const { modulusLength, publicExponent } = handle.details();
      const hex = publicExponent.toString(16);
      const exponent = new Uint8Array(Buffer.from(hex.padStart(hex.length + hex.length % 2, '0'), 'hex'));
      return { name, modulusLength, publicExponent: exponent, hash: { name: requiredHash(algorithm) } };
    },
    checkAlg(jwk, algorithm) {
      if (jwk.alg !== undefined && jwk.alg !== this.alg({ hash: { name: requiredHash(algorithm) } }))
        throw importFailed('JWK "alg" does not match the requested algorithm');
    },
    alg({ hash }) {
      if (!hash.name.startsWith('SHA-')) return undefined;
      const bits = hash.name.replace('SHA-', '');
      return prefix === 'RSA-OAEP' && bits === '1' ? prefix : `${prefix}${prefix === 'RSA-OAEP' ? '-' : ''}${bits}`;
    },
  };
}

function hashName(fields) {
  return hashes[fields.algorithm.hash.name].name;
}

const oaep = {
  ...pairOf(rsa('RSA-OAEP', 'enc', ['decrypt', 'unwrapKey'], ['encrypt', 'wrapKey'], 'RSA-OAEP')),
  encrypt: (algorithm, fields, data) => oaepCrypt('publicEncrypt', 'public', algorithm, fields, data),
  decrypt: (algorithm, fields, data) => oaepCrypt('privateDecrypt', 'private', algorithm, fields, data),
};

function oaepCrypt(operation, type, { label }, fields, data) {
  if (fields.handle.type !== type) throw failure(`Key must be a ${type} key`, 'InvalidAccessError');
  return run(binding.crypt, operation, fields.handle, constants.RSA_PKCS1_OAEP_PADDING, hashName(fields),
             label === undefined ? undefined : bufferOf(label, 'algorithm.label'), data);
}

const pkcs1 = {
  ...pairOf(rsa('RSASSA-PKCS1-v1_5', 'sig', ['sign'], ['verify'], 'RS')),
  ...signing((algorithm, fields) => [hashName(fields), constants.RSA_PKCS1_PADDING, undefined, false, undefined]),
};

const pss = {
  ...pairOf(rsa('RSA-PSS', 'sig', ['sign'], ['verify'], 'PS')),
  ...signing((algorithm, fields) =>
    [hashName(fields), constants.RSA_PKCS1_PSS_PADDING, required(algorithm, 'saltLength'), false, undefined]),
};

const curves = { '__proto__': null, 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' };
const ecAlgs = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' };

function curveOf(algorithm) {
  const name = required(algorithm, 'namedCurve');
  if (!(name in curves)) throw notSupported('Unrecognized namedCurve');
  return name;
}

function ec(name, use, privateUsages, publicUsages) {
  return {
    name, kty: 'EC', use, privateUsages, publicUsages,
    generate: (algorithm) => ['ec', { namedCurve: curves[curveOf(algorithm)] }],
    describe(handle, algorithm) {
      checkKind(handle, 'ec');
      const namedCurve = curveOf(algorithm);
      if (handle.details().namedCurve !== curves[namedCurve]) throw importFailed('Named curve mismatch');
      return { name, namedCurve };
    },
    checkAlg(jwk, algorithm) {
      const namedCurve = curveOf(algorithm);
      if (jwk.crv !== namedCurve) throw importFailed('JWK "crv" does not match the requested algorithm');
      if (name === 'ECDSA' && jwk.alg !== undefined && jwk.alg !== ecAlgs[namedCurve])
        throw importFailed('JWK "alg" does not match the requested algorithm');
    },
    importRaw(format, data, algorithm) {
      if (format !== 'raw' && format !== 'raw-public') return undefined;
      const handle = binding.importRaw(curves[curveOf(algorithm)], false, bufferOf(data, 'keyData'));
      if (handle === undefined) throw importFailed();
      return handle;
    },
  };
}

// shared returns bits of what two keys agree on.
async function shared(algorithm, fields, length) {
  const { name } = fields.algorithm;
  const theirs = keyFields(required(algorithm, 'public'), 'algorithm.public');
  if (theirs.handle.type !== 'public') throw failure('algorithm.public must be a public key', 'InvalidAccessError');
  if (fields.handle.type !== 'private') throw failure('baseKey must be a private key', 'InvalidAccessError');
  if (theirs.algorithm.name !== name) throw failure('key algorithm mismatch', 'InvalidAccessError');
  if (theirs.algorithm.namedCurve !== fields.algorithm.namedCurve) throw failure('Named curve mismatch', 'InvalidAccessError');
  const secret = await run(binding.shareSecret, fields.handle, theirs.handle);
  if (length === null) return secret;
  const bytes = Math.ceil(length / 8);
  if (secret.length < bytes) throw failure('derived bit length is too small', 'OperationError');
  const bits = Buffer.from(secret.subarray(0, bytes));
  if (length % 8 !== 0) bits[bytes - 1] &= 0xff << (8 - length % 8);
  return bits;
}

const ecdsa = {
  ...pairOf(ec('ECDSA', 'sig', ['sign'], ['verify'])),
  ...signing((algorithm) => [hashes[requiredHash(algorithm)].name, undefined, undefined, true, undefined]),
};

const ecdh = { ...pairOf(ec('ECDH', 'enc', ['deriveKey', 'deriveBits'], [])), deriveBits: shared };

function okp(name, use, privateUsages, publicUsages) {
  const kind = name.toLowerCase();
  return {
    name, kty: 'OKP', use, privateUsages, publicUsages,
    generate: () => [kind, {}],
    describe(handle) {
      checkKind(handle, kind);
      return { name };
    },
    checkAlg(jwk) {
      if (jwk.crv !== name) throw importFailed('JWK "crv" Parameter and algorithm name mismatch');
      if (use === 'sig' && jwk.alg !== undefined && jwk.alg !== name && jwk.alg !== 'EdDSA')
        throw importFailed('JWK "alg" does not match the requested algorithm');
    },
    alg: use === 'sig' ? () => name : undefined,
    importRaw(format, data) {
      if (format !== 'raw' && format !== 'raw-public') return undefined;
      const handle = binding.importRaw(kind, false, bufferOf(data, 'keyData'));
      if (handle === undefined) throw importFailed();
      return handle;
    },
  };
}

const eddsa = (name) => ({
  ...pairOf(okp(name, 'sig', ['sign'], ['verify'])),
  ...signing((algorithm) => [
    undefined, undefined, undefined, false,
    name === 'Ed448' && algorithm.context !== undefined ? requiredBytes(algorithm, 'context') : undefined,
  ]),
});

const xdh = (name) => ({ ...pairOf(okp(name, 'enc', ['deriveKey', 'deriveBits'], [])), deriveBits: shared });

module.exports = {
  'RSA-OAEP': oaep,
  'RSA-PSS': pss,
  'RSASSA-PKCS1-v1_5': pkcs1,
  'ECDH': ecdh,
  'ECDSA': ecdsa,
  'Ed25519': eddsa('Ed25519'),
  'Ed448': eddsa('Ed448'),
  'X25519': xdh('X25519'),
  'X448': xdh('X448'),
};
