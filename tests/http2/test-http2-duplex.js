'use strict';
// Sessions over any Duplex: no socket is needed on either side.
const common = require('../common');
const assert = require('node:assert');
const http2 = require('node:http2');
const { duplexPair } = require('node:stream');

const [near, far] = duplexPair();
const session = http2.performServerHandshake(far);
session.on('stream', common.mustCall((stream, headers) => {
  assert.strictEqual(headers[':authority'], 'example.org:80');
  stream.respond();
  stream.pipe(stream);
}));
assert.throws(() => http2.performServerHandshake(far), { code: 'ERR_HTTP2_SOCKET_BOUND' });

const client = http2.connect('http://example.org', { createConnection: common.mustCall(() => near) });
const request = client.request({ ':method': 'POST' });
let body = '';
request.setEncoding('utf8').on('data', (chunk) => { body += chunk; });
request.on('close', common.mustCall(() => {
  assert.strictEqual(body, 'over'.repeat(10_000));
  client.destroy();
  session.destroy();
}));
client.on('close', common.mustCall());
session.on('close', common.mustCall());
request.end('over'.repeat(10_000));
