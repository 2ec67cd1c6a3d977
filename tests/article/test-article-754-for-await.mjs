// Lines 754-757: a socket as an async iterable.
import assert from 'node:assert';
import net from 'node:net';
import { once } from 'node:events';

const server = net.createServer((socket) => {
  socket.write('one\n');
  setTimeout(() => socket.end('two\n'), 10);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const socket = net.connect(server.address().port, '127.0.0.1');
let text = '';
for await (const chunk of socket) {
  text += chunk;
}
assert.strictEqual(text, 'one\ntwo\n');
assert.strictEqual(socket.destroyed, true);
server.close();
