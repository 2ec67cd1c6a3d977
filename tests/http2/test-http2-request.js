'use strict';
// A request and its answer: headers, bodies both ways, trailers, the states of
// the stream, and the end of both sessions.
const common = require('../common');
const assert = require('node:assert');
const http2 = require('node:http2');

const server = http2.createServer();
server.on('stream', common.mustCall((stream, headers, flags, rawHeaders) => {
  assert.strictEqual(headers[':method'], 'POST');
  assert.strictEqual(headers[':path'], '/up?a=b');
  assert.strictEqual(headers[':scheme'], 'http');
  assert.strictEqual(headers['x-many'], '1, 2');
  assert.strictEqual(headers.cookie, 'a=1; b=2');
  assert.deepStrictEqual(rawHeaders.slice(0, 2), [':path', '/up?a=b']);
  assert.strictEqual(typeof flags, 'number');
  assert.strictEqual(stream.id, 1);
  assert.strictEqual(stream.pending, false);
  let body = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => { body += chunk; });
  stream.on('end', common.mustCall(() => {
    assert.strictEqual(body, 'héllo'.repeat(3));
    stream.respond({ ':status': 201, 'set-cookie': ['c=1', 'd=2'], 'x-latin': 'é' }, { waitForTrailers: true });
    assert.throws(() => stream.respond(), { code: 'ERR_HTTP2_HEADERS_SENT' });
    assert.throws(() => stream.sendTrailers({}), { code: 'ERR_HTTP2_TRAILERS_NOT_READY' });
    stream.on('wantTrailers', common.mustCall(() => {
      stream.sendTrailers({ 'x-sum': 'abc' });
      assert.deepStrictEqual({ ...stream.sentTrailers }, { 'x-sum': 'abc' });
    }));
    stream.end('done');
  }));
  stream.on('close', common.mustCall(() => assert.strictEqual(stream.rstCode, 0)));
}));

server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  const client = http2.connect(`http://127.0.0.1:${port}`, common.mustCall((session, socket) => {
    assert.strictEqual(session, client);
    assert.strictEqual(socket.remotePort, port);
    assert.strictEqual(client.alpnProtocol, 'h2c');
    assert.strictEqual(client.encrypted, false);
  }));
  const request = client.request({
    ':path': '/up?a=b', ':method': 'POST', 'x-many': ['1', '2'], 'cookie': ['a=1', 'b=2'],
  });
  assert.strictEqual(request.pending, true);
  request.write('héllo');
  request.write(Buffer.from('héllo'));
  request.end('héllo');
  const events = [];
  request.on('response', common.mustCall((headers) => {
    events.push('response');
    assert.strictEqual(headers[':status'], 201);
    assert.deepStrictEqual(headers['set-cookie'], ['c=1', 'd=2']);
    assert.strictEqual(headers['x-latin'], 'é');
    assert.ok(headers.date);
  }));
  request.on('trailers', common.mustCall((trailers, flags) => {
    events.push('trailers');
    assert.strictEqual(trailers['x-sum'], 'abc');
    assert.strictEqual(flags & http2.constants.NGHTTP2_FLAG_END_STREAM, 1);
  }));
  let body = '';
  request.setEncoding('utf8').on('data', (chunk) => { body += chunk; });
  request.on('end', common.mustCall(() => {
    events.push('end');
    assert.strictEqual(body, 'done');
  }));
  request.on('close', common.mustCall(() => {
    assert.deepStrictEqual(events, ['response', 'trailers', 'end']);
    assert.strictEqual(request.destroyed, true);
    client.close(common.mustCall(() => assert.ok(client.destroyed)));
    server.close(common.mustCall());
  }));
}));
