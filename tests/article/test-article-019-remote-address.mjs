// Lines 19-26: a server that tells each client its address.
import assert from 'node:assert';
import net from 'node:net';

const server = net.createServer((socket) => {
  socket.end(socket.remoteAddress + '\n');
});

server.listen(0, '127.0.0.1', () => {
  let text = '';
  net.connect(server.address().port, '127.0.0.1')
    .setEncoding('utf8')
    .on('data', (chunk) => { text += chunk; })
    .on('close', () => {
      assert.strictEqual(text, '127.0.0.1\n');
      server.close();
    });
});
