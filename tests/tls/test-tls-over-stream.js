'use strict';
// TLS over a socket that is in use already, as STARTTLS does, and over a
// stream that is no socket.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');
const { duplexPair } = require('node:stream');
const tls = require('node:tls');
const { ca, server: pair } = require('./keys');

const server = net.createServer(common.mustCall((socket) => {
  socket.once('data', common.mustCall((command) => {
    assert.strictEqual(String(command), 'STARTTLS');
    socket.write('go', () => {
      const secure = new tls.TLSSocket(socket, { ...pair, isServer: true });
      secure.on('data', (data) => secure.end(`secure ${data}`));
    });
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.write('STARTTLS');
  socket.once('data', common.mustCall((answer) => {
    assert.strictEqual(String(answer), 'go');
    const secure = tls.connect({ socket, ca, servername: 'server.test' }, common.mustCall(() => secure.write('hello')));
    let text = '';
    secure.on('data', (data) => { text += data; });
    secure.on('close', common.mustCall(() => {
      assert.strictEqual(text, 'secure hello');
      server.close();
    }));
  }));
}));

const [left, right] = duplexPair();
const far = new tls.TLSSocket(right, { ...pair, isServer: true });
far.on('data', (data) => far.end(data));
const near = tls.connect({ socket: left, ca, servername: 'localhost' }, common.mustCall(() => near.write('over a pair')));
near.once('data', common.mustCall((data) => {
  assert.strictEqual(String(data), 'over a pair');
  near.end();
}));
