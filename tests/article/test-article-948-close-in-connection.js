'use strict';
// Lines 946-952: close inside the connection callback lets that socket go on.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer(common.mustCall((socket) => {
  server.close(common.mustCall());
  socket.write('still here\n');
  setTimeout(() => socket.end(), 10);
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  let text = '';
  net.connect(server.address().port, '127.0.0.1')
    .on('data', (chunk) => { text += chunk; })
    .on('close', common.mustCall(() => assert.strictEqual(text, 'still here\n')));
}));
