'use strict';
// Writes NAME.json.gz for each locale below: how it writes numbers, dates, lists
// and durations, as the node that runs this has it. Run it with Node 26:
//
//   node locales.cjs locales

const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');

// Those that use Latin digits and the Gregorian calendar, and are asked for
// most. A locale with a region stands here if it differs from its language.
const locales = [
  'en', 'en-GB', 'en-CA', 'en-AU', 'en-IN', 'en-NZ', 'en-ZA', 'en-IE', 'de', 'de-AT', 'fr', 'fr-CA', 'fr-CH', 'es',
  'es-MX', 'es-AR', 'it', 'pt', 'pt-PT', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs', 'ru', 'uk', 'tr', 'hu', 'ro', 'ja', 'zh',
  'zh-TW', 'ko', 'id', 'vi',
];

// A Thursday in September, early in the morning: each field shows its width.
const sample = Date.UTC(2026, 8, 3, 4, 6, 7);
const widths = ['long', 'short', 'narrow'];
const widthNumbers = { long: 4, short: 3, narrow: 5 };

const date = (locale, options) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
const valueOf = (format, at, type) => format.formatToParts(at).find((p) => p.type === type)?.value ?? '';

function names(locale) {
  const months = (options) => Array.from({ length: 12 }, (_, i) => valueOf(date(locale, options), Date.UTC(2026, i, 5), 'month'));
  const days = (options) => Array.from({ length: 7 }, (_, i) => valueOf(date(locale, options), Date.UTC(2026, 2, 1 + i), 'weekday'));
  const all = { month: {}, standalone: {}, weekday: {}, era: {} };
  for (const w of widths) {
    all.month[w] = months({ month: w, day: 'numeric' });
    all.standalone[w] = months({ month: w });
    all.weekday[w] = days({ weekday: w, month: 'long', day: 'numeric' });
    all.era[w] = [Date.UTC(-100, 1), sample].map((at) => valueOf(date(locale, { era: w, year: 'numeric' }), at, 'era'));
  }
  all.dayPeriod = [0, 12 * 3600e3].map((at) => valueOf(date(locale, { hour: 'numeric', hour12: true }), at, 'dayPeriod'));
  return all;
}

// A pattern has a letter and a width in braces for each field.
function token({ type, value }, known) {
  switch (type) {
    case 'literal': return value;
    case 'year': return value === '26' ? '{y2}' : '{y}';
    case 'day': return value === '03' ? '{d2}' : '{d}';
    case 'hour': return value === '04' ? '{j2}' : '{j}';
    case 'minute': return value === '06' ? '{m2}' : '{m}';
    case 'second': return value === '07' ? '{s2}' : '{s}';
    case 'dayPeriod': return '{a}';
    case 'timeZoneName': return '{z}';
    case 'weekday': {
      // Some languages put the day in parentheses.
      const w = widths.find((w) => known.weekday[w][4] === value) ?? widths.find((w) => value.includes(known.weekday[w][4])) ?? 'short';
      return value.replace(known.weekday[w][4], `{E${widthNumbers[w]}}`);
    }
    case 'era': return `{G${widthNumbers[widths.find((w) => known.era[w][1] === value) ?? 'short']}}`;
    case 'month': {
      if (/^0?9$/.test(value)) return value === '09' ? '{M2}' : '{M}';
      const w = widths.find((w) => known.month[w][8] === value);
      if (w) return `{M${widthNumbers[w]}}`;
      const alone = widths.find((w) => known.standalone[w][8] === value);
      return `{L${widthNumbers[alone ?? 'long']}}`;
    }
    default: return '';
  }
}

const pattern = (format, known) => format.formatToParts(sample).map((p) => token(p, known)).join('');

const numeric = { '': undefined, 'n': 'numeric', '2': '2-digit', 's': 'short', 'l': 'long', 'w': 'narrow' };

