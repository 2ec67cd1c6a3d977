'use strict';

// Errors of requests and what a script may not ask for.

const common = require('../common');
const assert = require('assert');
const http = require('http');
const net = require('net');

for (const [make, code] of [
  [() => http.request({ path: '/a b' }), 'ERR_UNESCAPED_CHARACTERS'],
  [() => http.request({ method: 'a b' }), 'ERR_INVALID_HTTP_TOKEN'],
  [() => http.request({ method: 1 }), 'ERR_INVALID_ARG_TYPE'],
  [() => http.request('https://localhost/'), 'ERR_INVALID_PROTOCOL'],
  [() => http.request({ agent: {} }), 'ERR_INVALID_ARG_TYPE'],
  [() => http.request({ headers: { 'a b': '1' } }), 'ERR_INVALID_HTTP_TOKEN'],
  [() => http.request({ headers: { a: 'b\n' } }), 'ERR_INVALID_CHAR'],
  [() => http.createServer({ keepAliveTimeout: 'x' }), 'ERR_INVALID_ARG_TYPE'],
  [() => http.createServer({ requestTimeout: 1, headersTimeout: 2 }), 'ERR_OUT_OF_RANGE'],
]) assert.throws(make, { code });

// The other side goes away.
{
  const server = net.createServer((socket) => {
    socket.once('data', () => socket.end());
  }).listen(0, common.mustCall(() => {
    const req = http.get({ port: server.address().port }, common.mustNotCall());
    req.on('error', common.mustCall((error) => {
      assert.strictEqual(error.code, 'ECONNRESET');
      assert.strictEqual(error.message, 'socket hang up');
    }));
    req.on('close', common.mustCall(() => server.close()));
  }));
}

// It goes away in the middle of a body.
{
  const server = net.createServer((socket) => {
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'));
  }).listen(0, common.mustCall(() => {
    http.get({ port: server.address().port }, common.mustCall((res) => {
      res.on('data', common.mustCall((data) => assert.strictEqual(String(data), 'abc')));
      res.on('end', common.mustNotCall());
      res.on('aborted', common.mustCall());
      res.on('error', common.mustCall((error) => {
        assert.strictEqual(error.code, 'ECONNRESET');
        assert.strictEqual(error.message, 'aborted');
        assert.strictEqual(res.complete, false);
        server.close();
      }));
    }));
  }));
}

// It does not speak HTTP.
{
  const server = net.createServer((socket) => socket.end('hello\r\n\r\n')).listen(0, common.mustCall(() => {
    http.get({ port: server.address().port }, common.mustNotCall()).on('error', common.mustCall((error) => {
      assert.strictEqual(error.code, 'HPE_INVALID_CONSTANT');
      server.close();
    }));
  }));
}

// The script itself gives up.
{
  const server = http.createServer(common.mustCall((req, res) => {
    res.on('close', common.mustCall(() => {
      assert.strictEqual(res.writableFinished, false);
      server.close();
    }));
    res.flushHeaders();
    res.write('a');
    assert.throws(() => res.setHeader('a', 'b'), { code: 'ERR_HTTP_HEADERS_SENT' });
    assert.throws(() => res.writeHead(99), { code: 'ERR_HTTP_HEADERS_SENT' });
  })).listen(0, common.mustCall(() => {
    const req = http.get({ port: server.address().port }, common.mustCall((res) => {
      res.once('data', () => req.destroy(new Error('enough')));
      res.on('error', common.mustCall((error) => assert.strictEqual(error.code, 'ECONNRESET')));
    }));
    req.on('error', common.mustCall((error) => assert.strictEqual(error.message, 'enough')));
    req.on('close', common.mustCall());
  }));
}

// Nothing comes in time.
{
  let req;
  const server = http.createServer(common.mustCall(() => req.setTimeout(50))).listen(0, common.mustCall(() => {
    req = http.get({ port: server.address().port }, common.mustNotCall());
    req.on('timeout', common.mustCall(() => req.destroy()));
    req.on('error', common.mustCall((error) => {
      assert.strictEqual(error.code, 'ECONNRESET');
      server.close();
    }));
  }));
}
