'use strict';
// The certificates of a connection as X509Certificate, with their issuers as far
// as the peer has sent them.
const common = require('../common');
const assert = require('node:assert');
const { X509Certificate } = require('node:crypto');
const tls = require('node:tls');
const keys = require('./keys');

const [own, ca, client] = [keys.server.cert, keys.ca, keys.client.cert].map((pem) => new X509Certificate(pem));
assert.strictEqual(own.issuerCertificate, undefined);
assert.throws(() => X509Certificate.prototype.issuerCertificate, { code: 'ERR_INVALID_THIS' });

const same = (cert, expected) => {
  assert.ok(cert instanceof X509Certificate);
  assert.strictEqual(cert.fingerprint256, expected.fingerprint256);
};

// What the server sends; whether the client has a certificate of its own, for
// which the server has an authority, by which it also completes what it sends.
for (const [chain, withClient] of [
  [[keys.server.cert, keys.ca], false], [[keys.server.cert], true], [[keys.server.cert], false],
]) {
  const server = tls.createServer({
    key: keys.server.key, cert: Buffer.concat(chain.flatMap((pem) => [pem, Buffer.from('\n')])), ca: withClient ? keys.ca : undefined,
    requestCert: withClient, rejectUnauthorized: withClient,
  }, common.mustCall((socket) => {
    same(socket.getX509Certificate(), own);
    assert.strictEqual(socket.getX509Certificate().issuerCertificate, undefined);
    const peer = socket.getPeerX509Certificate();
    if (withClient) same(peer, client);
    else assert.strictEqual(peer, undefined);
    socket.end();
  }));
  server.listen(0, '127.0.0.1', common.mustCall(() => {
    const socket = tls.connect({
      port: server.address().port, host: '127.0.0.1', ca: keys.ca, servername: 'localhost', checkServerIdentity() {},
      ...(withClient ? keys.client : {}),
    }, common.mustCall(() => {
      const peer = socket.getPeerX509Certificate();
      same(peer, own);
      if (chain.length > 1 || withClient) {
        same(peer.issuerCertificate, ca);
        assert.strictEqual(peer.issuerCertificate, peer.issuerCertificate);
        assert.strictEqual(peer.issuerCertificate.issuerCertificate, undefined);
        assert.ok(peer.checkIssued(peer.issuerCertificate));
      } else {
        assert.strictEqual(peer.issuerCertificate, undefined);
      }
      if (withClient) same(socket.getX509Certificate(), client);
      else assert.strictEqual(socket.getX509Certificate(), undefined);
      socket.on('close', common.mustCall(() => {
        assert.strictEqual(socket.getPeerX509Certificate(), undefined);
        assert.strictEqual(socket.getX509Certificate(), undefined);
        server.close();
      }));
      socket.resume();
    }));
    assert.strictEqual(socket.getPeerX509Certificate(), undefined);
  }));
}
