'use strict';
// Sockets and servers that scripts extend, in both styles.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');
const util = require('node:util');

class Client extends net.Socket {
  constructor(options) {
    super(options);
    this.seen = '';
  }

  push(chunk, encoding) {
    if (chunk) this.seen += chunk;
    return super.push(chunk, encoding);
  }

  _write(chunk, encoding, callback) {
    super._write(`<${chunk}>`, 'utf8', callback);
  }

  emit(name, ...args) {
    if (name === 'data') args[0] = `emitted ${args[0]}`;
    return super.emit(name, ...args);
  }
}
function Server(options) {
  net.Server.call(this, options);
  this.mine = true;
}
util.inherits(Server, net.Server);

const server = new Server();
assert.ok(server instanceof net.Server);
server.on('connection', common.mustCall((socket) => socket.pipe(socket)));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = new Client();
  client.connect(server.address().port, '127.0.0.1', common.mustCall(() => client.write('hello')));
  client.on('data', common.mustCall((chunk) => {
    assert.strictEqual(chunk, 'emitted <hello>');
    assert.strictEqual(client.seen, '<hello>');
    client.end();
    server.close();
  }));
}));
