'use strict';

// The algorithms with a shared key: AES in its modes, ChaCha20-Poly1305, HMAC,
// and HKDF and PBKDF2, which derive others.

const binding = require('internal/binding/crypto');
const {
  bufferOf, checkJWK, failure, hashes, importFailed, newKey, newUsages, notSupported, operationFailed, parseSecret, required,
  requiredBytes, requiredHash, run, usagesOf, writeSecret,
} = require('internal/crypto/webcrypto/common');

const cipherUsages = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'];

function crypt(encrypt, cipher, secret, iv, data, tagLength = -1, aad = undefined) {
  try {
    const handle = new binding.Cipher(encrypt, cipher, secret, iv, tagLength);
    if (aad !== undefined) handle.setAAD(aad);
    if (tagLength < 0) return Buffer.concat([handle.update(data), handle.final()]);
    const end = data.length - tagLength;
    if (!encrypt) handle.setAuthTag(data.subarray(end));
    const text = handle.update(encrypt ? data : data.subarray(0, end));
    const rest = handle.final();
    return Buffer.concat(encrypt ? [text, rest, handle.getAuthTag()] : [text, rest]);
  } catch (err) {
    throw operationFailed(err);
  }
}

function aesName(handle, mode) {
  return `aes-${handle.secret().length * 8}-${mode}`;
}

function cbc(encrypt, algorithm, { handle }, data) {
  const iv = requiredBytes(algorithm, 'iv');
  if (iv.length !== 16) throw failure('algorithm.iv must contain exactly 16 bytes', 'OperationError');
  return crypt(encrypt, aesName(handle, 'cbc'), handle.secret(), iv, data);
}

// ctr counts in the last bits of the counter, and begins at 0 again after the
// highest.
function ctr(encrypt, algorithm, { handle }, data) {
  const counter = requiredBytes(algorithm, 'counter');
  const bits = required(algorithm, 'length');
  if (counter.length !== 16) throw failure('algorithm.counter must contain exactly 16 bytes', 'OperationError');
  if (!(bits > 0 && bits <= 128)) throw failure('AES-CTR algorithm.length must be between 1 and 128', 'OperationError');
  const first = BigInt(`0x${counter.toString('hex')}`);
  const span = 1n << BigInt(bits);
  const blocks = BigInt(Math.ceil(data.length / 16));
  if (blocks > span) throw operationFailed();
  const left = span - first % span;
  const name = aesName(handle, 'ctr');
  if (blocks <= left) return crypt(true, name, handle.secret(), counter, data);
  const cut = Number(left) * 16;
  const again = Buffer.from((first - first % span).toString(16).padStart(32, '0'), 'hex');
  return Buffer.concat([
    crypt(true, name, handle.secret(), counter, data.subarray(0, cut)), crypt(true, name, handle.secret(), again, data.subarray(cut)),
  ]);
}

const tagLengths = {
  'AES-GCM': [32, 64, 96, 104, 112, 120, 128], 'AES-OCB': [64, 96, 128], 'ChaCha20-Poly1305': [128],
};

function sealed(encrypt, algorithm, cipher, secret, iv, data) {
  const bits = algorithm.tagLength ?? 128;
  const lengths = tagLengths[algorithm.name];
  if (!lengths.includes(bits)) throw failure(`${bits} is not a valid ${algorithm.name} tag length`, 'OperationError');
  if (!encrypt && data.length < bits / 8) throw failure('The provided data is too small.', 'OperationError');
  const aad = algorithm.additionalData === undefined ? undefined : bufferOf(algorithm.additionalData, 'algorithm.additionalData');
  return crypt(encrypt, cipher, secret, iv, data, bits / 8, aad);
}

function gcm(encrypt, algorithm, { handle }, data) {
  return sealed(encrypt, algorithm, aesName(handle, 'gcm'), handle.secret(), requiredBytes(algorithm, 'iv'), data);
}

function ocb(encrypt, algorithm, { handle }, data) {
  const iv = requiredBytes(algorithm, 'iv');
  if (iv.length > 15) throw failure('AES-OCB algorithm.iv must be no more than 15 bytes', 'OperationError');
  return sealed(encrypt, algorithm, aesName(handle, 'ocb'), handle.secret(), iv, data);
}

function chacha(encrypt, algorithm, { handle }, data) {
  const iv = requiredBytes(algorithm, 'iv');
  if (iv.length !== 12) throw failure('algorithm.iv must contain exactly 12 bytes', 'OperationError');
  return sealed(encrypt, algorithm, 'chacha20-poly1305', handle.secret(), iv, data);
}

function wrap(encrypt, algorithm, { handle }, data) {
  return crypt(encrypt, aesName(handle, 'wrap'), handle.secret(), Buffer.alloc(8, 0xa6), data);
}

