// The trace of one local connection, event by event, as an ES module.
import net from 'node:net';

const log = (who, event, ...details) => console.log(who.padEnd(7), event, ...details);
const order = [];

const server = net.createServer((socket) => {
  order.push('server connection');
  socket.on('data', (chunk) => order.push(`server data ${chunk.toString().trim()}`));
  socket.on('end', () => order.push('server end'));
  socket.on('close', (hadError) => order.push(`server close ${hadError}`));
  socket.end('pong\n');
});

server.listen(0, '127.0.0.1', async () => {
  const { address, family, port } = server.address();
  log('server', 'listening', { address, family });

  const client = net.connect(port, '127.0.0.1');
  for (const event of ['connectionAttempt', 'connect', 'ready', 'end', 'finish', 'close'])
    client.on(event, () => log('client', event, client.readyState));
  client.write('ping\n');

  let text = '';
  for await (const chunk of client) text += chunk;
  log('client', 'read', JSON.stringify(text), client.bytesRead);
  server.close();
});

process.on('exit', () => {
  for (const line of order) log('order', line);
});
