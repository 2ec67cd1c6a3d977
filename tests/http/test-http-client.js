'use strict';

// A client and a server of the same process: bodies, statuses without one,
// headers and reuse of a connection.

const common = require('../common');
const assert = require('assert');
const http = require('http');

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

const server = http.createServer((req, res) => {
  if (req.url === '/echo') {
    res.writeHead(200, 'Fine', { 'Content-Type': 'text/plain', 'Set-Cookie': ['a=1', 'b=2'] });
    req.pipe(res);
  } else if (req.url === '/none') {
    res.writeHead(204);
    res.end();
  } else if (req.url === '/304') {
    res.writeHead(304);
    res.end();
  } else if (req.url === '/info') {
    res.writeEarlyHints({ link: '</a.css>; rel=preload' });
    res.end('done');
  } else {
    res.setHeader('X-Seen', [req.headers['x-list'], req.headers.cookie]);
    res.end('0123456789');
  }
});

function exchange(path, options, body) {
  return new Promise((resolve, reject) => {
    const informed = [];
    const req = http.request(`http://localhost:${server.address().port}${path}`, { agent, ...options }, (res) => {
      let text = '';
      res.setEncoding('utf8');
      res.on('data', (data) => { text += data; });
      res.on('end', () => resolve({ res, text, informed, reused: req.reusedSocket }));
      res.on('error', reject);
    });
    req.on('information', (info) => informed.push(info.statusCode));
    req.on('error', reject);
    for (const part of body ?? []) req.write(part);
    req.end();
  });
}

async function main() {
  const echo = await exchange('/echo', { method: 'POST' }, ['grün', Buffer.from([0xe2, 0x82]), Buffer.from([0xac])]);
  assert.strictEqual(echo.text, 'grün€');
  assert.strictEqual(echo.res.statusMessage, 'Fine');
  assert.strictEqual(echo.res.headers['transfer-encoding'], 'chunked');
  assert.deepStrictEqual(echo.res.headers['set-cookie'], ['a=1', 'b=2']);
  assert.strictEqual(echo.res.complete, true);
  assert.strictEqual(echo.reused, false);

  const big = 'x'.repeat(300_000);
  assert.strictEqual((await exchange('/echo', { method: 'PUT', headers: { 'Content-Length': 600_000 } }, [big, big])).text,
                     big + big);

  for (const path of ['/none', '/304']) {
    const { res, text, reused } = await exchange(path);
    assert.strictEqual(res.statusCode, path === '/none' ? 204 : 304);
    assert.strictEqual(text, '');
    assert.strictEqual(reused, true);
  }

  const onlyHead = await exchange('/', { method: 'HEAD' });
  assert.strictEqual(onlyHead.text, '');
  assert.strictEqual(onlyHead.res.headers['content-length'], undefined);
  assert.strictEqual(onlyHead.reused, true);

  const lists = await exchange('/', { headers: { 'X-List': ['1', '2'], 'Cookie': ['a=1', 'b=2'] } });
  assert.strictEqual(lists.res.headers['x-seen'], '1, 2, a=1; b=2');
  assert.strictEqual(lists.text, '0123456789');

  const informed = await exchange('/info');
  assert.deepStrictEqual(informed.informed, [103]);
  assert.strictEqual(informed.text, 'done');

  // maxSockets lets them take turns.
  const all = await Promise.all([exchange('/'), exchange('/'), exchange('/')]);
  assert.deepStrictEqual(all.map(({ text }) => text), ['0123456789', '0123456789', '0123456789']);
  agent.destroy();
}

server.listen(0, common.mustCall(() => {
  main().then(common.mustCall(() => server.close()));
}));
