'use strict';

// Ciphers with a shared key, as streams and by update and final, and
// encryption with keys of RSA.

const { StringDecoder } = require('string_decoder');
const { Transform } = require('stream');
const binding = require('internal/binding/crypto');
const { bytesOf, checkData, encoded, hide, inherit, secretOf } = require('internal/crypto/bytes');
const constants = require('internal/crypto/constants');
const { privateHandle, publicHandle } = require('internal/crypto/keys');
const {
  codes: {
    ERR_CRYPTO_INVALID_STATE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors');
const { validateInt32, validateObject, validateString } = require('internal/validators');

const kHandle = Symbol('kHandle');
const kDecoder = Symbol('kDecoder');

function tagLengthOf(options) {
  const value = options?.authTagLength;
  if (value === undefined || value === null) return -1;
  if (value >>> 0 !== value || value > 2 ** 31 - 1) throw new ERR_INVALID_ARG_VALUE('options.authTagLength', value);
  return value;
}

function start(stream, encrypt, cipher, key, iv, options) {
  validateString(cipher, 'cipher');
  const tagLength = tagLengthOf(options);
  const secret = secretOf(key, options?.encoding);
  const vector = iv === null ? null : bytesOf(iv, 'iv');
  hide(stream, kHandle, new binding.Cipher(encrypt, cipher, secret, vector, tagLength));
  hide(stream, kDecoder, null);
  Transform.call(stream, options);
}

// decoded gives bytes in an encoding that stays the same for the whole text, in
// which a character may go over the border of two.
function decoded(stream, bytes, encoding, last) {
  if (!encoding || encoding === 'buffer') return bytes;
  if (!Buffer.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding);
  stream[kDecoder] ??= new StringDecoder(encoding);
  if (stream[kDecoder].encoding !== new StringDecoder(encoding).encoding)
    throw new ERR_INVALID_ARG_VALUE('outputEncoding', encoding, `cannot be changed from '${stream[kDecoder].encoding}'`);
  return last ? stream[kDecoder].end(bytes) : stream[kDecoder].write(bytes);
}

function Cipheriv(cipher, key, iv, options) {
  if (!(this instanceof Cipheriv)) return new Cipheriv(cipher, key, iv, options);
  start(this, true, cipher, key, iv, options);
}
inherit(Cipheriv, Transform);

function Decipheriv(cipher, key, iv, options) {
  if (!(this instanceof Decipheriv)) return new Decipheriv(cipher, key, iv, options);
  start(this, false, cipher, key, iv, options);
}
inherit(Decipheriv, Transform);

const methods = {
  _transform(chunk, encoding, callback) {
    let out;
    try {
      out = this[kHandle].update(chunk, encoding);
    } catch (err) {
      callback(err);
      return;
    }
    this.push(out);
    callback();
  },

  _flush(callback) {
    try {
      this.push(this[kHandle].final());
    } catch (err) {
      callback(err);
      return;
    }
    callback();
  },

  update(data, inputEncoding, outputEncoding) {
    checkData(data, inputEncoding);
    return decoded(this, this[kHandle].update(data, inputEncoding), outputEncoding, false);
  },

  final(outputEncoding) {
    return decoded(this, this[kHandle].final(), outputEncoding, true);
  },

  setAutoPadding(ap) {
    if (!this[kHandle].setAutoPadding(ap === undefined ? true : !!ap)) throw new ERR_CRYPTO_INVALID_STATE('setAutoPadding');
    return this;
  },
};

function setAAD(aadbuf, options) {
  const bytes = bytesOf(aadbuf, 'aadbuf', options?.encoding);
  const length = options?.plaintextLength;
  if (length !== undefined && length >>> 0 !== length) throw new ERR_INVALID_ARG_VALUE('options.plaintextLength', length);
  if (!this[kHandle].setAAD(bytes, length)) throw new ERR_CRYPTO_INVALID_STATE('setAAD');
  return this;
}

Object.assign(Cipheriv.prototype, methods, {
  getAuthTag() {
    const tag = this[kHandle].getAuthTag();
    if (tag === undefined) throw new ERR_CRYPTO_INVALID_STATE('getAuthTag');
    return tag;
  },
  setAAD,
});

Object.assign(Decipheriv.prototype, methods, {
  setAuthTag(tagbuf, encoding) {
    const tag = bytesOf(tagbuf, 'buffer', encoding);
    if (!this[kHandle].setAuthTag(tag)) throw new ERR_CRYPTO_INVALID_STATE('setAuthTag');
    return this;
  },
  setAAD,
});

function getCipherInfo(nameOrNid, options) {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number')
    throw new ERR_INVALID_ARG_TYPE('nameOrNid', ['string', 'number'], nameOrNid);
  if (typeof nameOrNid === 'number') validateInt32(nameOrNid, 'nameOrNid');
  if (options !== undefined) {
    validateObject(options, 'options');
    for (const name of ['keyLength', 'ivLength'])
      if (options[name] !== undefined) validateInt32(options[name], `options.${name}`);
  }
  const info = binding.cipherInfo(nameOrNid, options?.keyLength, options?.ivLength);
  return info === undefined ? undefined : Object.assign({ __proto__: null }, info);
}
Object.defineProperty(getCipherInfo, 'length', { __proto__: null, configurable: true, value: 1 });

// rsa makes a function of one of the four operations.
function rsa(operation, handleOf, padding) {
  return function(key, buffer) {
    const options = typeof key === 'object' && key !== null ? key : {};
    const { oaepHash, oaepLabel, encoding } = options;
    if (oaepHash !== undefined) validateString(oaepHash, 'key.oaepHash');
    const label = oaepLabel === undefined ? undefined : bytesOf(oaepLabel, 'key.oaepLabel', encoding);
    const data = bytesOf(buffer, 'buffer', encoding);
    if (oaepHash !== undefined && !binding.isDigest(oaepHash))
      throw Object.assign(new Error('Invalid digest used'), { code: 'ERR_OSSL_EVP_INVALID_DIGEST' });
    const handle = handleOf(key);
    return binding.crypt(operation, handle, options.padding || padding, oaepHash, label, data);
  };
}

module.exports = {
  Cipheriv,
  Decipheriv,
  createCipheriv: (cipher, key, iv, options) => new Cipheriv(cipher, key, iv, options),
  createDecipheriv: (cipher, key, iv, options) => new Decipheriv(cipher, key, iv, options),
  getCipherInfo,
  getCiphers: () => binding.cipherNames(),
  privateDecrypt: rsa('privateDecrypt', privateHandle, constants.RSA_PKCS1_OAEP_PADDING),
  privateEncrypt: rsa('privateEncrypt', privateHandle, constants.RSA_PKCS1_PADDING),
  publicDecrypt: rsa('publicDecrypt', publicHandle, constants.RSA_PKCS1_PADDING),
  publicEncrypt: rsa('publicEncrypt', publicHandle, constants.RSA_PKCS1_OAEP_PADDING),
};
