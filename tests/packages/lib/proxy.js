'use strict';
// A proxy in front of a server, to lose connections with.
const net = require('node:net');
const { once } = require('node:events');

class Proxy {
  #server;
  #sockets = new Set();

  constructor(target) {
    this.#server = net.createServer((socket) => {
      const upstream = net.connect(target, '127.0.0.1');
      for (const [a, b] of [[socket, upstream], [upstream, socket]]) {
        this.#sockets.add(a);
        a.on('error', () => {}); // the other side learns of it from 'close'
        a.on('close', () => {
          this.#sockets.delete(a);
          b.destroy();
        });
        a.pipe(b);
      }
    });
  }

  async listen() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = this.#server.address().port;
    return this;
  }

  // cut loses every connection at once.
  cut() {
    for (const socket of this.#sockets) socket.destroy();
  }

  close() {
    this.#server.close();
    this.cut();
  }
}

// proxyTo starts a proxy in front of a port.
exports.proxyTo = (port) => new Proxy(Number(port)).listen();