// ownFormat are the algorithms whose keys have no format raw, but raw-secret.
const ownFormat = ['AES-OCB', 'ChaCha20-Poly1305'];

// cipher makes the operations of an algorithm that encrypts by fn. Its keys have
// one of the lengths; alg names them in JSON.
function cipher(name, fn, usages, lengths, alg) {
  const lengthOf = (algorithm) => {
    if (lengths.length === 1) return lengths[0];
    const length = required(algorithm, 'length');
    if (!lengths.includes(length)) throw failure('Invalid key length', 'OperationError');
    return length;
  };
  const describe = (length) => (lengths.length === 1 ? { name } : { name, length });
  const importHandle = (handle, algorithm, extractable, list) => {
    const length = handle.secret().length * 8;
    if (!lengths.includes(length)) throw importFailed('Invalid key length');
    return newKey(handle, describe(length), extractable, usagesOf(list, usages, name));
  };
  return {
    keyLength: lengthOf,
    generateKey(algorithm, extractable, list) {
      const allowed = newUsages(list, usages, name);
      const length = lengthOf(algorithm);
      return newKey(new binding.KeyHandle(binding.randomBytes(length / 8)), describe(length), extractable, allowed);
    },
    importHandle,
    importKey(format, data, algorithm, extractable, list) {
      const allowed = usagesOf(list, usages, name);
      const bytes = parseSecret(format, data, (jwk) => checkJWK(jwk, 'oct', extractable, allowed, 'enc'));
      if (bytes === undefined || ownFormat.includes(name) && format === 'raw')
        throw notSupported(`Unable to import ${name} using ${format} format`);
      if (format === 'jwk' && data.alg !== undefined && data.alg !== alg(bytes.length * 8))
        throw importFailed('JWK "alg" does not match the requested algorithm');
      return importHandle(new binding.KeyHandle(bytes), algorithm, extractable, list);
    },
    exportKey(format, fields) {
      return writeSecret(format, fields, alg(fields.handle.secret().length * 8), !ownFormat.includes(name));
    },
    ...(usages.includes('encrypt') ? {
      encrypt: (algorithm, fields, data) => fn(true, algorithm, fields, data),
      decrypt: (algorithm, fields, data) => fn(false, algorithm, fields, data),
    } : {
      wrapKey: (algorithm, fields, data) => fn(true, algorithm, fields, data),
      unwrapKey: (algorithm, fields, data) => fn(false, algorithm, fields, data),
    }),
  };
}

function aes(mode, fn, usages = cipherUsages) {
  return cipher(`AES-${mode}`, fn, usages, [128, 192, 256], (length) => `A${length}${mode}`);
}

function hmacOf({ handle, algorithm }, data) {
  const hash = new binding.Hash(hashes[algorithm.hash.name].name, undefined, handle.secret());
  hash.update(data);
  return hash.digest();
}

const hmac = {
  keyLength: (algorithm) => {
    const { length = hashes[requiredHash(algorithm)].block } = algorithm;
    if (length === 0) throw failure('Zero-length key is not supported', 'OperationError');
    return length;
  },
  generateKey(algorithm, extractable, list) {
    const usages = newUsages(list, ['sign', 'verify'], 'HMAC');
    const hash = requiredHash(algorithm);
    const length = hmac.keyLength(algorithm);
    const handle = new binding.KeyHandle(binding.randomBytes(Math.ceil(length / 8)));
    return newKey(handle, { name: 'HMAC', length, hash: { name: hash } }, extractable, usages);
  },
  importHandle(handle, algorithm, extractable, list) {
    const usages = usagesOf(list, ['sign', 'verify'], 'HMAC');
    const bits = handle.secret().length * 8;
    const hash = requiredHash(algorithm);
    if (bits === 0) throw importFailed('Zero-length key is not supported');
    const { length = bits } = algorithm;
    if (length !== bits) throw importFailed('Invalid key length');
    return newKey(handle, { name: 'HMAC', length, hash: { name: hash } }, extractable, usages);
  },
  importKey(format, data, algorithm, extractable, list) {
    const usages = usagesOf(list, ['sign', 'verify'], 'HMAC');
    const bytes = parseSecret(format, data, (jwk) => checkJWK(jwk, 'oct', extractable, usages, 'sig'));
    if (bytes === undefined) throw notSupported(`Unable to import HMAC key with format ${format}`);
    if (format === 'jwk' && data.alg !== undefined && data.alg !== `HS${requiredHash(algorithm).replace(/SHA3?-/, '')}`)
      throw importFailed('JWK "alg" does not match the requested algorithm');
    return hmac.importHandle(new binding.KeyHandle(bytes), algorithm, extractable, list);
  },
  exportKey(format, fields) {
    const { name } = fields.algorithm.hash;
    return writeSecret(format, fields, name.startsWith('SHA-') ? `HS${name.slice(4)}` : undefined);
  },
  sign: (algorithm, fields, data) => hmacOf(fields, data),
  verify(algorithm, fields, signature, data) {
    const expected = hmacOf(fields, data);
    return signature.length === expected.length && binding.timingSafeEqual(signature, expected);
  },
};

