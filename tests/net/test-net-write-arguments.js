'use strict';
// What write takes and what it does not.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const server = net.createServer((socket) => socket.resume());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const socket = net.connect(server.address().port, '127.0.0.1', common.mustCall(() => {
    for (const value of [undefined, 1, true, {}, [], new ArrayBuffer(1), () => {}, 1n, Symbol('x')]) {
      assert.throws(() => socket.write(value), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
    }
    assert.throws(() => socket.write(5), {
      message: 'The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or ' +
        'DataView. Received type number (5)',
    });
    assert.throws(() => socket.write(null), { code: 'ERR_STREAM_NULL_VALUES' });
    assert.throws(() => socket.write('x', 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });
    assert.strictEqual(socket.destroyed, false);
    socket.end();
    server.close();
  }));
}));
