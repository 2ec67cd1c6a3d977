'use strict';

// SPKAC: a public key with a challenge, signed.

const binding = require('internal/binding/crypto');
const { bytesOf } = require('internal/crypto/bytes');
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');

function Certificate() {
  if (!(this instanceof Certificate)) return new Certificate();
}

const mostBytes = 2 ** 31 - 1;

function checked(spkac, encoding) {
  const bytes = bytesOf(spkac, 'spkac', encoding);
  if (bytes.byteLength > mostBytes) throw new ERR_OUT_OF_RANGE('spkac', `<= ${mostBytes}`, bytes.byteLength);
  return bytes;
}

const functions = {
  verifySpkac(spkac, encoding) {
    return binding.verifySPKAC(checked(spkac, encoding));
  },
  exportPublicKey(spkac, encoding) {
    return binding.exportSPKAC(checked(spkac, encoding), false) ?? '';
  },
  exportChallenge(spkac, encoding) {
    return binding.exportSPKAC(checked(spkac, encoding), true) ?? '';
  },
};
Object.assign(Certificate.prototype, functions);
Object.assign(Certificate, functions);

module.exports = { Certificate };
