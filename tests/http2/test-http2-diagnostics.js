'use strict';
// The diagnostics channels of streams.
const common = require('../common');
const assert = require('node:assert');
const { subscribe } = require('node:diagnostics_channel');
const http2 = require('node:http2');

const seen = { client: [], server: [] };
const on = (side, event, ...keys) => subscribe(`http2.${side}.stream.${event}`, (message) => {
  seen[side].push(event);
  assert.deepStrictEqual(Object.keys(message).toSorted(), keys.toSorted());
  assert.strictEqual(message.stream.constructor.name, side === 'client' ? 'ClientHttp2Stream' : 'ServerHttp2Stream');
});
for (const side of ['client', 'server']) {
  on(side, 'created', 'stream', 'headers');
  on(side, 'start', 'stream', 'headers');
  on(side, 'finish', 'stream', 'headers', 'flags');
  on(side, 'error', 'stream', 'error');
  on(side, 'close', 'stream');
}
on('client', 'bodyChunkSent', 'stream', 'writev', 'data', 'encoding');
on('client', 'bodySent', 'stream');

const server = http2.createServer();
server.on('stream', common.mustCall((stream, headers) => {
  if (headers[':path'] === '/bad') {
    stream.on('error', common.mustCall());
    stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
    return;
  }
  stream.respond();
  stream.resume().on('end', () => stream.end('x'));
}, 2));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = http2.connect(`http://127.0.0.1:${server.address().port}`);
  const good = client.request({ ':method': 'POST' });
  good.end('body');
  good.resume().on('close', common.mustCall(() => {
    assert.deepStrictEqual(seen.client, ['created', 'bodyChunkSent', 'start', 'bodySent', 'finish', 'close']);
    const bad = client.request({ ':path': '/bad' });
    bad.on('error', common.mustCall(({ code, message }) => {
      assert.strictEqual(code, 'ERR_HTTP2_STREAM_ERROR');
      assert.strictEqual(message, 'Stream closed with error code NGHTTP2_INTERNAL_ERROR');
    }));
    bad.on('close', common.mustCall(() => {
      assert.deepStrictEqual(seen.client.slice(6), ['bodySent', 'start', 'created', 'close', 'error']);
      client.close();
      server.close();
    }));
  }));
}));
process.on('exit', () => {
  assert.deepStrictEqual(seen.server.toSorted(), [
    'close', 'close', 'created', 'created', 'error', 'finish', 'start', 'start',
  ]);
});
