'use strict';

// What a server reads of raw bytes, in whatever pieces they come, and what it
// answers.

const common = require('../common');
const assert = require('assert');
const http = require('http');
const net = require('net');

const server = http.createServer((req, res) => {
  let body = '';
  req.setEncoding('latin1');
  req.on('data', (data) => { body += data; });
  req.on('end', () => {
    res.sendDate = false;
    res.end(`${req.method} ${req.url} ${body} ${req.rawTrailers}`);
  });
});

// exchange sends the pieces one by one and answers with all that comes back.
function exchange(pieces) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(server.address().port);
    let answer = '';
    socket.setNoDelay(true);
    socket.on('error', reject);
    socket.on('data', (data) => { answer += data; });
    socket.on('close', () => resolve(answer));
    const next = (i) => {
      if (i === pieces.length) return;
      socket.write(pieces[i], () => setTimeout(next, 2, i + 1));
    };
    next(0);
  });
}

function answered(text, last) {
  return `HTTP/1.1 200 OK\r\nConnection: ${last ? 'close' : 'keep-alive'}\r\n` +
    `${last ? '' : 'Keep-Alive: timeout=5\r\n'}Content-Length: ${text.length}\r\n\r\n${text}`;
}

function refused(status, text) {
  return `HTTP/1.1 ${status} ${text}\r\nConnection: close\r\n\r\n`;
}

const head = 'Host: x\r\nConnection: close\r\n';

async function main() {
  const length = `POST /a HTTP/1.1\r\n${head}Content-Length: 5\r\n\r\nhello`;
  assert.strictEqual(await exchange([length]), answered('POST /a hello ', true));
  assert.strictEqual(await exchange([...length]), answered('POST /a hello ', true));

  const chunked = `PUT /b HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\n` +
    '3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nX-Sum: 7\r\n\r\n';
  assert.strictEqual(await exchange([chunked]), answered('PUT /b abc0123456789 X-Sum,7', true));
  assert.strictEqual(await exchange([...chunked]), answered('PUT /b abc0123456789 X-Sum,7', true));

  const pipelined = 'GET /1 HTTP/1.1\r\nHost: x\r\n\r\n' + `GET /2 HTTP/1.1\r\n${head}\r\n`;
  assert.strictEqual(await exchange([pipelined]), answered('GET /1  ', false) + answered('GET /2  ', true));

  for (const bad of [
    'NOPE / HTTP/1.1\r\n\r\n',
    `GET / HTTP/9.9\r\n${head}\r\n`,
    `GET / HTTP/1.1\r\nbad header: 1\r\n${head}\r\n`,
    `POST / HTTP/1.1\r\n${head}Content-Length: 1\r\nContent-Length: 1\r\n\r\nx`,
    `POST / HTTP/1.1\r\n${head}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nx`,
    `POST / HTTP/1.1\r\n${head}Content-Length: -1\r\n\r\n`,
  ]) assert.strictEqual(await exchange([bad]), refused(400, 'Bad Request'), bad);
  assert.strictEqual(await exchange([`GET / HTTP/1.1\r\nX: ${'x'.repeat(20000)}`]),
                     refused(431, 'Request Header Fields Too Large'));
  assert.strictEqual((await exchange(['GET / HTTP/1.1\r\n\r\n'])).split('\r\n')[0], 'HTTP/1.1 400 Bad Request');
}

server.listen(0, common.mustCall(() => {
  main().then(common.mustCall(() => server.close()));
}));