// lengthInBytes checks how many bits are to be derived.
function lengthInBytes(length) {
  if (length === null || length === undefined) throw failure('length cannot be null', 'OperationError');
  if (length % 8 !== 0) throw failure('length must be a multiple of 8', 'OperationError');
  return length / 8;
}

// derivation makes the operations of an algorithm that derives bits. Its keys
// have the format raw-secret, and the older ones raw.
function derivation(name, deriveBits, raw = false) {
  const usages = ['deriveKey', 'deriveBits'];
  const importHandle = (handle, algorithm, extractable, list) => {
    const allowed = usagesOf(list, usages, name);
    if (extractable) throw failure(`${name} keys are not extractable`, 'SyntaxError');
    return newKey(handle, { name }, false, allowed);
  };
  return {
    keyLength: () => null,
    importHandle,
    importKey(format, data, algorithm, extractable, list) {
      usagesOf(list, usages, name);
      if (extractable) throw failure(`${name} keys are not extractable`, 'SyntaxError');
      if (format !== 'raw-secret' && !(raw && format === 'raw'))
        throw notSupported(raw ? `Unable to import ${name} key with format ${format}` : `Unable to import ${name} using ${format} format`);
      return importHandle(new binding.KeyHandle(bufferOf(data, 'keyData')), algorithm, extractable, list);
    },
    deriveBits: (algorithm, { handle }, length) => deriveBits(algorithm, handle.secret(), lengthInBytes(length)),
  };
}

// hashed is a derivation with a hash and a salt.
function hashed(name, fn) {
  return derivation(name, (algorithm, secret, bytes) => {
    const hash = hashes[requiredHash(algorithm)].name;
    return fn(algorithm, hash, secret, requiredBytes(algorithm, 'salt'), bytes);
  }, true);
}

const hkdf = hashed('HKDF', (algorithm, hash, secret, salt, bytes) => {
  const info = requiredBytes(algorithm, 'info');
  return bytes === 0 ? Buffer.alloc(0) : run(binding.hkdf, hash, secret, salt, info, bytes);
});

const pbkdf2 = hashed('PBKDF2', (algorithm, hash, secret, salt, bytes) => {
  const iterations = required(algorithm, 'iterations');
  if (!(iterations > 0)) throw failure('iterations cannot be zero', 'OperationError');
  return bytes === 0 ? Buffer.alloc(0) : run(binding.pbkdf2, secret, salt, iterations, bytes, hash);
});

const argon2 = (name) => derivation(name, (algorithm, secret, bytes) => {
  const { parallelism, memory, passes } = algorithm;
  for (const member of ['memory', 'nonce', 'parallelism', 'passes']) required(algorithm, member);
  const nonce = requiredBytes(algorithm, 'nonce');
  const optional = (member) => (algorithm[member] === undefined ? Buffer.alloc(0) : requiredBytes(algorithm, member));
  const { version = 0x13 } = algorithm;
  const check = (holds, message) => {
    if (!holds) throw failure(message, 'OperationError');
  };
  check(parallelism > 0 && parallelism < 2 ** 24, 'parallelism must be > 0 and <= 16777215');
  check(memory >= 8 * parallelism && memory < 2 ** 32, 'memory must be at least 8 times the degree of parallelism');
  check(passes > 0 && passes < 2 ** 32, 'passes must be > 0');
  check(nonce.length >= 8, 'nonce must be at least 8 bytes');
  check(version === 0x13, `${version} is not a valid Argon2 version`);
  check(bytes >= 4, 'length must be >= 32');
  return run(binding.argon2, name.toLowerCase(), secret, nonce, parallelism, bytes, memory, passes, optional('secretValue'),
             optional('associatedData'));
});

module.exports = {
  'Argon2d': argon2('Argon2d'),
  'Argon2i': argon2('Argon2i'),
  'Argon2id': argon2('Argon2id'),
  'AES-CBC': aes('CBC', cbc),
  'AES-CTR': aes('CTR', ctr),
  'AES-GCM': aes('GCM', gcm),
  'AES-OCB': aes('OCB', ocb),
  'AES-KW': aes('KW', wrap, ['wrapKey', 'unwrapKey']),
  'ChaCha20-Poly1305': cipher('ChaCha20-Poly1305', chacha, cipherUsages, [256], () => 'C20P'),
  'HKDF': hkdf,
  'HMAC': hmac,
  'PBKDF2': pbkdf2,
};
