'use strict';
// A large transfer through a proxy arrives as it was.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const total = 64 << 20;
const block = Buffer.alloc(1 << 20);
for (let i = 0; i < block.length; i++) block[i] = (i * 31 + (i >> 9)) & 255;

const sink = net.createServer({ allowHalfOpen: true }, common.mustCall((socket) => {
  let at = 0;
  socket.on('data', (chunk) => {
    for (let i = 0; i < chunk.length; i += 997) {
      if (chunk[i] !== block[(at + i) % block.length]) assert.fail(`byte ${at + i}`);
    }
    at += chunk.length;
  });
  socket.on('end', () => socket.end(String(at)));
  sink.close();
}));
sink.listen(0, '127.0.0.1', common.mustCall(() => {
  const proxy = net.createServer({ allowHalfOpen: true }, common.mustCall((client) => {
    const upstream = net.connect({ port: sink.address().port, host: '127.0.0.1', allowHalfOpen: true });
    client.pipe(upstream);
    upstream.pipe(client);
    proxy.close();
  }));
  proxy.listen(0, '127.0.0.1', common.mustCall(() => {
    const client = net.connect(proxy.address().port, '127.0.0.1');
    let sent = 0;
    const send = () => {
      while (sent < total) {
        sent += block.length;
        if (!client.write(block)) return client.once('drain', send);
      }
      client.end();
    };
    send();
    let answer = '';
    client.on('data', (chunk) => { answer += chunk; });
    client.on('close', common.mustCall(() => assert.strictEqual(answer, String(total))));
  }));
}));
