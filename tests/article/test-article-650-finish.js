'use strict';
// Lines 650-653: a 'finish' listener that is added after end.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => {
  socket.end('done\n');
  socket.on('finish', common.mustCall(() => assert.strictEqual(socket.writableFinished, true)));
});
server.listen(0, '127.0.0.1', common.mustCall(() => {
  net.connect(server.address().port, '127.0.0.1').resume()
    .on('close', common.mustCall(() => server.close()));
}));
