'use strict';
// What a lookup function is asked, and what becomes of its answer.
const common = require('../common');
const assert = require('node:assert');
const dns = require('node:dns');
const net = require('node:net');

function asked(options, expected) {
  const socket = net.connect({
    host: 'a.name', port: 1, ...options,
    lookup: common.mustCall((host, given, callback) => {
      assert.strictEqual(host, 'a.name');
      assert.deepStrictEqual({ ...given }, expected);
      assert.strictEqual(typeof callback, 'function');
    }),
  });
  socket.destroy();
}
asked({}, { family: undefined, hints: dns.ADDRCONFIG, all: true });
asked({ family: 4 }, { family: 4, hints: 0 });
asked({ family: 'IPv6' }, { family: 6, hints: 0 });
asked({ autoSelectFamily: false }, { family: undefined, hints: dns.ADDRCONFIG });
asked({ hints: dns.ALL }, { family: undefined, hints: dns.ALL, all: true });
asked({ localAddress: '127.0.0.1' }, { family: undefined, hints: dns.ADDRCONFIG });

function answered(options, answer, code) {
  const socket = net.connect({
    host: 'a.name', port: 1, ...options,
    lookup: (host, given, callback) => process.nextTick(callback, ...answer),
  });
  socket.on('connectionAttempt', common.mustNotCall());
  socket.on('error', common.mustCall((error) => assert.strictEqual(error.code, code)));
}
answered({ family: 4 }, [null, 'no address', 4], 'ERR_INVALID_IP_ADDRESS');
answered({ family: 4 }, [null, '127.0.0.1', 100], 'ERR_INVALID_ADDRESS_FAMILY');
answered({}, [null, [{ address: 'no address', family: 4 }]], 'ERR_INVALID_IP_ADDRESS');
answered({}, [null, [{ address: '127.0.0.1', family: 100 }]], 'ERR_INVALID_ADDRESS_FAMILY');
const failure = Object.assign(new Error('x'), { code: 'EX' });
answered({}, [failure], 'EX');
answered({ family: 6 }, [failure], 'EX');

{
  const note = common.order('lookup', 'error', 'close');
  const socket = net.connect({ host: 'no.such.invalid', port: 1 });
  socket.on('lookup', (error, address, family, host) => {
    note('lookup');
    assert.ok(error);
    assert.strictEqual(address, undefined);
    assert.strictEqual(host, 'no.such.invalid');
  });
  socket.on('error', (error) => {
    note('error');
    assert.ok(['ENOTFOUND', 'EAI_AGAIN'].includes(error.code));
    assert.strictEqual(error.syscall, 'getaddrinfo');
    assert.strictEqual(error.hostname, 'no.such.invalid');
  });
  socket.on('close', () => note('close'));
}
