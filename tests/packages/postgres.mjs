// postgres (postgres.js) against PostgreSQL: templates, types, cursors,
// transactions, notifications, errors, a lost connection.
import '../common/index.js';
import assert from 'node:assert';
import { finished } from 'node:stream/promises';
import postgres from 'postgres';
import { proxyTo } from './lib/proxy.js';

const { SERVER_PORT, SERVER_PASSWORD: password } = process.env;
const options = {
  host: '127.0.0.1', port: +SERVER_PORT, user: 'gonet', database: 'postgres', password, max: 4,
  backoff: 0.01, onnotice: () => {},
};
const sql = postgres(options);

const [row] = await sql`SELECT ${'gänse'} AS t, ${42}::int AS n, ${sql.json({ a: [1] })}::jsonb AS j, ${[1, 2]}::int[] AS a,
  ${Buffer.from([0, 255])}::bytea AS b, ${null}::text AS nothing, ${new Date(1e12)}::timestamptz AS at`;
assert.deepStrictEqual({ ...row },
                       { t: 'gänse', n: 42, j: { a: [1] }, a: [1, 2], b: Buffer.from([0, 255]), nothing: null, at: new Date(1e12) });

const table = `items_${process.pid}`;
await sql`CREATE TABLE ${sql(table)} (id int PRIMARY KEY, body text)`;
const rows = Array.from({ length: 500 }, (_, i) => ({ id: i, body: `body ${i}` }));
await sql`INSERT INTO ${sql(table)} ${sql(rows)}`;
const some = await sql`SELECT id FROM ${sql(table)} WHERE id IN ${sql([1, 3, 5])} ORDER BY id`;
assert.deepStrictEqual(some.map((r) => r.id), [1, 3, 5]);

// A cursor, and rows as they come.
let seen = 0;
for await (const batch of sql`SELECT * FROM ${sql(table)}`.cursor(100)) seen += batch.length;
assert.strictEqual(seen, 500);

// COPY in both directions, as streams.
const input = await sql`COPY ${sql(table)} FROM STDIN`.writable();
input.write('1000\tcopied\n');
input.end('1001\tcopied too\n');
await finished(input);
const output = await sql`COPY (SELECT body FROM ${sql(table)} WHERE id >= 1000 ORDER BY id) TO STDOUT`.readable();
assert.strictEqual((await output.setEncoding('utf8').toArray()).join(''), 'copied\ncopied too\n');

// A transaction that fails leaves nothing.
await assert.rejects(sql.begin(async (tx) => {
  await tx`DELETE FROM ${tx(table)}`;
  throw new Error('no');
}), { message: 'no' });
const [{ count }] = await sql`SELECT count(*)::int FROM ${sql(table)}`;
assert.strictEqual(count, 502);

await assert.rejects(sql`SELECT * FROM nowhere`, { name: 'PostgresError', code: '42P01' });
const stranger = postgres({ ...options, password: 'wrong' });
await assert.rejects(stranger`SELECT 1`, { code: '28P01' });
await stranger.end();

// Notifications.
const told = Promise.withResolvers();
const subscription = await sql.listen(table, told.resolve);
await sql.notify(table, 'hello');
assert.strictEqual(await told.promise, 'hello');
await subscription.unlisten();

// A query is cancelled at the server.
const slow = sql`SELECT pg_sleep(60)`;
const sent = slow.execute();
await sql`SELECT 1`;
sent.cancel();
await assert.rejects(slow, { code: '57014' });

// A lost connection fails the query; the next one connects anew.
const proxy = await proxyTo(SERVER_PORT);
const lossy = postgres({ ...options, port: proxy.port, max: 1 });
await lossy`SELECT 1`;
const failing = assert.rejects(lossy`SELECT pg_sleep(60)`, /CONNECTION_CLOSED|ECONNRESET/);
proxy.cut();
await failing;
assert.deepStrictEqual([...await lossy`SELECT 2 AS n`].map((r) => ({ ...r })), [{ n: 2 }]);
await lossy.end();
proxy.close();

await sql`DROP TABLE ${sql(table)}`;
await sql.end();
