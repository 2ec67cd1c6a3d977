'use strict';
// mysql2 against MariaDB: queries, prepared statements, a pool, rows as a
// stream, errors, lost connections.
const common = require('../common');
const assert = require('node:assert');
const mysql = require('mysql2/promise');
const callbacks = require('mysql2');
const { proxyTo } = require('./lib/proxy');
const { until } = require('./lib/until');

const { SERVER_PORT, SERVER_DIR, SERVER_PASSWORD: password } = process.env;
const config = { host: '127.0.0.1', port: +SERVER_PORT, user: 'gonet', password, database: 'gonet' };
const table = `items_${process.pid}`;

async function values() {
  const connection = await mysql.createConnection(config);
  const [rows, fields] = await connection.query('SELECT 1 AS n, ? AS t, NULL AS nothing, CAST(1.5 AS DOUBLE) AS f, x\'00ff\' AS b', ['gänse']);
  assert.deepStrictEqual(rows, [{ n: 1, t: 'gänse', nothing: null, f: 1.5, b: Buffer.from([0, 255]) }]);
  assert.strictEqual(fields.length, 5);

  await connection.query(`CREATE TABLE ${table} (id INT AUTO_INCREMENT PRIMARY KEY, body TEXT, data LONGBLOB, at DATETIME, big BIGINT)`);
  const data = Buffer.alloc(300000, 'abc');
  const at = new Date(2026, 0, 2, 3, 4, 5);
  const [{ insertId, affectedRows }] = await connection.execute(
    `INSERT INTO ${table} (body, data, at, big) VALUES (?, ?, ?, ?)`, ['it\'s', data, at, 9007199254740993n]);
  assert.deepStrictEqual([insertId, affectedRows], [1, 1]);
  const [[row]] = await connection.execute({ sql: `SELECT * FROM ${table} WHERE id = ?`, supportBigNumbers: true }, [1]);
  assert.ok(row.data.equals(data));
  assert.deepStrictEqual([row.body, row.at, row.big], ['it\'s', at, '9007199254740993']);

  await connection.beginTransaction();
  await connection.query(`DELETE FROM ${table}`);
  await connection.rollback();
  const [[{ count }]] = await connection.query(`SELECT COUNT(*) AS count FROM ${table}`);
  assert.strictEqual(count, 1);
  await connection.query(`DROP TABLE ${table}`);
  await connection.end();
}

async function stream() {
  const connection = callbacks.createConnection({ ...config, host: undefined, port: undefined, socketPath: `${SERVER_DIR}/mariadb.sock` });
  let sum = 0;
  for await (const { seq } of connection.query('SELECT seq FROM seq_1_to_5000').stream()) sum += seq;
  assert.strictEqual(sum, 12502500);
  const ended = until(connection, 'end');
  connection.end();
  await ended;
}

async function pool() {
  const shared = mysql.createPool({ ...config, connectionLimit: 3 });
  const numbers = await Promise.all(Array.from({ length: 20 }, async (_, i) => {
    const [[{ n }]] = await shared.execute('SELECT ? * 2 AS n', [i]);
    return Number(n);
  }));
  assert.deepStrictEqual(numbers, Array.from({ length: 20 }, (_, i) => 2 * i));
  await shared.end();
}

async function errors() {
  const connection = await mysql.createConnection(config);
  await assert.rejects(connection.query('SELECT * FROM nowhere'),
                       { code: 'ER_NO_SUCH_TABLE', errno: 1146, sqlState: '42S02', sqlMessage: 'Table \'gonet.nowhere\' doesn\'t exist' });
  await assert.rejects(connection.query('SELEC 1'), { code: 'ER_PARSE_ERROR', errno: 1064 });
  await connection.end();
  await assert.rejects(mysql.createConnection({ ...config, password: 'wrong' }), { code: 'ER_ACCESS_DENIED_ERROR', errno: 1045 });
  await assert.rejects(mysql.createConnection({ ...config, port: 1 }), { code: 'ECONNREFUSED', syscall: 'connect' });
}

async function lost() {
  const proxy = await proxyTo(SERVER_PORT);
  const connection = await mysql.createConnection({ ...config, port: proxy.port });
  const failing = assert.rejects(connection.query('SELECT SLEEP(60)'), { code: /^(PROTOCOL_CONNECTION_LOST|ECONNRESET)$/ });
  proxy.cut();
  await failing;
  await assert.rejects(connection.query('SELECT 1'), /closed state/);

  // The server ends a connection; the pool makes another one.
  const shared = mysql.createPool({ ...config, port: proxy.port, connectionLimit: 1 });
  const [[{ id }]] = await shared.query('SELECT CONNECTION_ID() AS id');
  const admin = await mysql.createConnection(config);
  const killed = assert.rejects(shared.query('SELECT SLEEP(60)'));
  await admin.query(`KILL ${id}`);
  await killed;
  const [[{ id: next }]] = await shared.query('SELECT CONNECTION_ID() AS id');
  assert.notStrictEqual(next, id);
  await Promise.all([admin.end(), shared.end()]);
  proxy.close();
}

(async () => {
  await values();
  await stream();
  await pool();
  await errors();
  await lost();
})().then(common.mustCall());
