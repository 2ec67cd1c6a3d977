'use strict';
// Binding: at once and later, twice, to addresses that are taken or foreign.
const common = require('../common');
const assert = require('node:assert');
const dgram = require('node:dgram');

const first = dgram.createSocket('udp4');
assert.throws(() => first.address(), { code: 'EBADF', syscall: 'getsockname' });
assert.strictEqual(first.bind({ address: '127.0.0.1', port: 0 }, common.mustCall(() => {
  const { port } = first.address();
  const second = dgram.createSocket('udp4');
  second.bind(port, '127.0.0.1', common.mustNotCall());
  second.on('error', common.mustCall((err) => {
    assert.strictEqual(err.message, `bind EADDRINUSE 127.0.0.1:${port}`);
    assert.strictEqual(err.syscall, 'bind');
    first.close();
    // It may try again.
    second.bind(0, common.mustCall(() => second.close()));
  }));
})), first);
assert.throws(() => first.bind(), { code: 'ERR_SOCKET_ALREADY_BOUND', message: 'Socket is already bound' });

const wrong = dgram.createSocket('udp4');
wrong.bind(0, '::1', common.mustNotCall());
wrong.on('error', common.mustCall((err) => {
  assert.ok(['EINVAL', 'ENOTFOUND', 'EAI_ADDRFAMILY'].includes(err.code), err.code);
  wrong.close();
}));

const sync = dgram.createSocket('udp4');
const bound = sync.bindSync({ address: '127.0.0.1' });
assert.deepStrictEqual(sync.address(), bound);
sync.on('listening', common.mustCall(() => sync.close()));
assert.throws(() => sync.bindSync(), { code: 'ERR_SOCKET_ALREADY_BOUND' });
const other = dgram.createSocket('udp4');
assert.throws(() => other.bindSync({ port: bound.port, address: '127.0.0.1' }), { code: 'EADDRINUSE' });
assert.throws(() => other.bindSync({ address: 'localhost' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => other.bindSync({ port: -1 }), { code: 'ERR_SOCKET_BAD_PORT' });
other.close();

for (const bad of [undefined, 'udp', 'tcp', {}, null]) {
  assert.throws(() => dgram.createSocket(bad), { code: 'ERR_SOCKET_BAD_TYPE' });
}
