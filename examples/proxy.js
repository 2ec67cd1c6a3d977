// A TCP proxy in a dozen lines: two pipes and their errors.
//
//   gonet examples/proxy.js                       with an upstream and a client
//   gonet examples/proxy.js 7001 127.0.0.1:7000   until Ctrl-C
'use strict';
const net = require('node:net');

function createProxy(port, host) {
  return net.createServer({ allowHalfOpen: true }, (client) => {
    const upstream = net.connect({ port, host, allowHalfOpen: true });
    client.pipe(upstream);
    upstream.pipe(client);
    client.on('error', () => upstream.destroy());
    upstream.on('error', (err) => {
      console.log('upstream:', err.code);
      client.destroy();
    });
  });
}

function demo() {
  const upstream = net.createServer((socket) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => { text += chunk; });
    socket.on('end', () => socket.end(text.toUpperCase()));
  });
  upstream.listen(0, '127.0.0.1', () => {
    const proxy = createProxy(upstream.address().port, '127.0.0.1');
    proxy.listen(0, '127.0.0.1', () => {
      const client = net.connect(proxy.address().port, '127.0.0.1');
      client.end('through the proxy and back\n');
      client.on('data', (chunk) => process.stdout.write(chunk));
      client.on('close', () => {
        upstream.close();
        upstream.on('close', () => {
          const late = net.connect(proxy.address().port, '127.0.0.1');
          late.on('close', (hadError) => {
            console.log('late client: close', hadError);
            proxy.close();
          });
        });
      });
    });
  });
}

const [port, target] = process.argv.slice(2);
if (port === undefined) {
  demo();
} else {
  const [host, upstreamPort] = target.split(':');
  const proxy = createProxy(Number(upstreamPort), host);
  proxy.listen(Number(port), () => console.log('proxy on', proxy.address()));
}
