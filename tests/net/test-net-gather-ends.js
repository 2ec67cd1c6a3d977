'use strict';
// What a peer receives of several small writes before each kind of end.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const endings = {
  end: (socket) => socket.end(),
  destroy: (socket) => socket.destroy(),
  destroyError: (socket) => socket.destroy(new Error('x')),
  destroySoon: (socket) => socket.destroySoon(),
  nothing: (socket) => setTimeout(() => socket.end(), 20),
  microtask: (socket) => Promise.resolve().then(() => { socket.write('more'); socket.destroy(); }),
  tick: (socket) => process.nextTick(() => { socket.write('more'); socket.destroy(); }),
};
for (const name of Object.keys(endings)) {
  const server = net.createServer(common.mustCall((socket) => {
    socket.on('error', () => {});
    for (let i = 0; i < 5; i++) socket.write(`part ${i} `);
    endings[name](socket);
    server.close();
  }));
  server.listen(0, '127.0.0.1', common.mustCall(() => {
    let text = '';
    net.connect(server.address().port, '127.0.0.1')
      .on('data', (chunk) => { text += chunk; })
      .on('close', common.mustCall((hadError) => {
        assert.strictEqual(hadError, false);
        const more = name === 'microtask' || name === 'tick' ? 'more' : '';
        assert.strictEqual(text, 'part 0 part 1 part 2 part 3 part 4 ' + more, name);
      }));
  }));
}

// Before a reset everything may be lost, but nothing is made up.
const server = net.createServer(common.mustCall((socket) => {
  for (let i = 0; i < 5; i++) socket.write('ab');
  socket.resetAndDestroy();
  server.close();
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  let text = '';
  net.connect(server.address().port, '127.0.0.1')
    .on('data', (chunk) => { text += chunk; })
    .on('error', common.mustCall((error) => assert.strictEqual(error.code, 'ECONNRESET')))
    .on('close', common.mustCall(() => assert.ok('ababababab'.startsWith(text))));
}));
