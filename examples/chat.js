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

// A guest keeps the lines that it gets until somebody asks for them.
async function join(port, name) {
  const socket = net.connect(port, '127.0.0.1');
  const lines = readline(socket);
  await once(socket, 'connect');
  socket.write(name + '\n');
  const guest = {
    socket,
    async hear() {
      const { value } = await lines.next();
      console.log(`${name} < ${value}`);
    },
  };
  await guest.hear();
  return guest;
}

async function* readline(socket) {
  let pending = '';
  socket.setEncoding('utf8');
  for await (const chunk of socket) {
    const lines = (pending + chunk).split('\n');
    pending = lines.pop();
    yield* lines;
  }
}

async function demo() {
  const { port } = server.address();
  const ada = await join(port, 'ada');
  const bob = await join(port, 'bob');
  await ada.hear();
  bob.socket.write('good morning\n');
  await ada.hear();
  ada.socket.write('hello bob\n');
  await bob.hear();
  bob.socket.end();
  await ada.hear();
  ada.socket.end();
  await once(ada.socket, 'close');
  server.close(() => console.log('room closed, guests left:', guests.size));
}

const [port] = process.argv.slice(2);
server.listen(Number(port ?? 0), '127.0.0.1', () => {
  if (port === undefined) demo();
  else console.log('chat server on', server.address());
});
