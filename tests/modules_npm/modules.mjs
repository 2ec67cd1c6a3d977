// Packages as ES modules: with imports and exports maps, with deep entry
// points, dual ones, and CommonJS ones by name.
import assert from 'node:assert';
import { test } from 'node:test';
import { Chalk, supportsColor } from 'chalk';
import { nanoid, customAlphabet } from 'nanoid';
import { v5, v7, validate, version } from 'uuid';
import { z } from 'zod';
import { addBusinessDays, format, parseISO } from 'date-fns';
import { de } from 'date-fns/locale/de';
import PQueue from 'p-queue';
import yargs from 'yargs';
import { parse } from 'semver';
import lodash from 'lodash';
import * as rx from 'rxjs';
import { map } from 'rxjs/operators';

test('chalk', () => {
  const chalk = new Chalk({ level: 1 });
  assert.strictEqual(chalk.red.bold('x'), '\u001b[31m\u001b[1mx\u001b[22m\u001b[39m');
  assert.ok(supportsColor === false || typeof supportsColor === 'object');
});

test('nanoid and uuid', () => {
  assert.strictEqual(new Set(Array.from({ length: 100 }, () => nanoid())).size, 100);
  assert.match(customAlphabet('ab', 8)(), /^[ab]{8}$/);
  assert.strictEqual(v5('gonet', v5.DNS), v5('gonet', v5.DNS));
  assert.ok(validate(v7()));
  assert.strictEqual(version(v7()), 7);
});

test('zod', async () => {
  const Peer = z.object({
    host: z.string().min(1),
    port: z.coerce.number().int().max(65535),
    tags: z.array(z.enum(['a', 'b'])).default([]),
  }).transform((peer) => `${peer.host}:${peer.port}`);
  assert.strictEqual(Peer.parse({ host: 'h', port: '80' }), 'h:80');
  const failed = Peer.safeParse({ host: '', port: 'x' });
  assert.deepStrictEqual(failed.error.issues.map((issue) => issue.path.join()), ['host', 'port']);
  await assert.rejects(z.string().refine(async (s) => s === 'y').parseAsync('x'), { name: 'ZodError' });
});

test('date-fns', () => {
  const day = parseISO('2026-11-27');
  assert.strictEqual(format(addBusinessDays(day, 2), 'yyyy-MM-dd'), '2026-12-01');
  assert.strictEqual(format(day, 'EEEE, d. MMMM', { locale: de }), 'Freitag, 27. November');
});

test('p-queue', async () => {
  const queue = new PQueue({ concurrency: 2 });
  let running = 0;
  let most = 0;
  const results = await queue.addAll(Array.from({ length: 6 }, (_, i) => async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return i;
  }));
  assert.deepStrictEqual(results, [0, 1, 2, 3, 4, 5]);
  assert.strictEqual(most, 2);
});

test('yargs', () => {
  const argv = yargs(['serve', '--port', '80', '--verbose', '--no-color']).option('port', { type: 'number' }).boolean('verbose').parseSync();
  assert.deepStrictEqual(argv._, ['serve']);
  assert.strictEqual(argv.port, 80);
  assert.strictEqual(argv.verbose, true);
  assert.strictEqual(argv.color, false);
});

test('CommonJS by name', () => {
  assert.strictEqual(parse('1.2.3').minor, 2);
  assert.strictEqual(lodash.chunk([1, 2, 3], 2).length, 2);
  const seen = [];
  rx.of(1, 2).pipe(map((n) => n * 2)).subscribe((n) => seen.push(n));
  assert.deepStrictEqual(seen, [2, 4]);
});
