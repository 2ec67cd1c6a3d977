'use strict';
// Packages in CommonJS: plain, with conditions by environment, compiled from
// TypeScript, and with code that they make as they run.
const assert = require('node:assert');
const { test } = require('node:test');

test('lodash', () => {
  const _ = require('lodash');
  const grouped = _.groupBy(_.range(10), (n) => (n % 2 ? 'odd' : 'even'));
  assert.deepStrictEqual(_.mapValues(grouped, _.sum), { even: 20, odd: 25 });
  assert.strictEqual(_.template('hello <%= name %>')({ name: 'net' }), 'hello net');
  assert.deepStrictEqual(_.merge({ a: { b: 1 } }, { a: { c: [2] } }), { a: { b: 1, c: [2] } });
  assert.strictEqual(require('lodash/fp').flow((n) => n + 1, String)(1), '2');
});

test('ms and semver', () => {
  const ms = require('ms');
  assert.strictEqual(ms('2 days'), 172_800_000);
  assert.strictEqual(ms(60_000, { long: true }), '1 minute');
  const semver = require('semver');
  assert.ok(semver.satisfies('26.10.0', '^26.1 || <20'));
  assert.strictEqual(semver.inc('1.2.3-beta.1', 'prerelease'), '1.2.3-beta.2');
  assert.deepStrictEqual(['1.10.0', '1.9.0', '1.0.0-rc.1'].sort(semver.compare), ['1.0.0-rc.1', '1.9.0', '1.10.0']);
});

test('debug', () => {
  const debug = require('debug');
  const lines = [];
  debug.enable('net:*,-net:quiet');
  const log = debug('net:server');
  log.log = (...args) => lines.push(require('node:util').format(...args));
  log('listening on %d %o', 8000, { a: 1 });
  assert.strictEqual(debug('net:quiet').enabled, false);
  assert.strictEqual(lines.length, 1);
  assert.match(lines[0], /net:server.*listening on 8000 \{ a: 1 \}/);
});

test('ajv', () => {
  const Ajv = require('ajv');
  assert.strictEqual(Ajv, Ajv.default);
  const validate = new Ajv({ allErrors: true }).compile({
    type: 'object',
    required: ['port'],
    properties: { port: { type: 'integer', minimum: 1, maximum: 65535 }, host: { type: 'string', pattern: '^[a-z.]+$' } },
    additionalProperties: false,
  });
  assert.ok(validate({ port: 80, host: 'localhost' }));
  assert.ok(!validate({ port: 0, host: 'A', other: 1 }));
  assert.deepStrictEqual(validate.errors.map((e) => e.keyword).sort(), ['additionalProperties', 'minimum', 'pattern']);
});

test('commander', async () => {
  const { Command } = require('commander');
  const program = new Command();
  let seen;
  program.name('serve').option('-p, --port <n>', 'port', Number, 80).argument('<host>')
    .action((host, options) => { seen = { host, ...options }; });
  await program.parseAsync(['--port', '8080', 'localhost'], { from: 'user' });
  assert.deepStrictEqual(seen, { host: 'localhost', port: 8080 });
  assert.match(program.helpInformation(), /Usage: serve \[options\] <host>/);
});

test('rxjs', async () => {
  const { from, map, filter, reduce, lastValueFrom, mergeMap, timer } = require('rxjs');
  const sum = from([1, 2, 3, 4]).pipe(filter((n) => n % 2 === 0), mergeMap((n) => timer(1).pipe(map(() => n))), reduce((a, b) => a + b, 0));
  assert.strictEqual(await lastValueFrom(sum), 6);
});

test('ES modules by require', () => {
  const { nanoid } = require('nanoid');
  assert.match(nanoid(), /^[\w-]{21}$/);
  const { v4, validate } = require('uuid');
  assert.ok(validate(v4()));
  const chalk = require('chalk');
  assert.strictEqual(chalk.__esModule, true);
  assert.strictEqual(typeof chalk.default.red, 'function');
});