function* combinations(fields) {
  const [[name, choices], ...rest] = fields;
  for (const c of choices) {
    if (rest.length === 0) yield [[name, c]];
    else for (const more of combinations(rest)) yield [[name, c], ...more];
  }
}

const given = (combination) => Object.fromEntries(combination.filter(([, c]) => c).map(([name, c]) => [name, numeric[c]]));
const keyOf = (combination) => combination.map(([, c]) => c || '-').join('');

function dates(locale, known) {
  const out = {};
  for (const combination of combinations([['weekday', ['', 's', 'l', 'w']], ['era', ['', 's']], ['year', ['', 'n', '2']],
    ['month', ['', 'n', '2', 's', 'l', 'w']], ['day', ['', 'n', '2']]])) {
    const options = given(combination);
    const key = keyOf(combination);
    if (Object.keys(options).length === 0) continue;
    const alone = pattern(date(locale, options), known);
    const both = pattern(date(locale, { ...options, hour: 'numeric', minute: 'numeric', hour12: false }), known);
    const glue = both.startsWith(alone) ? both.slice(alone.length, both.indexOf('{j')) : ' ';
    out[key] = glue === ', ' ? alone : [alone, glue];
  }
  return out;
}

function times(locale, known) {
  const out = {};
  for (const hour12 of [true, false]) {
    for (const combination of combinations([['hour', ['', 'n', '2']], ['minute', ['', 'n', '2']], ['second', ['', 'n', '2']]])) {
      const options = given(combination);
      if (Object.keys(options).length === 0) continue;
      out[keyOf(combination) + (hour12 ? 'a' : '')] = pattern(date(locale, { ...options, hour12 }), known);
    }
  }
  return out;
}

const styles = ['full', 'long', 'medium', 'short'];

function styled(locale, known) {
  const out = { date: {}, time: {}, time12: {}, time24: {}, glue: {} };
  for (const s of styles) {
    out.date[s] = pattern(date(locale, { dateStyle: s }), known);
    out.time[s] = pattern(date(locale, { timeStyle: s }), known);
    out.time12[s] = pattern(date(locale, { timeStyle: s, hour12: true }), known);
    out.time24[s] = pattern(date(locale, { timeStyle: s, hour12: false }), known);
  }
  for (const s of styles) {
    const both = pattern(date(locale, { dateStyle: s, timeStyle: 'short' }), known);
    out.glue[s] = both.startsWith(out.date[s]) ? both.slice(out.date[s].length, both.length - out.time.short.length) : ', ';
  }
  return out;
}

const categories = (locale) => {
  const rules = new Intl.PluralRules(locale);
  const samples = {};
  for (const n of [1, 2, 5, 0, 3, 21, 1000000, 100]) samples[rules.select(n)] ??= n;
  samples[rules.select(1.5)] ??= 1.5;
  return samples;
};

// The text around a number, with {0} for it.
function around(parts) {
  let seen = false;
  return parts.map((p) => {
    if (!/^(integer|group|decimal|fraction|plusSign|minusSign)$/.test(p.type)) return p.value;
    if (seen) return '';
    seen = true;
    return '{0}';
  }).join('');
}

const byCategory = (locale, show) => {
  const out = {};
  for (const [category, n] of Object.entries(categories(locale))) out[category] = show(n);
  for (const [category, text] of Object.entries(out)) if (category !== 'other' && text === out.other) delete out[category];
  return out;
};

