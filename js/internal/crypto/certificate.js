'use strict';

// SPKAC: a public key with a challenge, signed.

const binding = require('internal/binding/crypto');
const { bytesOf } = require('internal/crypto/bytes');

function Certificate() {
  if (!(this instanceof Certificate)) return new Certificate();
}

const functions = {
  verifySpkac(spkac, encoding) {
    return binding.verifySPKAC(bytesOf(spkac, 'spkac', encoding));
  },
  exportPublicKey(spkac, encoding) {
    return binding.exportSPKAC(bytesOf(spkac, 'spkac', encoding), false) ?? '';
  },
  exportChallenge(spkac, encoding) {
    return binding.exportSPKAC(bytesOf(spkac, 'spkac', encoding), true) ?? '';
  },
};
Object.assign(Certificate.prototype, functions);
Object.assign(Certificate, functions);

module.exports = { Certificate };
