'use strict';
// A connection from hello to goodbye: events, what each side knows of the
// other, and data both ways.
const common = require('../common');
const assert = require('node:assert');
const tls = require('node:tls');
const { ca, server: pair } = require('./keys');

const size = 1 << 20;
const server = tls.createServer({ ...pair, ALPNProtocols: ['b', 'a'] }, common.mustCall((socket) => {
  assert.ok(socket instanceof tls.TLSSocket);
  assert.strictEqual(socket.encrypted, true);
  assert.strictEqual(socket.authorized, false);
  assert.strictEqual(socket.servername, 'server.test');
  assert.strictEqual(socket.alpnProtocol, 'a');
  assert.strictEqual(socket.remoteAddress, '127.0.0.1');
  assert.deepStrictEqual(socket.getPeerCertificate(), {});
  let received = 0;
  socket.on('data', (chunk) => { received += chunk.length; });
  socket.on('end', common.mustCall(() => {
    assert.strictEqual(received, size);
    server.close();
  }));
  socket.write(Buffer.alloc(size, 'x'));
}));

server.listen(0, '127.0.0.1', common.mustCall(() => {
  const note = common.order('connect', 'secureConnect', 'secure', 'end', 'close');
  const { port } = server.address();
  const socket = tls.connect({ port, host: '127.0.0.1', servername: 'server.test', ca, ALPNProtocols: ['a', 'c'] });
  assert.strictEqual(socket.connecting, true);
  assert.strictEqual(socket.secureConnecting, true);
  socket.on('connect', () => note('connect'));
  socket.on('secure', () => note('secure'));
  socket.on('secureConnect', common.mustCall(() => {
    note('secureConnect');
    assert.strictEqual(socket.authorized, true);
    assert.strictEqual(socket.authorizationError, null);
    assert.strictEqual(socket.getProtocol(), 'TLSv1.3');
    assert.match(socket.getCipher().name, /^TLS_/);
    assert.strictEqual(socket.alpnProtocol, 'a');
    assert.strictEqual(socket.remotePort, port);
    const peer = socket.getPeerCertificate(true);
    assert.deepStrictEqual({ ...peer.subject }, { O: 'gonet tests', OU: ['one', 'two'], CN: 'server.test' });
    assert.strictEqual(peer.subjectaltname,
                       'DNS:server.test, DNS:*.wild.test, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1');
    assert.strictEqual(peer.nistCurve, 'P-256');
    assert.deepStrictEqual(peer.ext_key_usage, ['1.3.6.1.5.5.7.3.1']);
    assert.match(peer.fingerprint256, /^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    assert.strictEqual(peer.issuerCertificate.subject.CN, 'test CA');
    assert.strictEqual(peer.issuerCertificate.issuerCertificate, peer.issuerCertificate);
  }));
  let received = 0;
  socket.on('data', (chunk) => {
    received += chunk.length;
    if (received === size) socket.end();
  });
  socket.on('end', () => note('end'));
  socket.on('close', (hadError) => {
    assert.strictEqual(hadError, false);
    note('close');
  });
  // Before the handshake: it waits.
  socket.write(Buffer.alloc(size, 'y'), common.mustSucceed());
}));
