'use strict';
// HTTP/2 over TLS, HTTP/1 beside it, and a client that speaks neither.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const http2 = require('node:http2');
const https = require('node:https');
const path = require('node:path');
const tls = require('node:tls');

const keys = path.join(__dirname, '..', 'tls', 'keys');
const [key, cert, ca] = ['server-key', 'server-cert', 'ca-cert'].map((name) => fs.readFileSync(path.join(keys, `${name}.pem`)));

const server = http2.createSecureServer({ key, cert, allowHTTP1: true }, common.mustCall((req, res) => {
  res.end(`${req.httpVersion} ${req.url} ${req.socket.encrypted}`);
}, 2));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  const client = http2.connect(`https://127.0.0.1:${port}`, { ca, servername: 'localhost' }, common.mustCall((session, socket) => {
    assert.strictEqual(session.encrypted, true);
    assert.strictEqual(session.alpnProtocol, 'h2');
    assert.strictEqual(socket.alpnProtocol, 'h2');
    assert.deepStrictEqual(session.originSet, [`https://localhost:${port}`]);
  }));
  let body = '';
  client.request({ ':path': '/two' }).setEncoding('utf8').on('data', (chunk) => { body += chunk; })
    .on('close', common.mustCall(() => {
      assert.strictEqual(body, '2.0 /two true');
      client.close();
      overOne(port);
    }));
}));

function overOne(port) {
  https.get({ host: '127.0.0.1', port, path: '/one', ca, servername: 'localhost', agent: false }, common.mustCall((res) => {
    let body = '';
    res.setEncoding('utf8').on('data', (chunk) => { body += chunk; }).on('end', common.mustCall(() => {
      assert.strictEqual(body, '1.1 /one true');
      server.close(common.mustCall(strange));
    }));
  }));
}

function strange() {
  const strict = http2.createSecureServer({ key, cert });
  strict.on('session', common.mustNotCall());
  strict.on('unknownProtocol', common.mustCall((socket) => socket.end('what?')));
  strict.listen(0, '127.0.0.1', common.mustCall(() => {
    const { port } = strict.address();
    let text = '';
    tls.connect({ port, host: '127.0.0.1', ca, servername: 'localhost' })
      .setEncoding('utf8').on('data', (chunk) => { text += chunk; })
      .on('close', common.mustCall(() => {
        assert.strictEqual(text, 'what?');
        strict.close();
      }));
  }));
}
