'use strict';

// What the algorithms with pairs of keys have in common.

const binding = require('internal/binding/crypto');
const {
  checkJWK, failure, importFailed, newKey, newPair, notSupported, parseAsymmetric, run, usagesOf, writeAsymmetric,
} = require('internal/crypto/webcrypto/common');

// pairOf makes the operations that all these algorithms have. spec has
//   name, kty, use    of keys in JSON
//   privateUsages, publicUsages
//   generate          what binding.generateKeyPair takes for an algorithm
//   describe          a key's algorithm, from its handle and the algorithm asked for; it checks them
//   checkAlg          checks "alg" and "crv" of a key in JSON
//   alg               what "alg" is to be in JSON
//   secret            which member of a key in JSON only a private one has
//   importRaw         makes the handle of a key's bytes
function pairOf(spec) {
  const { name, kty, use, privateUsages, publicUsages, secret = 'd' } = spec;
  const importHandle = (handle, algorithm, extractable, list) => {
    const usages = usagesOf(list, handle.type === 'private' ? privateUsages : publicUsages, name);
    return newKey(handle, spec.describe(handle, algorithm), extractable, usages);
  };
  return {
    importHandle,
    async generateKey(algorithm, extractable, list) {
      const usages = usagesOf(list, [...privateUsages, ...publicUsages], name);
      const handle = await run(binding.generateKeyPair, ...spec.generate(algorithm));
      return newPair(handle, spec.describe(handle, algorithm), extractable, usages, publicUsages);
    },
    importKey(format, data, algorithm, extractable, list) {
      const isPrivate = format === 'pkcs8' || format === 'raw-seed' || format === 'jwk' && data?.[secret] !== undefined;
      const usages = usagesOf(list, isPrivate ? privateUsages : publicUsages, name);
      const handle = parseAsymmetric(format, data, isPrivate, (jwk) => {
        checkJWK(jwk, kty, extractable, usages, use);
        spec.checkAlg(jwk, algorithm);
      }) ?? spec.importRaw?.(format, data, algorithm);
      if (handle === undefined) throw notSupported(`Unable to import ${name} using ${format} format`);
      return importHandle(handle, algorithm, extractable, list);
    },
    exportKey(format, fields) {
      const { handle } = fields;
      if ((format === 'raw' || format === 'raw-public') && spec.importRaw && handle.type === 'public') return handle.raw(4);
      return writeAsymmetric(format, fields, spec.alg?.(fields.algorithm));
    },
    getPublicKey(fields, list) {
      return newKey(fields.handle.toPublic(), fields.algorithm, true, usagesOf(list, publicUsages, name));
    },
  };
}

function checkKind(handle, kind) {
  if (handle.kind !== kind) throw importFailed('Invalid key type');
}

// signing makes sign and verify; args are those of binding between the key and
// what is signed.
function signing(args) {
  return {
    sign: (algorithm, fields, data) => {
      if (fields.handle.type !== 'private') throw failure('Key must be a private key', 'InvalidAccessError');
      return run(binding.sign, fields.handle, ...args(algorithm, fields), false, data);
    },
    verify: (algorithm, fields, signature, data) => {
      if (fields.handle.type !== 'public') throw failure('Key must be a public key', 'InvalidAccessError');
      return run(binding.verify, fields.handle, ...args(algorithm, fields), false, data, signature);
    },
  };
}

module.exports = { checkKind, pairOf, signing };
