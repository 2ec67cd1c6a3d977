'use strict';
// A key on a curve can be written with the curve's parameters instead of its
// name; it is the same key.
require('../common');
const assert = require('node:assert');
const { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } = require('node:crypto');

for (const [namedCurve, size] of [['P-224', 302], ['P-256', 335], ['secp256k1', 311], ['P-384', 464], ['P-521', 609]]) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve, paramEncoding: 'explicit' });
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  assert.strictEqual(spki.length, size);
  const read = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  assert.ok(read.equals(publicKey));
  assert.deepStrictEqual(read.asymmetricKeyDetails, publicKey.asymmetricKeyDetails);
  assert.strictEqual(read.export({ format: 'der', type: 'spki' }).length, size);

  for (const type of ['sec1', 'pkcs8']) {
    const pem = privateKey.export({ format: 'pem', type, cipher: 'aes-128-cbc', passphrase: 'open' });
    const again = createPrivateKey({ key: pem, passphrase: 'open' });
    assert.ok(again.equals(privateKey));
    assert.ok(verify('sha256', Buffer.from('data'), read, sign('sha256', Buffer.from('data'), again)));
  }

  const named = createPublicKey({
    key: publicKey.export({ format: 'raw-public' }), format: 'raw-public', asymmetricKeyType: 'ec', namedCurve,
  });
  assert.ok(named.equals(publicKey));
  assert.ok(named.export({ format: 'der', type: 'spki' }).length < size);
}

// The members of keys in JSON come in one order.
for (const [kind, options, members] of [
  ['rsa', { modulusLength: 512 }, 'kty,n,e,d,p,q,dp,dq,qi'], ['ec', { namedCurve: 'P-256' }, 'kty,x,y,crv,d'], ['x25519', {}, 'kty,crv,x,d'],
]) assert.strictEqual(Object.keys(generateKeyPairSync(kind, options).privateKey.export({ format: 'jwk' })).join(), members);
