'use strict';
// Lines 629-633: a result and the end.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => {
  socket.write('result\n');
  socket.end();
});
server.listen(0, '127.0.0.1', common.mustCall(() => {
  let text = '';
  net.connect(server.address().port, '127.0.0.1')
    .on('data', (chunk) => { text += chunk; })
    .on('close', common.mustCall(() => {
      assert.strictEqual(text, 'result\n');
      server.close();
    }));
}));
