'use strict';
// How streams and sessions end before their time, and what each side hears.
const common = require('../common');
const assert = require('node:assert');
const http2 = require('node:http2');
const net = require('node:net');

const { NGHTTP2_CANCEL, NGHTTP2_ENHANCE_YOUR_CALM, NGHTTP2_INTERNAL_ERROR, NGHTTP2_REFUSED_STREAM } = http2.constants;

const serverSide = Promise.withResolvers();
const server = http2.createServer();
server.on('sessionError', common.mustCall((error) => {
  assert.strictEqual(error.code, 'ERR_HTTP2_SESSION_ERROR');
  assert.strictEqual(error.message, `Session closed with error code ${NGHTTP2_REFUSED_STREAM}`);
}));
server.on('stream', (stream, headers) => {
  switch (headers[':path']) {
    case '/reset':
      stream.on('error', common.mustCall());
      stream.close(NGHTTP2_ENHANCE_YOUR_CALM);
      break;
    case '/thrown':
      stream.on('error', common.mustCall(({ message }) => assert.strictEqual(message, 'mine')));
      stream.destroy(new Error('mine'));
      break;
    case '/cancel':
      stream.on('aborted', common.mustCall(() => assert.strictEqual(stream.aborted, true)));
      stream.on('close', common.mustCall(() => {
        assert.strictEqual(stream.rstCode, NGHTTP2_CANCEL);
        serverSide.resolve();
      }));
      stream.respond();
      stream.write('some');
      break;
    case '/destroy':
      stream.on('error', common.mustCall());
      stream.session.destroy(NGHTTP2_REFUSED_STREAM);
      break;
  }
});

server.listen(0, '127.0.0.1', common.mustCall(async () => {
  const { port } = server.address();
  const url = `http://127.0.0.1:${port}`;
  let client = http2.connect(url);
  const failure = (request) => new Promise((resolve) => {
    request.resume().on('error', (error) => request.on('close', () => resolve(error)));
  });

  const reset = client.request({ ':path': '/reset' });
  assert.strictEqual((await failure(reset)).message, 'Stream closed with error code NGHTTP2_ENHANCE_YOUR_CALM');
  assert.strictEqual(reset.rstCode, NGHTTP2_ENHANCE_YOUR_CALM);

  const thrown = client.request({ ':path': '/thrown' });
  assert.strictEqual((await failure(thrown)).code, 'ERR_HTTP2_STREAM_ERROR');
  assert.strictEqual(thrown.rstCode, NGHTTP2_INTERNAL_ERROR);

  const controller = new AbortController();
  const cancelled = client.request({ ':path': '/cancel' }, { signal: controller.signal });
  cancelled.once('data', () => setImmediate(() => controller.abort()));
  assert.strictEqual((await failure(cancelled)).name, 'AbortError');
  await serverSide.promise;

  const closed = new Promise((resolve) => { client.on('close', resolve); });
  client.on('error', common.mustCall((error) => {
    assert.strictEqual(error.message, `Session closed with error code ${NGHTTP2_REFUSED_STREAM}`);
    assert.strictEqual(client.goawayCode, NGHTTP2_REFUSED_STREAM);
  }));
  const gone = await failure(client.request({ ':path': '/destroy' }));
  assert.strictEqual(gone.code, 'ERR_HTTP2_SESSION_ERROR');
  await closed;

  // Of a session that has ended a request tells by its event.
  assert.strictEqual((await failure(client.request())).code, 'ERR_HTTP2_INVALID_SESSION');
  assert.throws(() => http2.connect('ftp://127.0.0.1'), { code: 'ERR_HTTP2_UNSUPPORTED_PROTOCOL' });
  await new Promise((resolve) => server.close(resolve));

  client = http2.connect(url);
  client.on('error', common.mustCall((error) => assert.strictEqual(error.code, 'ECONNREFUSED')));
  const refused = await failure(client.request());
  assert.strictEqual(refused.code, 'ERR_HTTP2_STREAM_CANCEL');
  assert.strictEqual(refused.message, `The pending stream has been canceled (caused by: ${refused.cause.message})`);
  notHTTP2();
}));

// A server that speaks something else.
function notHTTP2() {
  const strange = net.createServer((socket) => socket.on('error', () => {}).end('SSH-2.0-strange and long enough\r\n'));
  strange.listen(0, '127.0.0.1', common.mustCall(() => {
    const client = http2.connect(`http://127.0.0.1:${strange.address().port}`);
    client.on('error', common.mustCall((error) => {
      assert.strictEqual(error.code, 'ERR_HTTP2_ERROR');
      assert.strictEqual(error.message, 'Protocol error');
      assert.strictEqual(error.errno, -505);
    }));
    client.on('close', common.mustCall(() => strange.close()));
  }));
}
