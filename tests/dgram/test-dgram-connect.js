'use strict';
// A socket with a peer: it hears of nobody else, and of a peer that is gone.
const common = require('../common');
const assert = require('node:assert');
const dgram = require('node:dgram');

const peer = dgram.createSocket('udp4');
const client = dgram.createSocket('udp4');
assert.throws(() => client.remoteAddress(), { code: 'ERR_SOCKET_DGRAM_NOT_CONNECTED' });
assert.throws(() => client.disconnect(), { code: 'ERR_SOCKET_DGRAM_NOT_CONNECTED' });
assert.throws(() => client.connect(0), { code: 'ERR_SOCKET_BAD_PORT', message: /^Port should be > 0 and < 65536/ });

peer.bind(0, '127.0.0.1', common.mustCall(() => {
  const { port } = peer.address();
  client.connect(port, common.mustCall(() => {
    assert.deepStrictEqual(client.remoteAddress(), { address: '127.0.0.1', family: 'IPv4', port });
    assert.throws(() => client.connect(port), { code: 'ERR_SOCKET_DGRAM_IS_CONNECTED' });
    client.disconnect();
    client.connectSync(port, '127.0.0.1');
    client.once('connect', common.mustCall(() => {
      peer.close(common.mustCall(() => client.send('anybody?')));
    }));
  }));
}));
client.on('message', common.mustNotCall());
client.on('error', common.mustCall((err) => {
  assert.strictEqual(err.message, 'recvmsg ECONNREFUSED');
  client.close();
}));
