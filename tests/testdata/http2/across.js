'use strict';
// A server here, and a client of another runtime, whose path is the argument:
// plain and over TLS. The client is this same script.
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const http2 = require('node:http2');
const path = require('node:path');

const keys = path.join(__dirname, '..', '..', 'tls', 'keys');
const pem = (name) => fs.readFileSync(path.join(keys, `${name}.pem`));
const large = Buffer.alloc(500_000, 'across ');

function onStream(stream, headers) {
  const received = [];
  stream.on('data', (chunk) => received.push(chunk));
  stream.on('end', () => {
    stream.respond({ ':status': 201, 'x-echo': headers['x-sent'], 'set-cookie': ['a=1', 'b=2'] }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-path': headers[':path'] }));
    if (stream.pushAllowed) {
      stream.pushStream({ ':path': '/pushed' }, (error, pushed) => {
        assert.ifError(error);
        pushed.respond();
        pushed.end('pushed');
      });
    }
    stream.end(Buffer.concat(received));
  });
}

function serve(server, protocol, other, done) {
  server.on('stream', onStream);
  server.on('sessionError', (error) => { throw error; });
  server.listen(0, '127.0.0.1', () => {
    const url = `${protocol}://127.0.0.1:${server.address().port}`;
    spawn(other, [__filename, 'client', url], { stdio: 'inherit' }).on('exit', (code) => {
      assert.strictEqual(code, 0);
      server.close(done);
    });
  });
}

function ask(client, name, body) {
  return new Promise((resolve, reject) => {
    const answer = { chunks: [] };
    const request = client.request({ ':method': 'POST', ':path': name, 'x-sent': 'é'.repeat(50) });
    request.on('response', (headers) => { answer.headers = headers; });
    request.on('trailers', (trailers) => { answer.trailers = trailers; });
    request.on('data', (chunk) => answer.chunks.push(chunk));
    request.on('error', reject).on('close', () => resolve({ ...answer, body: Buffer.concat(answer.chunks) }));
    request.end(body);
  });
}

async function useServer(url) {
  const client = http2.connect(url, { ca: pem('ca-cert'), servername: 'localhost' });
  let pushes = 0;
  client.on('stream', (pushed) => pushed.resume().on('end', () => pushes++));
  await new Promise((resolve) => client.on('connect', resolve));
  await new Promise((resolve, reject) => client.ping((error) => (error ? reject(error) : resolve())));
  const answers = await Promise.all(['/a', '/b', '/c'].map((name) => ask(client, name, large)));
  for (const [i, { headers, trailers, body }] of answers.entries()) {
    assert.strictEqual(headers[':status'], 201);
    assert.strictEqual(headers['x-echo'], 'é'.repeat(50));
    assert.deepStrictEqual(headers['set-cookie'], ['a=1', 'b=2']);
    assert.strictEqual(trailers['x-path'], ['/a', '/b', '/c'][i]);
    assert.ok(body.equals(large));
  }
  await new Promise((resolve) => client.close(resolve));
  assert.strictEqual(pushes, 3);
}

if (process.argv[2] === 'client') {
  useServer(process.argv[3]);
} else {
  const other = process.argv[2];
  serve(http2.createServer(), 'http', other, () => {
    serve(http2.createSecureServer({ key: pem('server-key'), cert: pem('server-cert') }), 'https', other, () => console.log('done'));
  });
}
