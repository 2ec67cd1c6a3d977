'use strict';
// Pushed streams: what the server promises, the client's 'stream' and 'push',
// and the errors of a push that cannot be.
const common = require('../common');
const assert = require('node:assert');
const http2 = require('node:http2');

const server = http2.createServer();
server.on('stream', common.mustCall((stream, headers) => {
  if (headers[':path'] === '/refused') {
    assert.strictEqual(stream.pushAllowed, false);
    assert.throws(() => stream.pushStream({}, () => {}), { code: 'ERR_HTTP2_PUSH_DISABLED' });
    stream.respond();
    stream.end();
    return;
  }
  assert.strictEqual(stream.pushAllowed, true);
  assert.throws(() => stream.pushStream({}), { code: 'ERR_INVALID_ARG_TYPE' });
  stream.pushStream({ ':path': '/pushed' }, common.mustSucceed((pushed, promised) => {
    assert.strictEqual(pushed.id, 2);
    assert.strictEqual(promised[':path'], '/pushed');
    assert.strictEqual(promised[':authority'], headers[':authority']);
    assert.throws(() => pushed.pushStream({}, () => {}), { code: 'ERR_HTTP2_NESTED_PUSH' });
    pushed.respond({ 'x-kind': 'pushed' });
    pushed.end('pushed body');
  }));
  stream.respond({ 'x-kind': 'asked' });
  stream.end('asked body');
}, 2));

server.listen(0, '127.0.0.1', common.mustCall(() => {
  const url = `http://127.0.0.1:${server.address().port}`;
  const client = http2.connect(url);
  let open = 2;
  const done = common.mustCall(() => {
    if (--open > 0) return;
    client.close();
    const refusing = http2.connect(url, { settings: { enablePush: false } });
    refusing.request({ ':path': '/refused' }).resume().on('close', common.mustCall(() => {
      refusing.close();
      server.close();
    }));
  }, 2);
  const read = (stream, text) => {
    let body = '';
    stream.setEncoding('utf8').on('data', (chunk) => { body += chunk; });
    stream.on('end', common.mustCall(() => assert.strictEqual(body, text)));
    stream.on('close', done);
  };
  client.on('stream', common.mustCall((pushed, headers, flags) => {
    assert.strictEqual(headers[':path'], '/pushed');
    assert.strictEqual(headers[':method'], 'GET');
    assert.strictEqual(typeof flags, 'number');
    pushed.on('push', common.mustCall((answer) => assert.strictEqual(answer['x-kind'], 'pushed')));
    read(pushed, 'pushed body');
  }));
  const request = client.request();
  request.on('response', common.mustCall((answer) => assert.strictEqual(answer['x-kind'], 'asked')));
  read(request, 'asked body');
}));
