'use strict';
// Datagrams come whole, with their sender, over both families.
const common = require('../common');
const assert = require('node:assert');
const dgram = require('node:dgram');

for (const [type, address, family] of [['udp4', '127.0.0.1', 'IPv4'], ['udp6', '::1', 'IPv6']]) {
  const server = dgram.createSocket(type, common.mustCall((message, sender) => {
    assert.deepStrictEqual(sender, { address, family, port: client.address().port, size: 10 });
    assert.ok(Buffer.isBuffer(message));
    server.send(['<', message, '>'], sender.port, sender.address, common.mustSucceed((bytes) => {
      assert.strictEqual(bytes, 12);
      server.close();
    }));
  }));
  const client = dgram.createSocket(type);
  client.on('message', common.mustCall((message) => {
    assert.strictEqual(message.toString(), '<hello \u00fcdp>');
    client.close(common.mustCall());
  }));
  server.bind(0, address, common.mustCall(() => {
    const { port } = server.address();
    assert.deepStrictEqual(server.address(), { address, family, port });
    client.send('hello \u00fcdp', port, address);
  }));
}
