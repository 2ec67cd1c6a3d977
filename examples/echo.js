// An echo server, and a client that talks to it when no port is given:
//
//   gonet examples/echo.js          server and client, prints what came back
//   gonet examples/echo.js 7000     server only, until Ctrl-C: nc 127.0.0.1 7000
'use strict';
const net = require('node:net');

const [port] = process.argv.slice(2);

const server = net.createServer((socket) => {
  socket.on('data', (chunk) => socket.write(chunk));
  socket.on('error', (err) => console.error('server:', err.code));
});

server.on('error', (err) => {
  console.error(`cannot listen: ${err.message}`);
  process.exitCode = 1;
});

server.listen(Number(port ?? 0), '127.0.0.1', () => {
  if (port !== undefined) {
    console.log('echo server on', server.address());
    return;
  }
  const client = net.connect(server.address().port, '127.0.0.1');
  const lines = ['hello', 'from', 'the', 'other', 'side'];
  client.setEncoding('utf8');
  client.on('connect', () => client.write(lines.shift() + '\n'));
  client.on('data', (text) => {
    process.stdout.write(`echoed: ${text}`);
    if (lines.length > 0) client.write(lines.shift() + '\n');
    else client.end();
  });
  client.on('close', (hadError) => {
    console.log('closed', { hadError, read: client.bytesRead, written: client.bytesWritten });
    server.close();
  });
});
