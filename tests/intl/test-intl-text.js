'use strict';
// Lists, relative times, collation, segments and language tags.
require('../common');
const assert = require('node:assert');

assert.strictEqual(new Intl.ListFormat('en').format(['a', 'b', 'c']), 'a, b, and c');
assert.strictEqual(new Intl.ListFormat('en', { type: 'disjunction' }).format(['a', 'b']), 'a or b');
assert.strictEqual(new Intl.ListFormat('de').format(['a', 'b', 'c']), 'a, b und c');
assert.throws(() => new Intl.ListFormat('en').format([1]), { name: 'TypeError', message: 'Iterable yielded 1 which is not a string' });

assert.strictEqual(new Intl.RelativeTimeFormat('en').format(-1, 'day'), '1 day ago');
assert.strictEqual(new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(1, 'days'), 'tomorrow');
assert.strictEqual(new Intl.RelativeTimeFormat('en').format(10000.5, 'hour'), 'in 10,000.5 hours');
assert.strictEqual(new Intl.RelativeTimeFormat('ru').format(-3, 'day'), '3 дня назад');
assert.throws(() => new Intl.RelativeTimeFormat('en').format(1, 'foo'), RangeError);

const sorted = (list, ...args) => list.sort(new Intl.Collator(...args).compare).join('');
assert.strictEqual(sorted(['b', 'a', 'A', 'ä', 'Z', 'z'], 'en'), 'aAäbzZ');
assert.strictEqual(sorted(['ä', 'z'], 'sv'), 'zä');
assert.deepStrictEqual(['10', '9', '1'].sort(new Intl.Collator('en', { numeric: true }).compare), ['1', '9', '10']);
assert.strictEqual('a'.localeCompare('A', 'en', { sensitivity: 'base' }), 0);
assert.strictEqual('a'.localeCompare('á', 'en', { sensitivity: 'base' }), 0);
assert.notStrictEqual('a'.localeCompare('á', 'en', { sensitivity: 'accent' }), 0);
assert.strictEqual('i'.toLocaleUpperCase('tr'), 'İ');

const segments = (text, options) => [...new Intl.Segmenter('en', options).segment(text)];
assert.strictEqual(segments('👨‍👩‍👧e\u0301🇩🇪a\r\n').length, 5);
assert.deepStrictEqual(segments('It\'s 3.5!', { granularity: 'word' }).map((s) => [s.segment, s.isWordLike]),
                       [['It\'s', true], [' ', false], ['3.5', true], ['!', false]]);
assert.deepStrictEqual(segments('Hello. World!', { granularity: 'sentence' }).map((s) => s.segment), ['Hello. ', 'World!']);
assert.deepStrictEqual(new Intl.Segmenter().segment('abc').containing(1), { segment: 'b', index: 1, input: 'abc' });

assert.deepStrictEqual(Intl.getCanonicalLocales(['EN-us', 'iw', 'zh-hant-tw']), ['en-US', 'he', 'zh-Hant-TW']);
const locale = new Intl.Locale('en-Latn-US-u-ca-buddhist', { hourCycle: 'h12' });
assert.strictEqual(String(locale), 'en-Latn-US-u-ca-buddhist-hc-h12');
assert.deepStrictEqual([locale.language, locale.script, locale.region, locale.baseName, locale.calendar, locale.hourCycle],
                       ['en', 'Latn', 'US', 'en-Latn-US', 'buddhist', 'h12']);
assert.strictEqual(new Intl.Locale('zh').maximize().toString(), 'zh-Hans-CN');
assert.strictEqual(locale.minimize().baseName, 'en');

assert.strictEqual(Object.prototype.toString.call(Intl), '[object Intl]');
assert(Intl.supportedValuesOf('timeZone').includes('Europe/Berlin'));
assert.throws(() => Intl.supportedValuesOf('x'), RangeError);
assert.throws(() => Intl.PluralRules(), TypeError);
assert(Intl.NumberFormat() instanceof Intl.NumberFormat);
