'use strict';
// split2: lines of a socket, mapped, with a limit.
const common = require('../common');
const assert = require('node:assert');
const net = require('node:net');
const { once } = require('node:events');
const { pipeline } = require('node:stream/promises');
const split = require('split2');

async function lines(parts, ...args) {
  const server = net.createServer((socket) => {
    for (const part of parts) socket.write(part);
    socket.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const got = [];
  try {
    await pipeline(net.connect(server.address().port, '127.0.0.1'), split(...args), async (source) => {
      for await (const line of source) got.push(line);
    });
  } finally {
    server.close();
  }
  return got;
}

(async () => {
  const goose = Buffer.from('gänse\r\n');
  assert.deepStrictEqual(await lines([goose.subarray(0, 2), goose.subarray(2), 'two\nthr', 'ee']), ['gänse', 'two', 'three']);
  const many = Array.from({ length: 20000 }, (_, i) => `{"i":${i}}`);
  const parsed = await lines([`${many.join('\n')}\n`], JSON.parse);
  assert.deepStrictEqual([parsed.length, parsed[19999]], [20000, { i: 19999 }]);
  assert.deepStrictEqual(await lines(['a;b;;c'], ';'), ['a', 'b', '', 'c']);
  assert.deepStrictEqual(await lines(['a|b|c'], /\|/, (part) => part.toUpperCase()), ['A', 'B', 'C']);
  await assert.rejects(lines(['not json\n'], JSON.parse), { name: 'SyntaxError' });
  await assert.rejects(lines(['x'.repeat(200)], { maxLength: 100 }), { message: 'maximum buffer reached' });
})().then(common.mustCall());
