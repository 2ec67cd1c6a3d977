'use strict';
// All that send takes, for sockets with a peer and without.
const common = require('../common');
const assert = require('node:assert');
const dgram = require('node:dgram');

const got = [];
const want = [];
const server = dgram.createSocket('udp4', (message) => {
  got.push(message.toString());
  if (got.length === 7) connect();
  if (got.length < 10) return;
  assert.deepStrictEqual(got, want);
  server.close();
  client.close();
  connected.close();
});
const client = dgram.createSocket('udp4');
const connected = dgram.createSocket('udp4');

function sent(text) {
  want.push(text);
  return common.mustSucceed((bytes) => assert.strictEqual(bytes, text.length));
}

function connect() {
  const { port } = server.address();
  const text = Buffer.from('abcdef');
  connected.connect(port, '127.0.0.1', common.mustCall(() => {
    assert.strictEqual(connected.remoteAddress().port, port);
    connected.send('xyz', sent('xyz'));
    connected.send(text, 2, 2, sent('cd'));
    connected.send(['p', 'q'], sent('pq'));
    assert.throws(() => connected.send('x', 0, 1, port), { code: 'ERR_SOCKET_DGRAM_IS_CONNECTED' });
  }));
}

server.bind(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  const text = Buffer.from('abcdef');
  client.bind(0, '127.0.0.1', common.mustCall(() => {
    client.send('abc', port, sent('abc'));
    client.send(text, 1, 3, port, '127.0.0.1', sent('bcd'));
    client.send(text, 1, 3, port, sent('bcd'));
    client.send(['a', text, new Uint8Array([120])], port, '127.0.0.1', sent('aabcdefx'));
    client.send(new DataView(text.buffer, text.byteOffset, 2), port, '127.0.0.1', sent('ab'));
    client.send([], port, '127.0.0.1', sent(''));
    client.sendto('abcdef', 0, 2, port, '127.0.0.1', sent('ab'));
  }));
  for (const [args, code] of [
    [[1, port], 'ERR_INVALID_ARG_TYPE'], [[[1], port], 'ERR_INVALID_ARG_TYPE'], [['x'], 'ERR_SOCKET_BAD_PORT'],
    [['x', 0], 'ERR_SOCKET_BAD_PORT'], [['x', 65536], 'ERR_SOCKET_BAD_PORT'], [['x', port, 1], 'ERR_INVALID_ARG_TYPE'],
    [['abc', 4, 1, port], 'ERR_BUFFER_OUT_OF_BOUNDS'], [['abc', 1, 3, port], 'ERR_BUFFER_OUT_OF_BOUNDS'],
  ]) {
    assert.throws(() => client.send(...args), { code });
  }
}));
