'use strict';
// What is asked for with a callback is an asynchronous resource, in which the
// callback runs and in which what it throws is told of.
const common = require('../common');
const assert = require('node:assert');
const { createHook, executionAsyncId } = require('node:async_hooks');
const crypto = require('node:crypto');

const started = new Map(); // by number
createHook({ init(id, type) { started.set(id, type); } }).enable();

const buffer = new Uint32Array(4);
const requests = [
  ['RANDOMBYTESREQUEST', (callback) => crypto.randomBytes(8, callback), (bytes) => assert.strictEqual(bytes.length, 8)],
  ['RANDOMBYTESREQUEST', (callback) => crypto.randomFill(buffer, 1, 2, callback), (filled) => {
    assert.strictEqual(filled, buffer);
    assert.deepStrictEqual([buffer[0], buffer[3]], [0, 0]);
    assert.notStrictEqual(buffer[1] + buffer[2], 0);
  }],
  ['PBKDF2REQUEST', (callback) => crypto.pbkdf2('a', 'b', 1, 4, 'sha1', callback)],
  ['SCRYPTREQUEST', (callback) => crypto.scrypt('a', 'b', 4, { N: 2 }, callback)],
  ['DERIVEBITSREQUEST', (callback) => crypto.hkdf('sha1', 'a', 'b', 'c', 4, callback)],
  ['KEYGENREQUEST', (callback) => crypto.generateKey('hmac', { length: 64 }, callback),
   (key) => assert.strictEqual(key.symmetricKeySize, 8)],
  ['KEYPAIRGENREQUEST', (callback) => crypto.generateKeyPair('ed25519', callback)],
  ['CHECKPRIMEREQUEST', (callback) => crypto.checkPrime(7n, callback), (prime) => assert.ok(prime)],
];
for (const [type, start, check = () => {}] of requests) {
  start(common.mustCall((err, value) => {
    assert.strictEqual(err ?? null, null);
    assert.strictEqual(started.get(executionAsyncId()), type);
    check(value);
  }));
}

crypto.randomBytes(1, common.mustCall(() => { throw new Error('thrown'); }));
process.on('uncaughtException', common.mustCall((err) => {
  assert.strictEqual(err.message, 'thrown');
  assert.strictEqual(started.get(executionAsyncId()), 'RANDOMBYTESREQUEST');
}));
