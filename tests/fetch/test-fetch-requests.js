'use strict';
// fetch over HTTP: methods, bodies, redirects, encodings, failures.
const common = require('../common');
const assert = require('node:assert');
const http = require('node:http');
const zlib = require('node:zlib');

const routes = {
  '/json'(req, res) {
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ method: req.method, headers: req.headers }));
  },
  '/echo'(req, res) {
    let body = '';
    req.setEncoding('utf8').on('data', (chunk) => { body += chunk; });
    req.on('end', () => res.end([req.method, req.headers['content-type'], req.headers['content-length'], body].join('|')));
  },
  '/302'(req, res) { res.writeHead(302, { location: '/echo' }).end(); },
  '/307'(req, res) { res.writeHead(307, { location: '/echo' }).end(); },
  '/loop'(req, res) { res.writeHead(302, { location: '/loop' }).end(); },
  '/gzip'(req, res) { res.writeHead(200, { 'content-encoding': 'gzip' }).end(zlib.gzipSync('packed')); },
  '/missing'(req, res) { res.writeHead(404, 'Gone', { 'set-cookie': ['a=1', 'b=2'] }).end('nothing'); },
  '/slow'(req, res) { res.write('begin'); },
  '/reset'(req) { req.socket.destroy(); },
};
const server = http.createServer((req, res) => routes[req.url](req, res));

server.listen(0, '127.0.0.1', common.mustCall(async () => {
  const base = `http://127.0.0.1:${server.address().port}`;
  const text = async (path, init) => (await fetch(base + path, init)).text();

  const response = await fetch(`${base}/json#part`);
  assert.deepStrictEqual([response.status, response.ok, response.statusText, response.type, response.url, response.redirected],
                         [200, true, 'OK', 'basic', `${base}/json`, false]);
  assert.throws(() => response.headers.set('a', 'b'), { name: 'TypeError', message: 'immutable' });
  const { method, headers } = await response.json();
  assert.strictEqual(method, 'GET');
  assert.deepStrictEqual([headers['user-agent'], headers.accept, headers['accept-encoding']], ['node', '*/*', 'gzip, deflate']);
  assert.ok(response.bodyUsed);
  await assert.rejects(response.text(), { message: 'Body is unusable: Body has already been read' });

  assert.strictEqual(await text('/echo', { method: 'POST', body: 'hi' }), 'POST|text/plain;charset=UTF-8|2|hi');
  assert.strictEqual(await text('/echo', { method: 'put', body: new URLSearchParams('a=b') }),
                     'PUT|application/x-www-form-urlencoded;charset=UTF-8|3|a=b');
  assert.strictEqual(await text('/echo', { method: 'POST', duplex: 'half', body: ReadableStream.from(['st', 'ream'].map(Buffer.from)) }),
                     'POST|||stream');
  assert.strictEqual(await text('/302', { method: 'POST', body: 'x' }), 'GET|||');
  assert.strictEqual(await text('/307', { method: 'POST', body: 'x' }), 'POST|text/plain;charset=UTF-8|1|x');
  assert.strictEqual(await text('/gzip'), 'packed');
  assert.ok((await fetch(`${base}/302`)).redirected);
  assert.strictEqual((await fetch(`${base}/302`, { redirect: 'manual' })).status, 302);
  await assert.rejects(fetch(`${base}/302`, { redirect: 'error' }), ({ cause }) => cause.message === 'unexpected redirect');
  await assert.rejects(fetch(`${base}/loop`), ({ cause }) => cause.message === 'redirect count exceeded');

  const missing = await fetch(`${base}/missing`);
  assert.deepStrictEqual([missing.status, missing.statusText, missing.ok, missing.headers.getSetCookie(), await missing.text()],
                         [404, 'Gone', false, ['a=1', 'b=2'], 'nothing']);

  await assert.rejects(fetch(`${base}/reset`), { name: 'TypeError', message: 'fetch failed' });
  await assert.rejects(fetch('http://127.0.0.1:1/'), ({ cause }) => cause.message === 'bad port');
  await assert.rejects(fetch('ftp://a/'), ({ cause }) => cause.message === 'unknown scheme');
  await assert.rejects(fetch('x'), { message: 'Failed to parse URL from x' });

  const controller = new AbortController();
  const slow = await fetch(`${base}/slow`, { signal: controller.signal });
  const reading = slow.text();
  controller.abort(new Error('enough'));
  await assert.rejects(reading, { message: 'enough' });
  await assert.rejects(fetch(`${base}/json`, { signal: AbortSignal.abort() }), { name: 'AbortError' });

  const data = await fetch('data:text/x;base64,aGk=');
  assert.deepStrictEqual([data.headers.get('content-type'), await data.text()], ['text/x', 'hi']);
  const blob = await fetch(URL.createObjectURL(new Blob(['blob'], { type: 'a/b' })));
  assert.deepStrictEqual([blob.headers.get('content-type'), await blob.text()], ['a/b', 'blob']);

  server.close();
  server.closeAllConnections();
}));
