'use strict';
// isIP and its like.
require('../common');
const assert = require('node:assert');
const net = require('node:net');

for (const [text, family] of [
  ['127.0.0.1', 4], ['255.255.255.255', 4], ['256.0.0.1', 0], ['01.2.3.4', 0], ['1.2.3', 0], ['1.2.3.4.5', 0],
  ['::', 6], ['::1', 6], ['1:2:3:4:5:6:7:8', 6], ['1:2:3:4:5:6:7::', 6], ['1::8', 6], ['::ffff:1.2.3.4', 6],
  ['1:2:3:4:5:6:1.2.3.4', 6], ['1:2:3:4:5:6:7:1.2.3.4', 0], ['1:2:3:4:5:6:7:8:9', 0], ['::12345', 0],
  ['fe80::1%eth0', 6], ['fe80::1%', 0], ['fe80::1%a_b', 0], ['127.0.0.1%lo', 0], [':1', 0], ['', 0],
  ['x', 0], [undefined, 0], [null, 0], [4, 0], [{}, 0], [{ toString: () => '::1' }, 6],
]) {
  assert.strictEqual(net.isIP(text), family, String(text));
  assert.strictEqual(net.isIPv4(text), family === 4);
  assert.strictEqual(net.isIPv6(text), family === 6);
}
