'use strict';
// An end() that throws leaves the connection usable: what follows goes out.
const common = require('../common');
const assert = require('node:assert');
const http = require('node:http');

const server = http.createServer(common.mustCall((req, res) => {
  assert.throws(() => res.end(['not', 'a', 'chunk']), { code: 'ERR_INVALID_ARG_TYPE' });
  res.end('text');
}));
server.listen(0, '127.0.0.1', common.mustCall(() => {
  const { port } = server.address();
  http.get({ port, host: '127.0.0.1', agent: false }, common.mustCall((res) => {
    res.setEncoding('utf8');
    let got = '';
    res.on('data', (chunk) => { got += chunk; });
    res.on('end', common.mustCall(() => {
      assert.strictEqual(got, 'text');
      server.close();
    }));
  }));
}));

// The callbacks of writes come in the order of the writes, those of nothing too.
{
  const written = [];
  const target = new (require('node:stream').Writable)({ write(chunk, encoding, callback) { callback(); } });
  const res = new http.ServerResponse({ method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1 });
  res.assignSocket(target);
  for (const chunk of ['a', 'b', '', Buffer.alloc(0), 'c']) res.write(chunk, () => written.push(String(chunk)));
  res.end(common.mustCall(() => assert.deepStrictEqual(written, ['a', 'b', '', '', 'c'])));
}
