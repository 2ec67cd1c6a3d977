'use strict';
// basic-ftp against pyftpdlib: folders, up- and downloads, progress, errors,
// lost connections.
const common = require('../common');
const assert = require('node:assert');
const fs = require('node:fs/promises');
const os = require('node:os');
const path = require('node:path');
const { Readable, Writable } = require('node:stream');
const { Client, FTPError } = require('basic-ftp');
const { proxyTo } = require('./lib/proxy');

const { SERVER_PORT, SERVER_PASSWORD: password } = process.env;
const access = { host: '127.0.0.1', port: +SERVER_PORT, user: 'gonet', password };
const home = `/home-${process.pid}`;

async function connected(extra) {
  const client = new Client(30000);
  try {
    await client.access({ ...access, ...extra });
  } catch (err) {
    client.close();
    throw err;
  }
  return client;
}

async function download(client, name, from) {
  const chunks = [];
  await client.downloadTo(new Writable({
    write(chunk, encoding, done) {
      chunks.push(chunk);
      done();
    },
  }), name, from);
  return Buffer.concat(chunks);
}

async function files(client) {
  const body = Buffer.alloc(500000, 'some bytes ');
  await client.ensureDir(home);
  assert.strictEqual(await client.pwd(), home);
  let transferred = 0;
  client.trackProgress((info) => { transferred = info.bytesOverall; });
  await client.uploadFrom(Readable.from([body.subarray(0, 1000), body.subarray(1000)]), 'gänse.txt');
  assert.strictEqual(transferred, body.length);
  client.trackProgress();
  assert.strictEqual(await client.size('gänse.txt'), body.length);
  assert.ok((await client.lastMod('gänse.txt')) instanceof Date);
  assert.ok((await download(client, 'gänse.txt')).equals(body));
  assert.ok((await download(client, 'gänse.txt', 499000)).equals(body.subarray(499000)));
  await client.appendFrom(Readable.from([Buffer.from('end')]), 'gänse.txt');
  await client.rename('gänse.txt', 'other.txt');
  const [entry] = await client.list();
  assert.deepStrictEqual([entry.name, entry.size, entry.isFile], ['other.txt', body.length + 3, true]);
}

async function folders(client) {
  const local = await fs.mkdtemp(path.join(os.tmpdir(), 'gonet-ftp-'));
  await fs.mkdir(path.join(local, 'from/deep/deeper'), { recursive: true });
  await fs.writeFile(path.join(local, 'from/one'), '1');
  await fs.writeFile(path.join(local, 'from/deep/deeper/two'), '22');
  await client.uploadFromDir(path.join(local, 'from'), 'tree');
  await client.downloadToDir(path.join(local, 'to'), 'tree');
  assert.strictEqual(await fs.readFile(path.join(local, 'to/deep/deeper/two'), 'utf8'), '22');
  await fs.rm(local, { recursive: true });
  await client.cd('/');
  await client.removeDir(home);
}

async function errors(client) {
  await assert.rejects(client.size('nowhere'), (err) => err instanceof FTPError && err.code === 550);
  await assert.rejects(client.cd('nowhere'), { code: 550 });
  assert.strictEqual((await client.send('NOOP')).code, 200);
  await assert.rejects(connected({ password: 'wrong' }), { code: 530 });
  await assert.rejects(connected({ port: 1 }), { code: 'ECONNREFUSED' });
}

async function lost() {
  const proxy = await proxyTo(SERVER_PORT);
  const client = await connected({ port: proxy.port });
  const answer = assert.rejects(client.send('NOOP'), /Server sent FIN packet|closed|ECONNRESET/);
  proxy.cut();
  await answer;
  assert.ok(client.closed);
  await client.access({ ...access, port: proxy.port }); // the client can be used again
  assert.strictEqual(await client.pwd(), '/');
  client.close();
  proxy.close();
}

(async () => {
  const client = await connected();
  await files(client);
  await folders(client);
  await errors(client);
  client.close();
  await lost();
})().then(common.mustCall());
