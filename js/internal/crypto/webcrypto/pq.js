'use strict';

// ML-DSA, which signs, and ML-KEM, which encapsulates secrets.

const binding = require('internal/binding/crypto');
const { bufferOf, failure, importFailed, notSupported, requiredBytes, run } = require('internal/crypto/webcrypto/common');
const { checkKind, pairOf, signing } = require('internal/crypto/webcrypto/pairs');

function pq(name, use, privateUsages, publicUsages) {
  const kind = name.toLowerCase();
  const pair = pairOf({
    name, kty: 'AKP', use, privateUsages, publicUsages, secret: 'priv',
    generate: () => [kind, {}],
    describe(handle) {
      checkKind(handle, kind);
      if (handle.type === 'private' && !handle.hasSeed)
        throw notSupported(`Importing an ${name.slice(0, 6)} PKCS#8 key without a seed is not supported`);
      return { name };
    },
    checkAlg(jwk) {
      if (jwk.alg !== undefined && jwk.alg !== name) throw importFailed('JWK "alg" Parameter and algorithm name mismatch');
    },
    importRaw(format, data) {
      if (format !== 'raw-public' && format !== 'raw-seed') return undefined;
      const handle = binding.importRaw(kind, format === 'raw-seed', bufferOf(data, 'keyData'));
      if (handle === undefined) throw importFailed();
      return handle;
    },
  });
  return {
    ...pair,
    exportKey(format, fields) {
      const { handle } = fields;
      const type = { 'spki': 'public', 'pkcs8': 'private', 'raw-public': 'public', 'raw-seed': 'private' }[format];
      const { type: own } = handle;
      if (format.startsWith('raw') && own === type) return own === 'public' ? handle.raw(4) : handle.raw();
      if (format === 'raw') throw notSupported(`Unable to export ${name} ${own} key using raw format`);
      if (!format.startsWith('raw') && type !== undefined && type !== own) throw failure(`Key must be a ${type} key`, 'InvalidAccessError');
      return pair.exportKey(format, fields);
    },
  };
}

function contextOf(algorithm) {
  if (algorithm.context === undefined) return undefined;
  const context = requiredBytes(algorithm, 'context');
  if (context.length > 255) throw failure('ContextParams.context must be at most 255 bytes', 'OperationError');
  return context;
}

const dsa = (name) => ({
  ...pq(name, 'sig', ['sign'], ['verify']),
  ...signing((algorithm) => [undefined, undefined, undefined, false, contextOf(algorithm)]),
});

const kem = (name) => ({
  ...pq(name, 'enc', ['decapsulateKey', 'decapsulateBits'], ['encapsulateKey', 'encapsulateBits']),
  encapsulate: ({ handle }) => run(binding.encapsulate, handle),
  decapsulate: ({ handle }, ciphertext) => run(binding.decapsulate, handle, ciphertext),
});

module.exports = {
  'ML-DSA-44': dsa('ML-DSA-44'),
  'ML-DSA-65': dsa('ML-DSA-65'),
  'ML-DSA-87': dsa('ML-DSA-87'),
  'ML-KEM-512': kem('ML-KEM-512'),
  'ML-KEM-768': kem('ML-KEM-768'),
  'ML-KEM-1024': kem('ML-KEM-1024'),
};
