'use strict';
// Lines 344-353: lines out of chunks, however those are cut.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const lines = [];
const server = net.createServer(common.mustCall((socket) => {
  let pending = '';
  socket.on('data', (chunk) => {
    pending += chunk;
    const parts = pending.split('\n');
    pending = parts.pop();
    for (const line of parts) lines.push(line);
  });
  socket.on('end', common.mustCall(() => {
    assert.strictEqual(pending, '');
    server.close();
  }));
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = net.connect(server.address().port, '127.0.0.1');
  for (let i = 0; i < 100; i++) client.write(`line ${i}\nhalf`.slice(0, i % 2 ? undefined : -4));
  client.end('\n');
}));
process.on('exit', () => {
  assert.strictEqual(lines.length, 101);
  assert.strictEqual(lines[0], 'line 0');
  assert.strictEqual(lines[2], 'halfline 2');
  assert.strictEqual(lines[100], 'half');
});
