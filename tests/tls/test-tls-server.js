'use strict';
// A server's contexts by name, its errors, and what is not TLS.
const common = require('../common');
const assert = require('node:assert');
const { once } = require('node:events');
const net = require('node:net');
const tls = require('node:tls');
const keys = require('./keys');

(async () => {
  const server = tls.createServer({ ...keys.server }, (socket) => socket.on('error', () => {}).end());
  server.addContext('*.other.test', keys.other);
  assert.throws(() => server.addContext('', {}), { code: 'ERR_TLS_REQUIRED_SERVER_NAME' });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();

  const nameFor = async (servername) => {
    const socket = tls.connect({ port, host: '127.0.0.1', servername, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const { CN } = socket.getPeerCertificate().subject;
    await once(socket.resume(), 'close');
    return CN;
  };
  assert.strictEqual(await nameFor('a.other.test'), 'other.test');
  assert.strictEqual(await nameFor('server.test'), 'server.test');

  const http = net.connect(port, '127.0.0.1').on('error', () => {});
  http.write('GET / HTTP/1.1\r\n\r\n');
  const [error, socket] = await once(server, 'tlsClientError');
  assert.strictEqual(error.code, 'ERR_SSL_HTTP_REQUEST');
  assert.ok(socket instanceof tls.TLSSocket);
  await once(http.resume(), 'close');

  const gone = net.connect(port, '127.0.0.1', () => gone.end());
  const [hangUp] = await once(server, 'tlsClientError');
  assert.strictEqual(hangUp.code, 'ECONNRESET');
  server.close();

  const plain = net.createServer((peer) => peer.end('not TLS at all')).listen(0, '127.0.0.1');
  await once(plain, 'listening');
  const [junk] = await once(tls.connect(plain.address().port, '127.0.0.1'), 'error');
  assert.ok(junk.code.startsWith('ERR_SSL_'), junk.code);
  plain.close();

  const silent = net.createServer((peer) => peer.resume().end()).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const [reset] = await once(tls.connect(silent.address().port, '127.0.0.1'), 'error');
  assert.strictEqual(reset.code, 'ECONNRESET');
  assert.strictEqual(reset.message, 'Client network socket disconnected before secure TLS connection was established');
  silent.close();

  const [refused] = await once(tls.connect(port, '127.0.0.1'), 'error');
  assert.strictEqual(refused.code, 'ECONNREFUSED');

  const asking = tls.createServer({
    ...keys.server,
    SNICallback: common.mustCall((name, callback) => {
      assert.strictEqual(name, 'asked.test');
      setImmediate(callback, null, tls.createSecureContext(keys.other));
    }),
    ALPNCallback: common.mustCall(({ servername, protocols }) => {
      assert.strictEqual(servername, 'asked.test');
      return protocols[1];
    }),
  }, (peer) => peer.end()).listen(0, '127.0.0.1');
  await once(asking, 'listening');
  const client = tls.connect({
    port: asking.address().port, host: '127.0.0.1', servername: 'asked.test', ALPNProtocols: ['x', 'y'],
    rejectUnauthorized: false,
  });
  await once(client, 'secureConnect');
  assert.strictEqual(client.alpnProtocol, 'y');
  assert.strictEqual(client.getPeerCertificate().subject.CN, 'other.test');
  await once(client.resume(), 'close');
  asking.close();
})().then(common.mustCall());

for (const [options, code] of [
  [{ minVersion: 'TLSv9' }, 'ERR_TLS_INVALID_PROTOCOL_VERSION'],
  [{ minVersion: 'TLSv1.2', secureProtocol: 'TLSv1_2_method' }, 'ERR_TLS_PROTOCOL_VERSION_CONFLICT'],
  [{ ciphers: 'no-such-cipher' }, 'ERR_SSL_NO_CIPHER_MATCH'],
  [{ ciphers: 1 }, 'ERR_INVALID_ARG_TYPE'],
  [{ key: 'nonsense', cert: keys.server.cert }, 'ERR_OSSL_UNSUPPORTED'],
  [{ key: keys.other.key, cert: keys.server.cert }, 'ERR_OSSL_X509_KEY_VALUES_MISMATCH'],
]) assert.throws(() => tls.createSecureContext(options), { code });
