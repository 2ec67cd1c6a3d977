// Lines 811-818: a local server in one expression.
import assert from 'node:assert';
import fs from 'node:fs';
import net from 'node:net';
import common from '../common/index.js';

const path = common.socketPath();
const server = net.createServer((socket) => socket.end('local\n')).listen(path);
server.on('listening', () => {
  assert.strictEqual(server.address(), path);
  if (!common.isWindows) assert.ok(fs.statSync(path).isSocket());
  const client = net.connect(path);
  let text = '';
  client.on('data', (chunk) => { text += chunk; });
  client.on('close', () => {
    assert.strictEqual(text, 'local\n');
    server.close(() => {
      if (!common.isWindows) assert.strictEqual(fs.existsSync(path), false);
    });
  });
});
