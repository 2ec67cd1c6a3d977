'use strict';
// Lines 787-791: the server tells the client that it was idle.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  socket.setTimeout(30);
  socket.on('timeout', common.mustCall(() => socket.end('idle\n')));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  let text = '';
  net.connect(server.address().port, '127.0.0.1')
    .on('data', (chunk) => { text += chunk; })
    .on('end', common.mustCall(() => {
      assert.strictEqual(text, 'idle\n');
      server.close();
    }));
}));
