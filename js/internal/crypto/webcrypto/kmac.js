'use strict';

// KMAC, a code of authentication, and cSHAKE, the hash below it.

const binding = require('internal/binding/crypto');
const {
  bufferOf, checkJWK, importFailed, newKey, newUsages, notSupported, operationFailed, parseSecret, required, usagesOf, writeSecret,
} = require('internal/crypto/webcrypto/common');

const mostCustomization = 512; // OpenSSL's

// unsigned checks a number of the algorithm.
function unsigned(value, name) {
  const number = Math.trunc(value);
  if (number >= 0 && number < 2 ** 32) return number;
  const err = new TypeError(
    `Failed to normalize algorithm: ${name} in passed algorithm is outside the expected range of 0 to 4294967295.`);
  throw Object.assign(err, { code: 'ERR_OUT_OF_RANGE' });
}

// outputOf calls make for the bits that the algorithm wants; of the last byte
// only the first ones may be wanted.
function outputOf(algorithm, make) {
  const bits = unsigned(required(algorithm, 'outputLength'), 'outputLength');
  const out = make(bits);
  if (bits % 8 !== 0) out[out.length - 1] &= 0xff << (8 - bits % 8);
  return out;
}

function optional(algorithm, name) {
  const bytes = algorithm[name] === undefined ? Buffer.alloc(0) : bufferOf(algorithm[name], `algorithm.${name}`);
  if (bytes.length > mostCustomization) throw operationFailed(new Error('Deriving bits failed'));
  return bytes;
}

function cSHAKE(algorithm, data) {
  const strength = Number(algorithm.name.slice(-3));
  return outputOf(algorithm, (bits) => binding.cSHAKE(
    strength, optional(algorithm, 'functionName'), optional(algorithm, 'customization'), data, bits));
}

function kmac(name) {
  const strength = Number(name.slice(-3));
  const uses = ['sign', 'verify'];
  const alg = `K${strength}`;
  const code = (algorithm, { handle }, data) => outputOf(algorithm, (bits) => binding.kmac(
    strength, handle.secret(), optional(algorithm, 'customization'), data, bits));
  const operations = {
    keyLength: ({ length = strength }) => unsigned(length, 'length'),
    generateKey(algorithm, extractable, list) {
      const usages = newUsages(list, uses, name);
      const length = operations.keyLength(algorithm);
      const handle = new binding.KeyHandle(binding.randomBytes(Math.ceil(length / 8)));
      return newKey(handle, { name, length }, extractable, usages);
    },
    importHandle(handle, algorithm, extractable, list) {
      const bits = handle.secret().length * 8;
      const { length = bits } = algorithm;
      if (Math.ceil(length / 8) * 8 !== bits) throw importFailed('Invalid key length');
      return newKey(handle, { name, length }, extractable, usagesOf(list, uses, name));
    },
    importKey(format, data, algorithm, extractable, list) {
      const usages = usagesOf(list, uses, name);
      if (format !== 'raw-secret' && format !== 'jwk') throw notSupported(`Unable to import ${name} using ${format} format`);
      const bytes = parseSecret(format, data, (jwk) => checkJWK(jwk, 'oct', extractable, usages, 'sig'));
      if (format === 'jwk' && data.alg !== undefined && data.alg !== alg)
        throw importFailed('JWK "alg" does not match the requested algorithm');
      return operations.importHandle(new binding.KeyHandle(bytes), algorithm, extractable, list);
    },
    exportKey: (format, fields) => writeSecret(format, fields, alg, false),
    sign: code,
    verify(algorithm, fields, signature, data) {
      const expected = code(algorithm, fields, data);
      return expected.length > 0 && signature.length === expected.length && binding.timingSafeEqual(signature, expected);
    },
  };
  return operations;
}

module.exports = {
  KMAC128: kmac('KMAC128'),
  KMAC256: kmac('KMAC256'),
  cSHAKE128: { digest: cSHAKE },
  cSHAKE256: { digest: cSHAKE },
};
