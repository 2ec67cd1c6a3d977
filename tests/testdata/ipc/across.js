'use strict';
// Forks itself on another runtime, the first argument, with the serialization
// that is the second, and sends it messages and a connection.
const assert = require('node:assert');
const { fork } = require('node:child_process');
const net = require('node:net');

if (process.argv[2] === 'child') {
  process.on('message', (message, handle) => {
    if (handle) handle.end(`from ${process.pid}`);
    else process.send([message]);
  });
  return;
}

const [execPath, serialization] = process.argv.slice(2);
const advanced = { map: new Map([[1, Buffer.from('é')]]), date: new Date(1), view: new Float32Array([0.5]) };
const messages = ['text', { a: [1, null, 'é'] }, 'x'.repeat(1 << 18), ...(serialization === 'advanced' ? [advanced] : [])];
const child = fork(__filename, ['child'], { execPath, serialization });
const left = [...messages];
for (const message of messages) child.send(message);
child.on('message', ([message]) => {
  assert.deepStrictEqual(message, left.shift());
  if (left.length === 0) sendConnection();
});
child.on('exit', (code) => {
  assert.strictEqual(code, 0);
  console.log('done');
});

function sendConnection() {
  const server = net.createServer({ pauseOnConnect: true }, (socket) => child.send('socket', socket));
  server.listen(0, '127.0.0.1', () => {
    let text = '';
    net.connect(server.address().port, '127.0.0.1').setEncoding('utf8')
      .on('data', (data) => { text += data; })
      .on('end', () => {
        assert.strictEqual(text, `from ${child.pid}`);
        server.close(() => child.disconnect());
      });
  });
}
