'use strict';
// Responses from files: whole, parts, with trailers, and what goes wrong.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs');
const http2 = require('node:http2');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'http2-files-'));
const file = path.join(folder, 'data');
const content = Buffer.alloc(300_000, 'abcdefghijklmnopqrstuvwxyz');
fs.writeFileSync(file, content);
const fd = fs.openSync(file, 'r');

const handlers = {
  '/whole': (stream) => stream.respondWithFile(file, { 'content-type': 'x/y' }, {
    statCheck: common.mustCall((stat, headers) => { headers['x-size'] = stat.size; }),
  }),
  '/part': (stream) => stream.respondWithFile(file, {}, { offset: 26 * 1000, length: 5 }),
  '/fd': (stream) => stream.respondWithFD(fd, {}, { offset: 2, length: 70_000 }),
  '/trailers': (stream) => {
    stream.on('wantTrailers', common.mustCall(() => stream.sendTrailers({ 'x-end': 'yes' })));
    stream.respondWithFD(fd, {}, { offset: 0, length: 3, waitForTrailers: true });
  },
  '/checked': (stream) => stream.respondWithFile(file, {}, {
    statCheck() {
      stream.respond({ ':status': 304 });
      return false;
    },
  }),
  '/missing': (stream) => stream.respondWithFile(path.join(folder, 'none'), {}, {
    onError: common.mustCall((error) => {
      assert.strictEqual(error.code, 'ENOENT');
      stream.respond({ ':status': 404 });
      stream.end();
    }),
  }),
  '/folder': (stream) => stream.respondWithFile(folder, {}, {
    onError: common.mustCall((error) => {
      assert.strictEqual(error.code, 'ERR_HTTP2_SEND_FILE');
      stream.respond({ ':status': 403 });
      stream.end();
    }),
  }),
};

const server = http2.createServer();
server.on('stream', common.mustCall((stream, headers) => {
  assert.throws(() => stream.respondWithFD('x'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => stream.respondWithFile(file, {}, { offset: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => stream.respondWithFD(fd, { ':status': 204 }), { code: 'ERR_HTTP2_PAYLOAD_FORBIDDEN' });
  handlers[headers[':path']](stream);
}, Object.keys(handlers).length));

server.listen(0, '127.0.0.1', common.mustCall(async () => {
  const client = http2.connect(`http://127.0.0.1:${server.address().port}`);
  const get = (name) => new Promise((resolve, reject) => {
    const answer = { chunks: [] };
    const request = client.request({ ':path': name });
    request.on('response', (headers) => { answer.headers = headers; });
    request.on('trailers', (trailers) => { answer.trailers = trailers; });
    request.on('data', (chunk) => answer.chunks.push(chunk));
    request.on('close', () => resolve({ ...answer, body: Buffer.concat(answer.chunks) })).on('error', reject);
  });

  const whole = await get('/whole');
  assert.ok(whole.body.equals(content));
  assert.strictEqual(whole.headers['content-length'], '300000');
  assert.strictEqual(whole.headers['x-size'], '300000');

  const part = await get('/part');
  assert.strictEqual(part.body.toString(), 'abcde');
  assert.strictEqual(part.headers['content-length'], '5');

  assert.ok((await get('/fd')).body.equals(content.subarray(2, 70_002)));

  const trailed = await get('/trailers');
  assert.strictEqual(trailed.body.toString(), 'abc');
  assert.strictEqual(trailed.trailers['x-end'], 'yes');

  assert.strictEqual((await get('/checked')).headers[':status'], 304);
  assert.strictEqual((await get('/missing')).headers[':status'], 404);
  assert.strictEqual((await get('/folder')).headers[':status'], 403);

  client.close();
  server.close(common.mustCall(() => {
    fs.closeSync(fd);
    fs.rmSync(folder, { recursive: true });
  }));
}));
