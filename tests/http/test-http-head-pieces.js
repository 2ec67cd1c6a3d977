'use strict';
// A head means the same whether it comes whole or one byte at a time.
const common = require('../common');
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');

const heads = [
  'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /a/b?c=d#e HTTP/1.1\r\nHost: x\r\nX-A: 1\r\nx-a:2\r\nX-Tab: \ta\tb \r\nX-Empty:\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc',
  'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n',
  'GET / HTTP/1.0\r\n\r\n',
  'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\nConnection: keep-alive\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nConnection: x, close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nCookie: a=1\r\nCookie: b=2\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: what\r\nConnection: upgrade\r\n\r\n',
  'GET  /  HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /\xe4 HTTP/1.1\r\nHost: x\r\nX-Latin: \xe4\r\n\r\n',
  '\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n',
  'M-SEARCH / HTTP/1.1\r\nHost: x\r\n\r\n',
  // Wrong ones.
  'GET / HTTP/1.1\r\n\r\n',
  'WHAT / HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nA: \x01\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1x\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na',
  'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
];

// exchange sends a head in the given pieces, and notes what the server makes of
// it and what comes back.
function exchange(pieces, done) {
  const seen = [];
  const server = http.createServer((req, res) => {
    seen.push([req.method, req.url, req.httpVersion, req.rawHeaders, req.headers]);
    let body = '';
    req.on('data', (chunk) => { body += chunk; });
    req.on('end', () => {
      seen.push(body, res.shouldKeepAlive);
      res.end('answer');
    });
  });
  server.on('clientError', (err, socket) => {
    if (!seen.includes(err.code)) seen.push(err.code);
    socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
  });
  server.listen(0, '127.0.0.1', common.mustCall(() => {
    const client = net.connect(server.address().port, '127.0.0.1');
    client.setNoDelay(true);
    client.setEncoding('latin1');
    let answer = '';
    client.on('data', (chunk) => {
      answer += chunk;
      if (answer.endsWith('answer') || answer.endsWith('0\r\n\r\n')) client.end();
    });
    client.on('error', () => {});
    client.on('close', common.mustCall(() => server.close(common.mustCall(() => {
      done(seen, answer.replace(/^Date: .*\r\n/m, ''));
    }))));
    (function send(i) {
      if (i < pieces.length && client.writable) client.write(pieces[i], 'latin1', () => setImmediate(send, i + 1));
    })(0);
  }));
}

(function next(i) {
  if (i === heads.length) return;
  exchange([heads[i]], common.mustCall((whole, answer) => {
    exchange(heads[i].split(''), common.mustCall((pieces, other) => {
      assert.deepStrictEqual(pieces, whole, heads[i]);
      assert.strictEqual(other.split('\r\n')[0], answer.split('\r\n')[0], heads[i]);
      assert.ok(whole.length > 0 || answer.startsWith('HTTP/1.1 400'), heads[i]);
      next(i + 1);
    }));
  }));
})(0);
