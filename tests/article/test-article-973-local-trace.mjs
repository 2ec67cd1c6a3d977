// Lines 971-1028: one local trace, from listen to the end of the process.
import assert from 'node:assert';
import net from 'node:net';

const seen = [];
const server = net.createServer((socket) => {
  seen.push('connection');
  socket.end('pong\n');
});

server.listen(0, '127.0.0.1');

server.on('listening', () => {
  seen.push('listening');
  const { port } = server.address();
  const client = net.connect(port, '127.0.0.1');
  client.on('lookup', () => assert.fail('a numeric host is not looked up'));
  client.on('connect', () => seen.push('connect'));
  client.on('data', (chunk) => seen.push(`data ${chunk}`));
  client.on('end', () => seen.push('end'));
  client.on('close', () => {
    seen.push('close');
    server.close();
  });
});
server.on('close', () => {
  // The two sides learn of the connection in either order.
  seen.splice(1, 2, ...seen.slice(1, 3).sort());
  assert.deepStrictEqual(seen, ['listening', 'connect', 'connection', 'data pong\n', 'end', 'close']);
});
