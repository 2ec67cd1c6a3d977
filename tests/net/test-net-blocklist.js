'use strict';
// Rules of a BlockList, and sockets and servers that have one.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');

const list = new net.BlockList();
list.addAddress('1.1.1.1');
list.addRange('1.1.1.5', '1.1.1.9');
list.addSubnet('10.1.2.3', 8);
list.addAddress('::ffff:8.8.8.8', 'ipv6');
assert.deepStrictEqual(list.rules, [
  'Address: IPv6 ::ffff:8.8.8.8', 'Address: IPv4 1.1.1.1', 'Subnet: IPv4 10.1.2.3/8', 'Range: IPv4 1.1.1.5-1.1.1.9',
]);
for (const [address, family, blocked] of [
  ['1.1.1.1', 'ipv4', true], ['1.1.1.2', 'ipv4', false], ['1.1.1.7', 'ipv4', true], ['8.8.8.8', 'ipv4', true],
  ['::ffff:10.9.9.9', 'ipv6', true], ['::ffff:11.9.9.9', 'ipv6', false], ['nonsense', 'ipv4', false],
]) assert.strictEqual(list.check(address, family), blocked, address);
const copy = new net.BlockList();
copy.fromJSON(JSON.stringify(list));
assert.deepStrictEqual([...copy.rules].sort(), [...list.rules].sort());
list.removeAddress('1.1.1.1');
assert.strictEqual(list.check('1.1.1.1'), false);
assert.throws(() => list.addRange('2.2.2.2', '1.1.1.1'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => list.addSubnet('1.1.1.1', 33), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => list.addAddress('nonsense'), { code: 'ERR_INVALID_ADDRESS' });

const blockList = new net.BlockList();
blockList.addAddress('127.0.0.1');
net.connect({ port: 1, host: '127.0.0.1', blockList }).on('error', common.mustCall((error) => {
  assert.strictEqual(error.code, 'ERR_IP_BLOCKED');
}));
const server = net.createServer({ blockList }, common.mustNotCall());
server.listen(0, '127.0.0.1', common.mustCall(() => {
  net.connect(server.address().port, '127.0.0.1').resume().on('error', () => {})
    .on('close', common.mustCall(() => server.close()));
}));
