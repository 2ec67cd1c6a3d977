'use strict';
// Lines 273-276: with 0.0.0.0 localAddress is the address that was reached.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const targets = common.isLinux ? ['127.0.0.1', '127.0.0.3'] : ['127.0.0.1'];
const server = net.createServer(common.mustCall((socket) => {
  socket.end(socket.localAddress);
}, targets.length));
server.listen(0, '0.0.0.0', common.mustCall(() => {
  assert.strictEqual(server.address().address, '0.0.0.0');
  let left = targets.length;
  for (const target of targets) {
    let text = '';
    net.connect(server.address().port, target)
      .on('data', (chunk) => { text += chunk; })
      .on('close', common.mustCall(() => {
        assert.strictEqual(text, target);
        if (--left === 0) server.close();
      }));
  }
}));