function numbers(locale) {
  const part = (options, value, type) => new Intl.NumberFormat(locale, options).formatToParts(value).find((p) => p.type === type)?.value ?? '';
  const currency = (options, value) => new Intl.NumberFormat(locale, { style: 'currency', currency: 'XYZ', minimumFractionDigits: 0, ...options })
    .format(value).replace('XYZ', '¤').replace('1', '{0}').replace(/[\u2212]/, '-');
  const symbols = {};
  for (const code of Intl.supportedValuesOf('currency')) {
    const show = (currencyDisplay) => part({ style: 'currency', currency: code, currencyDisplay }, 1, 'currency');
    const [symbol, narrow] = [show('symbol'), show('narrowSymbol')];
    if (symbol !== code || narrow !== code) symbols[code] = narrow === symbol ? symbol : [symbol, narrow];
  }
  const compact = (compactDisplay) => {
    const format = new Intl.NumberFormat(locale, { notation: 'compact', compactDisplay, useGrouping: false });
    return Array.from({ length: 12 }, (_, i) => byCategory(locale, (n) => {
      const parts = format.formatToParts(n * 10 ** (i + 3));
      // How many digits the number keeps says what it was divided by.
      return around(parts);
    })).map((texts, i) => [texts, String(part({ notation: 'compact', compactDisplay, useGrouping: false }, 10 ** (i + 3), 'integer')).length]);
  };
  return {
    decimal: part({}, 1.5, 'decimal'), group: part({ useGrouping: 'always' }, 1e6, 'group'), minus: part({}, -1, 'minusSign'),
    plus: part({ signDisplay: 'always' }, 1, 'plusSign'), infinity: part({}, Infinity, 'infinity'), nan: part({}, NaN, 'nan'),
    percent: new Intl.NumberFormat(locale, { style: 'percent' }).format(0).replace('0', '{0}'),
    least: part({}, 1000, 'group') === '' ? 2 : 1, // digits before the first group
    indian: new Intl.NumberFormat(locale).formatToParts(1e7).filter((p) => p.type === 'integer').length === 4,
    currency: currency({}, 1), currencyMinus: currency({}, -1), accountingMinus: currency({ currencySign: 'accounting' }, -1),
    spaced: /\s/.test(currency({ currency: 'USD' }, 1).replace(/[^\s]/g, '')), symbols,
    compact: { short: compact('short'), long: compact('long') },
  };
}

function units(locale) {
  const out = {};
  for (const unit of Intl.supportedValuesOf('unit')) {
    out[unit] = ['short', 'narrow', 'long'].map((unitDisplay) => byCategory(locale, (n) =>
      around(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }).formatToParts(n))));
  }
  return out;
}

const relativeUnits = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'];

function relative(locale) {
  const out = {};
  for (const unit of relativeUnits) {
    out[unit] = ['long', 'short', 'narrow'].map((style) => {
      const always = new Intl.RelativeTimeFormat(locale, { style });
      const auto = new Intl.RelativeTimeFormat(locale, { style, numeric: 'auto' });
      const named = {};
      for (const n of [-2, -1, 0, 1, 2]) if (auto.format(n, unit) !== always.format(n, unit)) named[n] = auto.format(n, unit);
      return {
        past: byCategory(locale, (n) => around(always.formatToParts(-n, unit))),
        future: byCategory(locale, (n) => around(always.formatToParts(n, unit))),
        named,
      };
    });
  }
  return out;
}

function lists(locale) {
  const out = {};
  for (const type of ['conjunction', 'disjunction', 'unit']) {
    for (const style of widths) {
      const format = new Intl.ListFormat(locale, { type, style });
      const literals = (n) => format.formatToParts(Array.from({ length: n }, () => 'x')).filter((p) => p.type === 'literal').map((p) => p.value);
      const [start, , end] = literals(4);
      out[type + style] = [literals(2)[0], start, end];
    }
  }
  return out;
}

fs.mkdirSync(process.argv[2], { recursive: true });
for (const locale of locales) {
  const known = names(locale);
  const options = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  const data = {
    names: known, dates: dates(locale, known), times: times(locale, known), styles: styled(locale, known),
    cycle: options.hourCycle, numbers: numbers(locale), units: units(locale), relative: relative(locale), lists: lists(locale),
  };
  fs.writeFileSync(path.join(process.argv[2], `${locale}.json.gz`), zlib.gzipSync(JSON.stringify(data), { level: 9 }));
}
