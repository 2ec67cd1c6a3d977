'use strict';
// Writes en.json.gz: what American English calls currencies, units and time
// zones, as the node that runs this has it. Run it with Node 26:
//
//   node generate.cjs en.json.gz < /usr/share/zoneinfo/tzdata.zi

const fs = require('node:fs');
const zlib = require('node:zlib');

const part = (format, value, type) =>
  format.formatToParts(value).filter((p) => p.type === type).map((p) => p.value).join('');

function currencies() {
  const all = {};
  for (const currency of Intl.supportedValuesOf('currency')) {
    const make = (currencyDisplay) => new Intl.NumberFormat('en-US', { style: 'currency', currency, currencyDisplay });
    const symbol = part(make('symbol'), 1, 'currency');
    const narrow = part(make('narrowSymbol'), 1, 'currency');
    const digits = make('symbol').resolvedOptions().maximumFractionDigits;
    const one = part(new Intl.NumberFormat('en-US', { style: 'currency', currency, currencyDisplay: 'name', maximumFractionDigits: 0 }), 1, 'currency');
    const other = part(make('name'), 2, 'currency');
    all[currency] = [one, other, digits, symbol === currency ? '' : symbol, narrow === symbol ? '' : narrow];
  }
  return all;
}

const displays = ['short', 'narrow', 'long'];

// The text around the number, with {0} for it.
function unitPattern(unit, unitDisplay, value) {
  const format = new Intl.NumberFormat('en-US', { style: 'unit', unit, unitDisplay });
  return format.formatToParts(value).map((p) => (p.type === 'integer' ? '{0}' : p.value)).join('');
}

function units() {
  const simple = {};
  const names = Intl.supportedValuesOf('unit');
  for (const unit of names) {
    simple[unit] = displays.map((display) => [unitPattern(unit, display, 1), unitPattern(unit, display, 2)]);
  }
  // What a unit adds to another that it divides: most have one such suffix.
  const per = {};
  for (const unit of names) {
    per[unit] = displays.map((display) =>
      unitPattern(`bit-per-${unit}`, display, 2).slice(simple.bit[displays.indexOf(display)][1].length));
  }
  const compound = {};
  for (const a of names) {
    for (const b of names) {
      const unit = `${a}-per-${b}`;
      const real = displays.map((display) => [unitPattern(unit, display, 1), unitPattern(unit, display, 2)]);
      const regular = displays.map((_, i) => simple[a][i].map((p) => p + per[b][i]));
      if (JSON.stringify(real) !== JSON.stringify(regular)) compound[unit] = real;
    }
  }
  return { simple, per, compound };
}

const winter = Date.UTC(2026, 0, 10);
const summer = Date.UTC(2026, 6, 10);

function zones(tzdata) {
  const names = new Set(Intl.supportedValuesOf('timeZone'));
  for (const line of tzdata.split('\n')) {
    const fields = line.split(' ');
    if (fields[0] === 'Z') names.add(fields[1]);
    if (fields[0] === 'L') names.add(fields[2]);
  }
  const all = {};
  const texts = [];
  const seen = new Map();
  for (const timeZone of [...names].sort()) {
    const show = (timeZoneName, at) =>
      part(new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName }), at, 'timeZoneName');
    let resolved;
    try {
      resolved = new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone;
    } catch {
      continue;
    }
    const offset = (at) => show('longOffset', at);
    const daylight = offset(winter) !== offset(summer);
    const minutes = (at) => {
      const [, sign, h, m] = /GMT(?:([+-])(\d+):(\d+))?/.exec(offset(at));
      return (sign === '-' ? -1 : 1) * ((h ?? 0) * 60 + Number(m ?? 0));
    };
    const standard = minutes(winter) <= minutes(summer) ? winter : summer;
    const other = standard === winter ? summer : winter;
    const kinds = ['short', 'long'].flatMap((kind) => [show(kind, standard), daylight ? show(kind, other) : '']);
    kinds.push(show('shortGeneric', standard), show('longGeneric', standard));
    const key = JSON.stringify(kinds);
    if (!seen.has(key)) seen.set(key, texts.push(kinds) - 1);
    all[timeZone] = resolved === timeZone ? seen.get(key) : [seen.get(key), resolved];
  }
  return { all, texts };
}

const data = {
  currencies: currencies(), units: units(), zones: zones(fs.readFileSync(0, 'latin1')),
  listed: Intl.supportedValuesOf('timeZone'),
};
fs.writeFileSync(process.argv[2], zlib.gzipSync(JSON.stringify(data), { level: 9 }));
