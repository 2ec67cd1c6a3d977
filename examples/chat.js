// A chat room: every line goes to everybody else.
//
//   gonet examples/chat.js          the server and three scripted guests
//   gonet examples/chat.js 7000     the server, until Ctrl-C: nc 127.0.0.1 7000
'use strict';
const net = require('node:net');
const { once } = require('node:events');

const guests = new Map();

function broadcast(from, line) {
  for (const socket of guests.keys())
    if (socket !== from) socket.write(`${guests.get(from)}: ${line}\n`);
}

const server = net.createServer((socket) => {
  let pending = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    pending += chunk;
    const lines = pending.split('\n');
    pending = lines.pop();
    for (const line of lines) {
      if (guests.has(socket)) {
        broadcast(socket, line);
      } else {
        guests.set(socket, line);
        broadcast(socket, 'has joined');
        socket.write(`welcome ${line}, ${guests.size} here\n`);
      }
    }
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    if (!guests.has(socket)) return;
    broadcast(socket, 'has left');
    guests.delete(socket);
  });
});

async function guest(port, name) {
  const socket = net.connect(port, '127.0.0.1');
  socket.setEncoding('utf8');
  await once(socket, 'connect');
  socket.write(name + '\n');
  const [welcome] = await once(socket, 'data');
  process.stdout.write(`${name} < ${welcome}`);
  return socket;
}

async function heard(socket, name) {
  const [text] = await once(socket, 'data');
  process.stdout.write(`${name} < ${text}`);
}

async function demo() {
  const { port } = server.address();
  const ada = await guest(port, 'ada');
  const [bob] = await Promise.all([guest(port, 'bob'), heard(ada, 'ada')]);
  bob.write('good morning\n');
  await heard(ada, 'ada');
  ada.write('hello bob\n');
  await heard(bob, 'bob');
  bob.end();
  await heard(ada, 'ada');
  ada.end();
  await once(ada, 'close');
  server.close(() => console.log('room closed, guests left:', guests.size));
}

const [port] = process.argv.slice(2);
server.listen(Number(port ?? 0), '127.0.0.1', () => {
  if (port === undefined) demo();
  else console.log('chat server on', server.address());
});
