'use strict';

// What carries a session: a net.Socket, whose handle the binding reads and
// writes, or another Duplex with its own methods.

const net = require('net');

// carry makes socket carry the session of a handle.
function carry(socket, handle) {
  if (socket instanceof net.Socket && handle.consume(socket)) return;
  handle.writeTo((chunks, done) => {
    if (socket.destroyed || socket.writableEnded) {
      done(true);
      return;
    }
    let pending = chunks.length;
    // The session goes on in another turn, however fast the stream is.
    const written = (error) => {
      if (!error && --pending > 0) return;
      setImmediate(done, Boolean(error));
    };
    socket.cork();
    for (const chunk of chunks) socket.write(chunk, written);
    socket.uncork();
  });
  socket.on('data', (chunk) => handle.receive(chunk));
  socket.on('end', () => socket.destroy());
}

module.exports = { carry };
