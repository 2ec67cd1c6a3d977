'use strict';
// Keys are cloned within a thread, and other threads get the same keys.
const common = require('../common');
const assert = require('node:assert');
const { generateKeyPairSync, generateKeySync, subtle } = require('node:crypto');
const { once } = require('node:events');
const { MessageChannel, Worker } = require('node:worker_threads');

async function main() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const secret = generateKeySync('aes', { length: 128 });
  const hidden = await subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
  const keys = { publicKey, privateKey, secret, hidden, again: secret };

  const { port1, port2 } = new MessageChannel();
  port1.postMessage(keys);
  const [received] = await once(port2, 'message');
  port1.close();
  for (const copy of [structuredClone(keys), received]) {
    assert.deepStrictEqual(copy, keys);
    assert.notStrictEqual(copy.secret, keys.secret);
    assert.strictEqual(copy.again, copy.secret);
  }

  const worker = new Worker(`
    const { sign, subtle } = require('node:crypto');
    const { parentPort, workerData: { privateKey, hidden } } = require('node:worker_threads');
    const data = Buffer.from('data');
    (async () => {
      parentPort.postMessage({ signature: sign(null, data, privateKey), mac: await subtle.sign('HMAC', hidden, data), hidden });
    })();
  `, { eval: true, workerData: keys });
  const [{ signature, mac, hidden: back }] = await once(worker, 'message');
  assert.ok(require('node:crypto').verify(null, Buffer.from('data'), publicKey, signature));
  assert.ok(await subtle.verify('HMAC', hidden, mac, Buffer.from('data')));
  assert.deepStrictEqual(back, hidden);
  assert.strictEqual(back.extractable, false);
}

main().then(common.mustCall());
