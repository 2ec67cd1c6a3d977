'use strict';
// The compatibility layer: a server written for node:http.
const common = require('../common');
const assert = require('node:assert');
const http2 = require('node:http2');

const server = http2.createServer(common.mustCall((req, res) => {
  assert.ok(req instanceof http2.Http2ServerRequest);
  assert.ok(res instanceof http2.Http2ServerResponse);
  assert.strictEqual(req.httpVersion, '2.0');
  assert.strictEqual(req.socket.remoteAddress, '127.0.0.1');
  assert.throws(() => req.socket.write('x'), { code: 'ERR_HTTP2_NO_SOCKET_MANIPULATION' });
  if (req.url === '/info') {
    assert.strictEqual(res.writeContinue(), true);
    assert.strictEqual(res.writeEarlyHints({ link: '</a.css>; rel=preload' }), true);
  }
  res.setHeader('X-Path', req.url);
  res.appendHeader('x-more', 'a');
  res.appendHeader('x-more', 'b');
  assert.deepStrictEqual(res.getHeaderNames(), ['x-path', 'x-more']);
  assert.throws(() => res.setHeader(':status', 1), { code: 'ERR_HTTP2_PSEUDOHEADER_NOT_ALLOWED' });
  assert.throws(() => { res.statusCode = 101; }, { code: 'ERR_HTTP2_INFO_STATUS_NOT_ALLOWED' });
  res.statusCode = 202;
  res.setTrailer('x-trailer', 'end');
  if (req.method === 'HEAD') {
    res.end('not sent');
    return;
  }
  req.on('data', (chunk) => res.write(chunk));
  req.on('end', common.mustCall(() => {
    res.end('.', common.mustCall());
    assert.throws(() => res.setHeader('a', 'b'), { code: 'ERR_HTTP2_HEADERS_SENT' });
  }));
}, 3));

server.listen(0, '127.0.0.1', common.mustCall(async () => {
  const client = http2.connect(`http://127.0.0.1:${server.address().port}`);
  const ask = (headers, body) => new Promise((resolve, reject) => {
    const request = client.request(headers);
    const answer = { information: [], body: '' };
    request.on('headers', (head) => answer.information.push(head[':status']));
    request.on('response', (head) => { answer.head = head; });
    request.on('trailers', (trailers) => { answer.trailers = { ...trailers }; });
    request.setEncoding('utf8').on('data', (chunk) => { answer.body += chunk; });
    request.on('close', () => resolve(answer)).on('error', reject);
    request.end(body);
  });

  const echoed = await ask({ ':path': '/echo', ':method': 'POST' }, 'body');
  assert.strictEqual(echoed.body, 'body.');
  assert.strictEqual(echoed.head[':status'], 202);
  assert.strictEqual(echoed.head['x-path'], '/echo');
  assert.strictEqual(echoed.head['x-more'], 'a, b');
  assert.strictEqual(echoed.trailers['x-trailer'], 'end');

  const informed = await ask({ ':path': '/info', ':method': 'POST' }, '');
  assert.deepStrictEqual(informed.information, [100, 103]);

  const head = await ask({ ':path': '/head', ':method': 'HEAD' });
  assert.strictEqual(head.body, '');
  assert.strictEqual(head.head[':status'], 202);

  client.close();
  server.close();
}));
