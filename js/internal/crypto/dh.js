'use strict';

// Diffie-Hellman, with primes and on curves.

const binding = require('internal/binding/crypto');
const { bytesOf, encoded, isBytes } = require('internal/crypto/bytes');
const { handleIn, privateHandle, publicHandle } = require('internal/crypto/keys');
const {
  codes: {
    ERR_CRYPTO_ECDH_INVALID_FORMAT, ERR_CRYPTO_INCOMPATIBLE_KEY, ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
  },
} = require('internal/errors');
const { validateFunction, validateInt32, validateObject, validateString } = require('internal/validators');

const kHandle = Symbol('kHandle');
const byteTypes = ['number', 'string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];

function encodingOrBuffer(encoding) {
  return encoding === 'buffer' ? undefined : encoding;
}

function checkGenerator(generator, encoding) {
  if (typeof generator === 'number') {
    validateInt32(generator, 'generator');
    return generator || 2; // as OpenSSL once took a 0
  }
  if (generator === undefined || generator === null) return 2;
  if (typeof generator !== 'string' && !isBytes(generator)) throw new ERR_INVALID_ARG_TYPE('generator', byteTypes, generator);
  return bytesOf(generator, 'generator', encoding);
}

function DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
  if (!(this instanceof DiffieHellman)) return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
  if (typeof sizeOrKey !== 'number' && typeof sizeOrKey !== 'string' && !isBytes(sizeOrKey))
    throw new ERR_INVALID_ARG_TYPE('sizeOrKey', byteTypes, sizeOrKey);
  if (typeof sizeOrKey === 'number') validateInt32(sizeOrKey, 'sizeOrKey');
  if (keyEncoding && !Buffer.isEncoding(keyEncoding) && keyEncoding !== 'buffer') {
    genEncoding = generator;
    generator = keyEncoding;
    keyEncoding = false;
  }
  const prime = typeof sizeOrKey === 'number' ? sizeOrKey : bytesOf(sizeOrKey, 'sizeOrKey', encodingOrBuffer(keyEncoding || undefined));
  this[kHandle] = new binding.DiffieHellman(prime, checkGenerator(generator, encodingOrBuffer(genEncoding)));
  Object.defineProperty(this, 'verifyError', { __proto__: null, enumerable: true, value: this[kHandle].verifyError() });
}

function DiffieHellmanGroup(name) {
  if (!(this instanceof DiffieHellmanGroup)) return new DiffieHellmanGroup(name);
  validateString(name, 'name');
  this[kHandle] = new binding.DiffieHellman(name);
  Object.defineProperty(this, 'verifyError', { __proto__: null, enumerable: true, value: 0 });
}

// asked makes a method that gives what the handle has.
function asked(name) {
  return { [name](encoding) { return encoded(this[kHandle][name](), encoding); } }[name];
}

for (const name of ['generateKeys', 'getPrime', 'getGenerator', 'getPublicKey', 'getPrivateKey'])
  DiffieHellman.prototype[name] = DiffieHellmanGroup.prototype[name] = asked(name);

function computeSecret(key, inEnc, outEnc) {
  return encoded(this[kHandle].computeSecret(bytesOf(key, 'key', encodingOrBuffer(inEnc))), outEnc);
}
DiffieHellman.prototype.computeSecret = DiffieHellmanGroup.prototype.computeSecret = computeSecret;

DiffieHellman.prototype.setPublicKey = function setPublicKey(key, encoding) {
  this[kHandle].setPublicKey(bytesOf(key, 'key', encodingOrBuffer(encoding)));
  return this;
};

DiffieHellman.prototype.setPrivateKey = function setPrivateKey(key, encoding) {
  this[kHandle].setPrivateKey(bytesOf(key, 'key', encodingOrBuffer(encoding)));
  return this;
};

const forms = { '__proto__': null, 'compressed': 2, 'uncompressed': 4, 'hybrid': 6 };

function formOf(format) {
  if (!format) return forms.uncompressed;
  const form = forms[format] ?? (Object.values(forms).includes(format) ? format : undefined);
  if (form === undefined) throw new ERR_CRYPTO_ECDH_INVALID_FORMAT(format);
  return form;
}

function ECDH(curve) {
  if (!(this instanceof ECDH)) return new ECDH(curve);
  validateString(curve, 'curve');
  this[kHandle] = new binding.ECDH(curve);
}

ECDH.prototype.computeSecret = computeSecret;

ECDH.prototype.setPrivateKey = function setPrivateKey(key, encoding) {
  this[kHandle].setPrivateKey(bytesOf(key, 'key', encodingOrBuffer(encoding)));
  return this;
};

ECDH.prototype.setPublicKey = require('util').deprecate(function setPublicKey(key, encoding) {
  this[kHandle].setPublicKey(bytesOf(key, 'key', encodingOrBuffer(encoding)));
  return this;
}, 'ecdh.setPublicKey() is deprecated.', 'DEP0031');

ECDH.prototype.getPrivateKey = asked('getPrivateKey');

ECDH.prototype.generateKeys = function generateKeys(encoding, format) {
  this[kHandle].generateKeys();
  return this.getPublicKey(encoding, format);
};

ECDH.prototype.getPublicKey = function getPublicKey(encoding, format) {
  return encoded(this[kHandle].getPublicKey(formOf(format)), encoding);
};

ECDH.convertKey = function convertKey(key, curve, inEnc, outEnc, format) {
  validateString(curve, 'curve');
  const bytes = bytesOf(key, 'key', encodingOrBuffer(inEnc));
  return encoded(binding.convertPoint(bytes, curve, formOf(format)), outEnc);
};

const dhKinds = ['dh', 'ec', 'x448', 'x25519'];

function checkKey(name, key, types) {
  if (key === undefined || key === null) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, key);
  const handle = handleIn(key);
  if (handle !== undefined && !types.includes(handle.type))
    throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(handle.type, types.slice().reverse().join(' or '));
}

function diffieHellman(options, callback) {
  validateObject(options, 'options');
  if (callback !== undefined) validateFunction(callback, 'callback');
  const { privateKey, publicKey } = options;
  for (const [name, key] of [['privateKey', privateKey], ['publicKey', publicKey]])
    if (key === undefined || key === null) throw new ERR_INVALID_ARG_VALUE(`options.${name}`, key);
  checkKey('privateKey', privateKey, ['private']);
  checkKey('publicKey', publicKey, ['public', 'private']);
  const mine = privateHandle(privateKey, 'options.privateKey');
  const theirs = publicHandle(publicKey, 'options.publicKey');
  if (mine.kind !== theirs.kind || !dhKinds.includes(mine.kind))
    throw new ERR_CRYPTO_INCOMPATIBLE_KEY('key types for Diffie-Hellman', `${mine.kind} and ${theirs.kind}`);
  return binding.shareSecret(mine, theirs, callback);
}

module.exports = {
  DiffieHellman,
  DiffieHellmanGroup,
  ECDH,
  createDiffieHellman: (sizeOrKey, keyEncoding, generator, generatorEncoding) =>
    new DiffieHellman(sizeOrKey, keyEncoding, generator, generatorEncoding),
  createDiffieHellmanGroup: (name) => new DiffieHellmanGroup(name),
  createECDH: (curve) => new ECDH(curve),
  diffieHellman,
};
