'use strict';
// Lines 63-69: the callback gets the socket; what it writes arrives, then the end.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall(function(socket) {
  assert.strictEqual(this, server);
  assert.strictEqual(arguments.length, 1);
  socket.write('hello\n');
  socket.end();
}));

server.listen(0, '127.0.0.1', common.mustCall(() => {
  const seen = [];
  net.connect(server.address().port, '127.0.0.1')
    .on('data', (chunk) => seen.push(chunk.toString()))
    .on('end', () => seen.push('end'))
    .on('close', common.mustCall(() => {
      assert.deepStrictEqual(seen, ['hello\n', 'end']);
      server.close();
    }));
}));
