'use strict';
// Numbers as Intl.NumberFormat and toLocaleString write them.
require('../common');
const assert = require('node:assert');

const is = (value, options, expected, locale = 'en-US') =>
  assert.strictEqual(new Intl.NumberFormat(locale, options).format(value), expected);

is(1234567.891, undefined, '1,234,567.891');
is(-0, undefined, '-0');
is(1.005, { maximumFractionDigits: 2 }, '1.01');
is(NaN, undefined, 'NaN');
is(-Infinity, undefined, '-∞');
is(123456789012345678901234567890n, undefined, '123,456,789,012,345,678,901,234,567,890');
is('1234567890123456789.123', undefined, '1,234,567,890,123,456,789.123');
is(0.256, { style: 'percent' }, '26%');
is(-1234.5, { style: 'currency', currency: 'USD' }, '-$1,234.50');
is(-5, { style: 'currency', currency: 'EUR', currencySign: 'accounting' }, '(€5.00)');
is(1, { style: 'currency', currency: 'CHF' }, 'CHF\u00a01.00');
is(2, { style: 'currency', currency: 'JPY', currencyDisplay: 'name' }, '2 Japanese yen');
is(16, { style: 'unit', unit: 'kilometer-per-hour' }, '16 km/h');
is(1, { style: 'unit', unit: 'byte', unitDisplay: 'long' }, '1 byte');
is(999999, { notation: 'compact' }, '1M');
is(1500, { notation: 'compact', compactDisplay: 'long' }, '1.5 thousand');
is(0.00012, { notation: 'scientific' }, '1.2E-4');
is(12345, { notation: 'engineering' }, '12.345E3');
is(12345, { maximumSignificantDigits: 2 }, '12,000');
is(5, { minimumIntegerDigits: 3, useGrouping: false, signDisplay: 'always' }, '+005');
is(1.25, { maximumFractionDigits: 1, roundingMode: 'halfEven' }, '1.2');
is(1.13, { minimumFractionDigits: 2, maximumFractionDigits: 2, roundingIncrement: 5 }, '1.15');
is(1234.5, { style: 'currency', currency: 'EUR' }, '1.234,50\u00a0€', 'de-DE');
is(1234567.5, undefined, '1\u202f234\u202f567,5', 'fr');
is(1234567, undefined, '12,34,567', 'en-IN');
is(1234, undefined, '1234', 'es');
is(1234.5, undefined, '1,234.5', 'xx'); // no such locale: the default

assert.strictEqual((12345.678).toLocaleString(), '12,345.678');
assert.strictEqual((12345.678).toLocaleString('de'), '12.345,678');
assert.strictEqual(12345678901234567890n.toLocaleString('de'), '12.345.678.901.234.567.890');
assert.strictEqual([1234.5, null, 'x'].toLocaleString('de'), '1.234,5,,x');
assert.throws(() => Number.prototype.toLocaleString.call('x'), TypeError);

assert.deepStrictEqual(new Intl.NumberFormat('en', { style: 'percent' }).formatToParts(-12.5), [
  { type: 'minusSign', value: '-' }, { type: 'integer', value: '1' }, { type: 'group', value: ',' },
  { type: 'integer', value: '250' }, { type: 'percentSign', value: '%' },
]);
assert.deepStrictEqual(Intl.NumberFormat('en-US').resolvedOptions(), {
  locale: 'en-US', numberingSystem: 'latn', style: 'decimal', minimumIntegerDigits: 1, minimumFractionDigits: 0,
  maximumFractionDigits: 3, useGrouping: 'auto', notation: 'standard', signDisplay: 'auto', roundingIncrement: 1,
  roundingMode: 'halfExpand', roundingPriority: 'auto', trailingZeroDisplay: 'auto',
});
assert.strictEqual(new Intl.NumberFormat('xx').resolvedOptions().locale, 'en-US');
assert.deepStrictEqual(Intl.NumberFormat.supportedLocalesOf(['de-DE', 'xx', 'en']), ['de-DE', 'en']);
assert.strictEqual([1, 2].map(new Intl.NumberFormat('en').format).join(), '1,2');
assert.strictEqual(new Intl.NumberFormat('en').formatRange(3, 5), '3–5');

for (const [options, error] of [
  [{ style: 'x' }, { name: 'RangeError', message: 'Value x out of range for Intl.NumberFormat options property style' }],
  [{ style: 'currency' }, { name: 'TypeError', message: 'Currency code is required with currency style.' }],
  [{ style: 'currency', currency: 'xx' }, { name: 'RangeError', message: 'Invalid currency code : xx' }],
  [{ minimumFractionDigits: 200 }, { name: 'RangeError', message: 'minimumFractionDigits value is out of range.' }],
]) assert.throws(() => new Intl.NumberFormat('en', options), error);
assert.throws(() => new Intl.NumberFormat('de_DE'), { name: 'RangeError', message: 'Invalid language tag: de_DE' });

// Plural rules.
const select = (locale, options, ...values) => values.map((n) => new Intl.PluralRules(locale, options).select(n)).join();
assert.strictEqual(select('en', undefined, 0, 1, 2, 1.5), 'other,one,other,other');
assert.strictEqual(select('en', { minimumFractionDigits: 1 }, 1), 'other');
assert.strictEqual(select('en', { type: 'ordinal' }, 1, 2, 3, 4, 11, 22, 113), 'one,two,few,other,other,two,other');
assert.strictEqual(select('ru', undefined, 1, 2, 5, 21, 1.5), 'one,few,many,one,other');
assert.deepStrictEqual(new Intl.PluralRules('en', { type: 'ordinal' }).resolvedOptions().pluralCategories, ['one', 'two', 'few', 'other']);
