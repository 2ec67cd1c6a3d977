'use strict';
// Lines 381-385: a socket that is paused until it has been set up, or
// destroyed if that fails.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

function serve(setup, check) {
  const server = net.createServer(common.mustCall((socket) => {
    let ready = false;
    socket.pause();
    setup(socket).then(
      () => { ready = true; socket.resume(); },
      (error) => socket.destroy(error),
    );
    socket.on('data', (chunk) => {
      assert.strictEqual(ready, true);
      socket.end(chunk);
    });
    check(socket);
  }));
  server.listen(0, '127.0.0.1', common.mustCall(() => {
    const client = net.connect(server.address().port, '127.0.0.1');
    client.write('early');
    client.resume().on('error', () => {}).on('close', common.mustCall(() => server.close()));
  }));
}

serve(() => new Promise((resolve) => setTimeout(resolve, 20)), (socket) => {
  socket.on('close', common.mustCall((hadError) => assert.strictEqual(hadError, false)));
});
const failure = new Error('no');
serve(() => Promise.reject(failure), (socket) => {
  socket.on('error', common.mustCall((error) => assert.strictEqual(error, failure)));
  socket.on('close', common.mustCall((hadError) => assert.strictEqual(hadError, true)));
});
