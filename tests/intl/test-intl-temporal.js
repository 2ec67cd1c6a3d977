'use strict';
// The global Temporal.
require('../common');
const assert = require('node:assert');

const date = Temporal.PlainDate.from('2026-11-30');
assert.strictEqual(String(date.add({ months: 3 })), '2027-02-28');
assert.strictEqual(String(date.until('2027-01-01')), 'P32D');
assert.strictEqual(date.dayOfWeek, 1);
assert.strictEqual(date.toLocaleString('en-US'), '11/30/2026');
assert.strictEqual(date.toLocaleString('de', { dateStyle: 'long' }), '30. November 2026');
assert.strictEqual(JSON.stringify({ date }), '{"date":"2026-11-30"}');
assert.throws(() => date < date, TypeError);

const zoned = Temporal.ZonedDateTime.from('2026-03-29T01:30[Europe/Berlin]');
assert.strictEqual(String(zoned.add({ hours: 1 })), '2026-03-29T03:30:00+02:00[Europe/Berlin]');
assert.strictEqual(zoned.hoursInDay, 23);
assert.strictEqual(String(zoned.withTimeZone('UTC')), '2026-03-29T00:30:00+00:00[UTC]');

assert.strictEqual(Temporal.Duration.from('PT5H30M').total('minutes'), 330);
assert.strictEqual(String(Temporal.PlainTime.from('12:34:56.789').round('minute')), '12:35:00');
assert.strictEqual(String(new Date(0).toTemporalInstant()), '1970-01-01T00:00:00Z');
assert.strictEqual(Temporal.Instant.from('1970-01-01T00:00:01Z').epochMilliseconds, 1000);
assert(Temporal.Now.instant() instanceof Temporal.Instant);
assert.strictEqual(Object.prototype.toString.call(Temporal), '[object Temporal]');
assert.throws(() => Temporal.PlainDate.from('nope'), RangeError);
assert.strictEqual(Object.keys(globalThis).includes('Temporal'), false);
assert.strictEqual(new Intl.DateTimeFormat('en', { timeZone: 'UTC' }).format(0), '1/1/1970');
