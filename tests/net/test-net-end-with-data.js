'use strict';
// end(data): what the peer receives and what the socket tells, whatever comes
// after it in the same turn or in the next ones.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const afterwards = {
  nothing() {},
  destroy: (socket) => socket.destroy(),
  destroySoon: (socket) => socket.destroySoon(),
  endAgain: (socket) => socket.end(),
  pause: (socket) => socket.pause(),
  destroyInTick: (socket) => process.nextTick(() => socket.destroy()),
  destroyInImmediate: (socket) => setImmediate(() => socket.destroy()),
  destroyInTimer: (socket) => setTimeout(() => socket.destroy(), 1),
};

const setups = [
  function plain() {},
  function noDelay(socket) { socket.setNoDelay(true); },
  function corked(socket) { socket.cork(); },
  function second(socket) { socket.write('first '); },
];

for (const [name, after] of Object.entries(afterwards)) {
  for (const setup of setups) {
    const server = net.createServer(common.mustCall((socket) => {
      server.close();
      setup(socket);
      socket.end('bye');
      assert.strictEqual(socket.writableEnded, true);
      assert.strictEqual(socket.bytesWritten, setup.name === 'second' ? 9 : 3);
      after(socket);
    }));
    server.listen(0, '127.0.0.1', common.mustCall(() => {
      let text = '';
      net.connect(server.address().port, '127.0.0.1')
        .on('data', (chunk) => { text += chunk; })
        .on('end', common.mustCall())
        .on('close', common.mustCall((hadError) => {
          assert.strictEqual(hadError, false);
          assert.strictEqual(text, setup.name === 'second' ? 'first bye' : 'bye', `${setup.name} ${name}`);
        }));
    }));
  }
}

// The order of what the ending side sees.
{
  const events = [];
  const server = net.createServer({ allowHalfOpen: true }, common.mustCall((socket) => {
    server.close();
    for (const name of ['prefinish', 'finish', 'end']) socket.on(name, () => events.push(name));
    socket.on('close', common.mustCall(() => assert.deepStrictEqual(events, [
      'returned', 'tick', 'prefinish', 'callback', 'finish', 'end',
    ])));
    socket.resume();
    socket.end('bye', () => events.push('callback'));
    events.push('returned');
    process.nextTick(() => events.push('tick'));
  }));
  server.listen(0, '127.0.0.1', common.mustCall(() => {
    net.connect(server.address().port, '127.0.0.1').resume().on('close', common.mustCall());
  }));
}

// More than the kernel takes at once.
{
  const size = 8 << 20;
  const server = net.createServer(common.mustCall((socket) => {
    server.close();
    socket.end(Buffer.alloc(size, 'x'), common.mustCall());
  }));
  server.listen(0, '127.0.0.1', common.mustCall(() => {
    let got = 0;
    net.connect(server.address().port, '127.0.0.1')
      .on('data', (chunk) => { got += chunk.length; })
      .on('end', common.mustCall(() => assert.strictEqual(got, size)));
  }));
}

// A subclass that puts off its end.
{
  class Late extends net.Socket {
    _final(callback) { setImmediate(() => super._final(callback)); }
  }
  const server = net.createServer({ allowHalfOpen: true }, common.mustCall((socket) => {
    server.close();
    let text = '';
    socket.on('data', (chunk) => { text += chunk; });
    socket.on('end', common.mustCall(() => {
      assert.strictEqual(text, 'late');
      socket.end();
    }));
  }));
  server.listen(0, '127.0.0.1', common.mustCall(() => {
    const socket = new Late();
    socket.connect(server.address().port, '127.0.0.1', common.mustCall(() => socket.end('late'))).resume();
  }));
}
