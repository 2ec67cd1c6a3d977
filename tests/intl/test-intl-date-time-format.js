'use strict';
// Dates as Intl.DateTimeFormat and the methods of Date write them.
require('../common');
const assert = require('node:assert');

const date = new Date(Date.UTC(2026, 10, 5, 21, 5, 9, 37));
const is = (options, expected, locale = 'en-US') =>
  assert.strictEqual(date.toLocaleString(locale, { timeZone: 'UTC', ...options }), expected);

is({}, '11/5/2026, 9:05:09 PM');
is({ dateStyle: 'full', timeStyle: 'full' }, 'Thursday, November 5, 2026 at 9:05:09 PM Coordinated Universal Time');
is({ dateStyle: 'medium', timeStyle: 'short' }, 'Nov 5, 2026, 9:05 PM');
is({ dateStyle: 'short' }, '11/5/26');
is({ timeStyle: 'short', hour12: false }, '21:05');
is({ weekday: 'short', month: 'short', day: 'numeric' }, 'Thu, Nov 5');
is({ month: 'long', year: 'numeric' }, 'November 2026');
is({ year: 'numeric', month: '2-digit', day: '2-digit' }, '11/05/2026');
is({ hour: 'numeric', minute: '2-digit', hourCycle: 'h23' }, '21:05');
is({ minute: 'numeric', second: 'numeric', fractionalSecondDigits: 3 }, '05:09.037');
is({ year: 'numeric', era: 'short' }, '2026 AD');
is({ hour: 'numeric', dayPeriod: 'long' }, '9 at night');
is({}, '05/11/2026, 21:05:09', 'en-GB');
is({ year: 'numeric', month: '2-digit', day: '2-digit' }, '2026-11-05', 'en-CA');
is({}, '2026-11-05 21:05:09', 'sv-SE');
is({ dateStyle: 'long' }, '5. November 2026', 'de');
is({ dateStyle: 'medium' }, '5 nov. 2026', 'fr');
is({ dateStyle: 'full' }, '2026年11月5日木曜日', 'ja');
is({}, '11/5/2026, 9:05:09 PM', 'xx');

assert.strictEqual(date.toLocaleDateString('en-US', { timeZone: 'Asia/Tokyo' }), '11/6/2026');
assert.strictEqual(date.toLocaleTimeString('en-US', { timeZone: 'America/New_York', timeZoneName: 'short' }), '4:05:09 PM EST');
assert.strictEqual(date.toLocaleTimeString('en-US', { timeZone: 'Asia/Kolkata', timeStyle: 'short' }), '2:35 AM');
assert.strictEqual(date.toLocaleTimeString('en-US', { timeZone: '+05:30', hour: 'numeric' }), '2 AM');
assert.strictEqual(new Date(NaN).toLocaleString(), 'Invalid Date');
const zone = (timeZone, timeZoneName, at = date) =>
  new Intl.DateTimeFormat('en', { timeZone, timeZoneName }).formatToParts(at).find(({ type }) => type === 'timeZoneName').value;
assert.strictEqual(zone('Europe/Berlin', 'long', Date.UTC(2026, 6)), 'Central European Summer Time');
assert.strictEqual(zone('Europe/Berlin', 'shortOffset', Date.UTC(2026, 6)), 'GMT+2');
assert.strictEqual(zone('America/Los_Angeles', 'shortGeneric'), 'PT');

assert.deepStrictEqual(new Intl.DateTimeFormat('en', { timeZone: 'UTC', timeStyle: 'short' }).formatToParts(date), [
  { type: 'hour', value: '9' }, { type: 'literal', value: ':' }, { type: 'minute', value: '05' },
  { type: 'literal', value: ' ' }, { type: 'dayPeriod', value: 'PM' },
]);
assert.deepStrictEqual(new Intl.DateTimeFormat('en-US', { timeZone: 'utc', hour: 'numeric' }).resolvedOptions(), {
  locale: 'en-US', calendar: 'gregory', numberingSystem: 'latn', timeZone: 'UTC', hourCycle: 'h12', hour12: true, hour: 'numeric',
});
assert.strictEqual(typeof Intl.DateTimeFormat().resolvedOptions().timeZone, 'string');

assert.throws(() => new Intl.DateTimeFormat('en', { timeZone: 'Foo/Bar' }), { name: 'RangeError', message: 'Invalid time zone specified: Foo/Bar' });
assert.throws(() => new Intl.DateTimeFormat('en', { dateStyle: 'short', day: 'numeric' }), TypeError);
assert.throws(() => new Intl.DateTimeFormat('en').format(NaN), { name: 'RangeError', message: 'Invalid time value' });
assert.throws(() => Date.prototype.toLocaleString.call({}), TypeError);
