'use strict';
// The option onread: data goes into one buffer, in pieces that fit.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const sent = 'abcdefghij'.repeat(10);
const server = net.createServer((socket) => socket.end(sent));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const buffer = Buffer.alloc(16);
  let text = '';
  let pauses = 0;
  const socket = net.connect({
    port: server.address().port, host: '127.0.0.1',
    onread: {
      buffer,
      callback: common.mustCallAtLeast(function(nread, given) {
        assert.strictEqual(this, socket);
        assert.strictEqual(given, buffer);
        assert.ok(nread <= 16);
        text += given.toString('latin1', 0, nread);
        if (++pauses < 3) {
          setTimeout(() => socket.resume(), 5);
          return false;
        }
      }, 7),
    },
  });
  socket.on('data', common.mustNotCall());
  socket.on('end', common.mustCall());
  socket.on('close', common.mustCall(() => {
    assert.strictEqual(text, sent);
    assert.strictEqual(socket.bytesRead, sent.length);
    server.close();
  }));
}));
