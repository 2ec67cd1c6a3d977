'use strict';
// Bodies larger than any window, both ways, against a reader that pauses.
const common = require('../common');
const assert = require('node:assert');
const { createHash } = require('node:crypto');
const http2 = require('node:http2');

const size = 2_000_000;
const body = Buffer.alloc(size, 'flow control of streams and of the connection ');
const sum = (data) => createHash('sha1').update(data).digest('hex');

const server = http2.createServer({ settings: { initialWindowSize: 30_000 } });
server.on('session', common.mustCall((session) => session.setLocalWindowSize(1 << 20)));
server.on('stream', common.mustCall((stream) => {
  stream.respond();
  const chunks = [];
  stream.on('data', (chunk) => {
    chunks.push(chunk);
    if (chunks.length % 16 !== 0) return;
    stream.pause();
    setImmediate(() => stream.resume());
  });
  stream.on('end', common.mustCall(() => {
    const received = Buffer.concat(chunks);
    assert.strictEqual(received.length, size);
    assert.strictEqual(sum(received), sum(body));
    // Written as the peer takes it.
    let at = 0;
    const write = () => {
      while (at < size) {
        const piece = body.subarray(at, at += 50_000);
        if (!stream.write(piece)) {
          stream.once('drain', write);
          return;
        }
      }
      stream.end();
    };
    write();
  }));
}, 2));

server.listen(0, '127.0.0.1', common.mustCall(() => {
  const client = http2.connect(`http://127.0.0.1:${server.address().port}`);
  let open = 2;
  for (let i = 0; i < 2; i++) {
    const request = client.request({ ':method': 'POST' });
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('close', common.mustCall(() => {
      assert.strictEqual(sum(Buffer.concat(chunks)), sum(body));
      if (--open > 0) return;
      client.close();
      server.close();
    }));
    request.end(body);
  }
}));
