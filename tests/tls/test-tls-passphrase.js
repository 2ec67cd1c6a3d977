'use strict';
// A server whose key is under a passphrase, in either form.
const { mustCall } = require('../common');
const assert = require('node:assert');
const { createPrivateKey } = require('node:crypto');
const tls = require('node:tls');
const { ca, server: { cert, key } } = require('./keys');

const object = createPrivateKey(key);
const traditional = object.asymmetricKeyType === 'ec' ? 'sec1' : 'pkcs1';
for (const type of ['pkcs8', traditional]) {
  const locked = object.export({ format: 'pem', type, cipher: 'aes-256-cbc', passphrase: 'open sesame' });
  assert.throws(() => tls.createSecureContext({ key: locked, cert }), Error);
  const server = tls.createServer({ key: locked, passphrase: 'open sesame', cert }, mustCall((socket) => socket.end('hello')));
  server.listen(0, '127.0.0.1', mustCall(() => {
    const { port } = server.address();
    const socket = tls.connect({ port, host: '127.0.0.1', ca, servername: 'localhost', checkServerIdentity() {} });
    socket.setEncoding('utf8').on('data', mustCall((text) => assert.strictEqual(text, 'hello')));
    socket.on('close', mustCall(() => server.close()));
  }));
}
