'use strict';

// Keys as bare bytes: the formats raw-public, raw-private and raw-seed.

const binding = require('internal/binding/crypto');
const { isBytes } = require('internal/crypto/bytes');
const {
  codes: { ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_CRYPTO_INVALID_CURVE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { validateOneOf, validateString } = require('internal/validators');

const formats = ['raw-public', 'raw-private', 'raw-seed'];
const compressed = 2;
const uncompressed = 4;

const isRaw = (format) => formats.includes(format);

// privateFormats are the formats of private keys, by their kinds.
const privateFormats = {
  '__proto__': null, 'rsa': undefined, 'rsa-pss': undefined, 'dsa': undefined, 'dh': undefined, 'ec': 'raw-private',
  'ed25519': 'raw-private', 'ed448': 'raw-private', 'x25519': 'raw-private', 'x448': 'raw-private',
};
for (const kind of binding.pqKinds()) privateFormats[kind] = kind.startsWith('ml-') ? 'raw-seed' : 'raw-private';

function withMessage(err, message) {
  err.message = message;
  return err;
}

// checkFormat checks whether a kind of key has a format.
function checkFormat(kind, format) {
  const own = privateFormats[kind];
  if (own !== undefined && (format === 'raw-public' || format === own)) return;
  throw withMessage(new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('', ''), 'The selected key encoding is incompatible with the key type');
}

// checkOutput checks the options of a key that is to be written; name gives
// the full name of one.
function checkOutput({ format, type, cipher, passphrase }, isPublic, name) {
  if (isPublic !== (format === 'raw-public')) throw new ERR_INVALID_ARG_VALUE(name('format'), format);
  if (!isPublic && (cipher !== undefined || passphrase !== undefined))
    throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(format, 'does not support encryption');
  return { format, type };
}

function writeRaw(handle, { format, type }) {
  checkFormat(handle.kind, format);
  if (format !== 'raw-public') return handle.raw();
  if (handle.kind === 'ec' && type !== undefined) validateOneOf(type, 'options.type', ['compressed', 'uncompressed']);
  return handle.raw(type === 'compressed' ? compressed : uncompressed);
}

// parseRaw reads a key; wantsPrivate says that no public one will do.
function parseRaw({ key, format, asymmetricKeyType: kind, namedCurve }, wantsPrivate) {
  if (!isBytes(key)) throw new ERR_INVALID_ARG_TYPE('key.key', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], key);
  validateString(kind, 'key.asymmetricKeyType');
  if (!(kind in privateFormats))
    throw withMessage(new ERR_INVALID_ARG_VALUE('key.asymmetricKeyType', kind), `Invalid asymmetricKeyType: ${kind}`);
  checkFormat(kind, format);
  if (wantsPrivate && format === 'raw-public') throw new ERR_INVALID_ARG_VALUE('key.format', format);
  if (kind === 'ec') {
    validateString(namedCurve, 'key.namedCurve');
    if (!binding.isCurve(namedCurve)) throw new ERR_CRYPTO_INVALID_CURVE();
  }
  const handle = binding.importRaw(kind === 'ec' ? namedCurve : kind, format !== 'raw-public', key);
  if (handle === undefined) throw withMessage(new ERR_INVALID_ARG_VALUE('key.key', key), 'Invalid key data');
  return handle;
}

module.exports = { checkOutput, isRaw, parseRaw, writeRaw };
