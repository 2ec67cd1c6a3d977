'use strict';

// The pattern of a format of dates, and the parts that it makes of a date.

const { fill } = require('internal/intl/base');
const { offsetAt, zoneName } = require('internal/intl/zone');

const codes = { 'numeric': 'n', '2-digit': '2', 'short': 's', 'long': 'l', 'narrow': 'w' };
const keyOf = (slot, names) => names.map((name) => codes[slot[name]] ?? '-').join('');

const isTwelve = (cycle) => cycle === 'h11' || cycle === 'h12';

// patternOf chooses the pattern for the fields of a slot. widths are the
// fields that it shows in another way than was asked for.
function patternOf(slot) {
  const text = slot.dateStyle !== undefined || slot.timeStyle !== undefined ? styled(slot) : composed(slot);
  const widths = {};
  for (const [name, letter] of [['year', 'y'], ['month', 'M'], ['day', 'd'], ['hour', 'j'], ['minute', 'm'], ['second', 's']]) {
    if (text.includes(`{${letter}2}`)) widths[name] = '2-digit';
    else if (text.includes(`{${letter}}`)) widths[name] = 'numeric';
  }
  return { text, widths };
}

function styled(slot) {
  const { styles } = slot.data;
  const date = styles.date[slot.dateStyle];
  if (slot.timeStyle === undefined) return date;
  let times = styles.time;
  if (isTwelve(slot.cycle) !== isTwelve(slot.data.cycle)) times = isTwelve(slot.cycle) ? styles.time12 : styles.time24;
  const time = times[slot.timeStyle];
  return date === undefined ? time : date + styles.glue[slot.dateStyle] + time;
}

function composed(slot) {
  const date = dateText(slot);
  let time = timeText(slot);
  if (slot.timeZoneName !== undefined) {
    if (time === '') return date[0] === '' ? '{z}' : `${date[0]}, {z}`;
    time += ' {z}';
  }
  if (date[0] === '' || time === '') return date[0] + time;
  return date[0] + date[1] + time;
}

function dateText(slot) {
  const key = keyOf(slot, ['weekday', 'era', 'year', 'month', 'day']);
  if (/^-+$/.test(key)) return ['', ''];
  // The data has the era in its short form.
  const entry = slot.data.dates[key.replace(/^(.)[lw]/, '$1s')];
  let [text, glue] = Array.isArray(entry) ? entry : [entry, ', '];
  if (slot.era === 'long') text = text.replace('{G3}', '{G4}');
  if (slot.era === 'narrow') text = text.replace('{G3}', '{G5}');
  return [text, glue];
}

function timeText(slot) {
  const key = keyOf(slot, ['hour', 'minute', 'second']);
  const fraction = slot.fractionalSecondDigits === undefined ? '' : '{S}';
  if (key === '---') return fraction || (slot.dayPeriod === undefined ? '' : '{B}');
  const twelve = isTwelve(slot.cycle);
  let text = slot.data.times[twelve ? `${key}a` : key];
  if (twelve && slot.dayPeriod !== undefined) text = text.replace(/\s?\{a\}/, ' {B}');
  if (fraction === '') return text;
  return slot.second === undefined ? `${text} {S}` : text.replace(/\{s2?\}/, `$&${slot.data.numbers.decimal}{S}`);
}

const two = (n) => String(n).padStart(2, '0');

// dayPeriodName is English.
function dayPeriodName(hour, minute, style) {
  if (hour === 12 && minute === 0) return style === 'narrow' ? 'n' : 'noon';
  if (hour < 12) return 'in the morning';
  if (hour < 18) return 'in the afternoon';
  return hour < 21 ? 'in the evening' : 'at night';
}

function hourNumber(hour, cycle) {
  switch (cycle) {
    case 'h11': return hour % 12;
    case 'h12': return hour % 12 || 12;
    case 'h24': return hour || 24;
    default: return hour;
  }
}

const named = { 3: 'short', 4: 'long', 5: 'narrow' };

function dateParts(slot, pattern, at) {
  const [seconds] = offsetAt(slot.timeZone, at);
  const local = new Date(at + seconds * 1000);
  const { names } = slot.data;
  const hour = local.getUTCHours();
  const year = local.getUTCFullYear();
  const shownYear = slot.ca === 'iso8601' || year > 0 ? year : 1 - year;
  const one = (type, value) => [{ type, value: String(value) }];
  return fill(pattern.text, (field) => {
    const width = field[1];
    switch (field[0]) {
      case 'G': return one('era', names.era[named[width]][year > 0 ? 1 : 0]);
      case 'y': return one('year', width ? two(shownYear % 100) : shownYear);
      case 'M': return one('month', width > 2 ? names.month[named[width]][local.getUTCMonth()] : width ? two(local.getUTCMonth() + 1) : local.getUTCMonth() + 1);
      case 'L': return one('month', names.standalone[named[width]][local.getUTCMonth()]);
      case 'E': return one('weekday', names.weekday[named[width]][local.getUTCDay()]);
      case 'd': return one('day', width ? two(local.getUTCDate()) : local.getUTCDate());
      case 'j': return one('hour', width ? two(hourNumber(hour, slot.cycle)) : hourNumber(hour, slot.cycle));
      case 'm': return one('minute', width ? two(local.getUTCMinutes()) : local.getUTCMinutes());
      case 's': return one('second', width ? two(local.getUTCSeconds()) : local.getUTCSeconds());
      case 'S': return one('fractionalSecond', String(local.getUTCMilliseconds()).padStart(3, '0').slice(0, slot.fractionalSecondDigits));
      case 'a': return one('dayPeriod', names.dayPeriod[hour < 12 ? 0 : 1]);
      case 'B': return one('dayPeriod', dayPeriodName(hour, local.getUTCMinutes(), slot.dayPeriod));
      default: return one('timeZoneName', zoneName(slot.timeZone, at, slot.timeZoneName ?? (slot.timeStyle === 'full' ? 'long' : 'short'), /^en/.test(slot.locale)));
    }
  });
}

module.exports = { dateParts, patternOf };
