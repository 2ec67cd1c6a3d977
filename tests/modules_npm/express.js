'use strict';
// express serves requests: routes, parameters, JSON bodies, errors.
const assert = require('node:assert');
const http = require('node:http');
const { once } = require('node:events');
const { test } = require('node:test');
const express = require('express');

function request(port, method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {};
    const req = http.request({ port, host: '127.0.0.1', method, path, headers, agent: false }, (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (chunk) => { text += chunk; })
        .on('end', () => resolve({ status: res.statusCode, text, type: res.headers['content-type'] }));
    });
    req.on('error', reject).end(body);
  });
}

test('express', async () => {
  const app = express();
  app.use(express.json());
  app.get('/hello/:name', (req, res) => { res.send(`hello ${req.params.name} ${req.query.q}`); });
  app.post('/sum', (req, res) => { res.status(201).json({ sum: req.body.list.reduce((a, b) => a + b) }); });
  app.get('/fail', async () => { throw new Error('failed'); });
  app.use((err, req, res, next) => { res.status(500).send(err.message); });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const hello = await request(port, 'GET', '/hello/net?q=1');
  assert.strictEqual(hello.text, 'hello net 1');
  assert.match(hello.type, /text\/html/);
  assert.deepStrictEqual(await request(port, 'POST', '/sum', '{"list":[1,2,3]}'),
                         { status: 201, text: '{"sum":6}', type: 'application/json; charset=utf-8' });
  assert.strictEqual((await request(port, 'GET', '/fail')).text, 'failed');
  assert.strictEqual((await request(port, 'GET', '/none')).status, 404);
  server.close();
  await once(server, 'close');
});
