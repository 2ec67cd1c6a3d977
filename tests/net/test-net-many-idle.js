'use strict';
// Many connections that do nothing, and then end.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const count = 400;
let open = 0;
const server = net.createServer((socket) => {
  socket.resume();
  if (++open === count) {
    server.getConnections(common.mustSucceed((n) => assert.strictEqual(n, count)));
    for (const client of clients) client.end();
    server.close(common.mustCall());
  }
});
const clients = [];
server.listen(0, '127.0.0.1', 1024, common.mustCall(() => {
  for (let i = 0; i < count; i++) clients.push(net.connect(server.address().port, '127.0.0.1').resume());
}));
