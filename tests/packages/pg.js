'use strict';
// pg against PostgreSQL: queries, a pool, notifications, errors, lost connections.
const common = require('../common');
const assert = require('node:assert');
const { Client, Pool } = require('pg');
const { proxyTo } = require('./lib/proxy');
const { until } = require('./lib/until');

const { SERVER_PORT, SERVER_DIR, SERVER_PASSWORD: password } = process.env;
const config = { host: '127.0.0.1', port: +SERVER_PORT, user: 'gonet', database: 'postgres', password };

async function connected(extra) {
  const client = new Client({ ...config, ...extra });
  await client.connect();
  return client;
}

async function values() {
  const client = await connected();
  const { rows, fields } = await client.query(
    `SELECT 1::int4 AS n, 'gänse'::text AS t, '{"a":[1,2]}'::jsonb AS j, ARRAY[1,2,3] AS a,
     '\\x00ff'::bytea AS b, NULL AS nothing, 1.5::float8 AS f, true AS yes,
     '2026-01-02T03:04:05Z'::timestamptz AS at`);
  assert.deepStrictEqual(rows, [{
    n: 1, t: 'gänse', j: { a: [1, 2] }, a: [1, 2, 3], b: Buffer.from([0, 255]), nothing: null, f: 1.5, yes: true,
    at: new Date('2026-01-02T03:04:05Z'),
  }]);
  assert.strictEqual(fields.length, 9);

  await client.query('CREATE TEMP TABLE items (id serial PRIMARY KEY, body text, data bytea)');
  const big = Buffer.alloc(300000, 'abc');
  const inserted = await client.query('INSERT INTO items (body, data) VALUES ($1, $2) RETURNING id', ['it\'s', big]);
  assert.strictEqual(inserted.rowCount, 1);
  const read = await client.query({ name: 'by-id', text: 'SELECT body, data FROM items WHERE id = $1', values: [1] });
  assert.strictEqual(read.rows[0].body, 'it\'s');
  assert.ok(read.rows[0].data.equals(big));

  await client.query('BEGIN');
  await client.query('DELETE FROM items');
  await client.query('ROLLBACK');
  assert.strictEqual((await client.query('SELECT count(*)::int AS n FROM items')).rows[0].n, 1);

  const many = await client.query({ text: 'SELECT i, repeat(\'x\', i % 50) FROM generate_series(1, 5000) i', rowMode: 'array' });
  assert.strictEqual(many.rows.length, 5000);
  assert.strictEqual(many.rows[4998][1].length, 49);
  await client.end();
}

async function errors() {
  const client = await connected();
  await assert.rejects(client.query('SELECT wrong FROM nowhere'), {
    code: '42P01', severity: 'ERROR', message: 'relation "nowhere" does not exist', position: '19',
  });
  await assert.rejects(client.query('SELECT $1::int', ['x']), { code: '22P02' });
  assert.strictEqual((await client.query('SELECT 2 AS n')).rows[0].n, 2);
  await client.end();
  await assert.rejects(connected({ password: 'wrong' }), { code: '28P01', severity: 'FATAL' });
  await assert.rejects(connected({ host: `${SERVER_DIR}/nowhere` }), { code: 'ENOENT', syscall: 'connect' });
}

async function pool() {
  const shared = new Pool({ ...config, host: SERVER_DIR, max: 3 }); // a UNIX socket
  const numbers = await Promise.all(Array.from({ length: 20 }, async (_, i) => {
    const { rows } = await shared.query('SELECT $1::int * 2 AS n, pg_sleep(0.001)', [i]);
    return rows[0].n;
  }));
  assert.deepStrictEqual(numbers, Array.from({ length: 20 }, (_, i) => 2 * i));
  assert.strictEqual(shared.totalCount, 3);
  await shared.end();
}

async function notifications() {
  const channel = `news_${process.pid}`;
  const [listener, sender] = [await connected(), await connected()];
  await listener.query(`LISTEN ${channel}`);
  const told = until(listener, 'notification');
  await sender.query('SELECT pg_notify($1, $2)', [channel, 'hello']);
  const [{ channel: from, payload }] = await told;
  assert.deepStrictEqual([from, payload], [channel, 'hello']);
  await Promise.all([listener.end(), sender.end()]);
}

async function lost() {
  const proxy = await proxyTo(SERVER_PORT);
  const client = await connected({ port: proxy.port });
  const broken = until(client, 'error');
  client.on('error', () => {}); // there may be two: a reset and then the end
  const query = assert.rejects(client.query('SELECT pg_sleep(60)'), /Connection terminated unexpectedly|ECONNRESET/);
  proxy.cut();
  await query;
  await broken;
  await assert.rejects(client.query('SELECT 1'), /not queryable/);

  // The server ends a session; the pool then makes another connection.
  const shared = new Pool({ ...config, port: proxy.port, max: 1 });
  const { rows: [{ pid }] } = await shared.query('SELECT pg_backend_pid() AS pid');
  const gone = until(shared, 'error');
  const admin = await connected();
  await admin.query('SELECT pg_terminate_backend($1)', [pid]);
  assert.strictEqual((await gone)[0].code, '57P01');
  assert.notStrictEqual((await shared.query('SELECT pg_backend_pid() AS pid')).rows[0].pid, pid);
  await Promise.all([admin.end(), shared.end()]);
  proxy.close();
}

(async () => {
  await values();
  await errors();
  await pool();
  await notifications();
  await lost();
})().then(common.mustCall());
