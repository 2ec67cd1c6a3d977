// allowHalfOpen: the client ends its side, and the server answers all the same.
'use strict';
const net = require('node:net');

// What each side saw, printed at the end: the order is certain only within one.
const trace = { server: [], client: [] };

const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  let bytes = 0;
  socket.on('data', (chunk) => { bytes += chunk.length; });
  socket.on('end', () => {
    trace.server.push(`peer ended, ${socket.readyState}`);
    socket.end(`ack ${bytes}\n`);
  });
  socket.on('close', (hadError) => trace.server.push(`close ${hadError}`));
});

server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1');
  client.end('all that I have to say', () => trace.client.push(`finish, ${client.readyState}`));
  client.on('data', (chunk) => trace.client.push(`data ${chunk}`.trim()));
  client.on('end', () => trace.client.push('end'));
  client.on('close', (hadError) => {
    trace.client.push(`close ${hadError}`);
    server.close();
  });
});

process.on('exit', () => console.log(trace));
