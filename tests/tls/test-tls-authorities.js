'use strict';
// Whom connections trust that name nobody: NODE_EXTRA_CA_CERTS adds to the
// bundle, setDefaultCACertificates replaces it. Options choose the versions.
const common = require('../common');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');
const tls = require('node:tls');
const { ca, server: pair } = require('./keys');

const args = ['--tls-min-v1.1', '--tls-max-v1.2', __filename];
if (process.argv[2] === 'child') {
  assert.deepStrictEqual([tls.DEFAULT_MIN_VERSION, tls.DEFAULT_MAX_VERSION], ['TLSv1.1', 'TLSv1.2']);
  assert.strictEqual(tls.getCACertificates('extra').length, Number(process.argv[3]));
  assert.strictEqual(tls.getCACertificates().length, tls.getCACertificates('bundled').length + Number(process.argv[3]));
  tls.createSecureContext();
} else {
  const child = (file, count) => spawnSync(process.execPath, [...args, 'child', count],
                                           { encoding: 'utf8', env: { ...process.env, NODE_EXTRA_CA_CERTS: file } });
  const good = child(path.join(__dirname, 'keys', 'ca-cert.pem'), 1);
  assert.strictEqual(good.stderr, '');
  assert.strictEqual(good.status, 0);
  const none = child('/no/such/file', 0);
  assert.match(none.stderr, /^Warning: Ignoring extra certs from `\/no\/such\/file`, load failed: .*No such file or directory/);
  assert.strictEqual(none.status, 0);
  const both = spawnSync(process.execPath, ['--tls-min-v1.3', ...args], { encoding: 'utf8' });
  assert.match(both.stderr, /either --tls-min-v1\.3 or --tls-max-v1\.2 can be used, not both/);
  assert.strictEqual(both.status, 9);

  for (const [certs, code] of [
    ['x', 'ERR_INVALID_ARG_TYPE'], [[1], 'ERR_INVALID_ARG_TYPE'], [['x'], 'ERR_CRYPTO_OPERATION_FAILED'],
    [[ca, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'], 'ERR_OSSL_PEM_ASN1_LIB'],
  ]) assert.throws(() => tls.setDefaultCACertificates(certs), { code });
  for (const [options, name] of [
    [{ key: true, cert: false }, 'key'], [{ key: [pair.key, true] }, 'key'], [{ key: { pem: pair.key } }, 'key'],
    [{ key: true, cert: true }, 'cert'], [{ ca: {} }, 'ca'],
  ]) assert.throws(() => tls.createSecureContext(options), { code: 'ERR_INVALID_ARG_TYPE', message: new RegExp(`options\\.${name}`) });
  tls.createSecureContext({ key: false, cert: false, ca: false });

  trust().then(common.mustCall());
}

async function trust() {
  const server = tls.createServer(pair, (socket) => socket.on('error', () => {}).end());
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connect = () => new Promise((resolve) => {
    const socket = tls.connect({ port: server.address().port, host: '127.0.0.1', servername: 'server.test' });
    socket.on('secureConnect', () => resolve(socket.destroy())).on('error', resolve);
  });
  assert.ok(await connect() instanceof Error);
  tls.setDefaultCACertificates([ca, ca.toString()]);
  assert.strictEqual(tls.getCACertificates().length, 1);
  assert.strictEqual((await connect()).authorized, true);
  tls.setDefaultCACertificates([]);
  assert.deepStrictEqual(tls.getCACertificates(), []);
  assert.ok(await connect() instanceof Error);
  server.close();
}
