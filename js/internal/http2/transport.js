'use strict';

// What carries a session: a net.Socket, whose handle the binding reads and
// writes, or another Duplex with its own methods.

const net = require('net');

// carry makes socket carry the session of a handle.
function carry(socket, handle) {
  if (socket instanceof net.Socket && handle.consume(socket)) return;
  handle.writeTo((chunk, done) => {
    if (socket.destroyed || socket.writableEnded) done(true);
    else socket.write(chunk, (error) => done(Boolean(error)));
  });
  socket.on('data', (chunk) => handle.receive(chunk));
  socket.on('end', () => socket.destroy());
}

module.exports = { carry };
