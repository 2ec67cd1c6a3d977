// setTimeout only reports inactivity: what to do about it is the script's.
'use strict';
const net = require('node:net');

const trace = [];

const server = net.createServer((socket) => {
  socket.setTimeout(50);
  socket.on('data', (chunk) => socket.write(`got ${chunk}`));
  socket.on('timeout', () => {
    trace.push(`idle, ${socket.readyState}`);
    socket.end('idle\n');
  });
  socket.on('close', () => trace.push('closed'));
});

server.listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1');
  let text = '';
  client.write('one\n');
  client.on('data', (chunk) => { text += chunk; });
  client.on('end', () => console.log('client read', JSON.stringify(text)));
  client.on('close', () => server.close());
});

process.on('exit', () => console.log('server:', trace.join('; ')));
