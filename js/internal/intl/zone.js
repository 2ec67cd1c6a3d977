'use strict';

// Time zones: their names, and how far from UTC they are.

const binding = require('internal/binding/intl');
const { english } = require('internal/intl/data');

let lower; // names of zones by their lower-case form

function allNames() {
  if (lower === undefined) {
    lower = new Map();
    for (const name of Object.keys(english().zones.all)) lower.set(name.toLowerCase(), name);
  }
  return lower;
}

const offsetZone = /^([+-])([01]\d|2[0-3])(?::?([0-5]\d))?$/;

// canonicalZone returns the name of a zone in its proper case, or undefined.
function canonicalZone(name) {
  const match = offsetZone.exec(name);
  if (match !== null) {
    const [, sign, hours, minutes = '00'] = match;
    return hours + minutes === '0000' ? '+00:00' : `${sign}${hours}:${minutes}`;
  }
  const found = allNames().get(name.toLowerCase());
  if (found === undefined) return undefined;
  const entry = english().zones.all[found];
  return Array.isArray(entry) ? entry[1] : found;
}

// defaultZone is the zone of Date.
function defaultZone() {
  return canonicalZone(binding.defaultZone() || 'UTC') ?? 'UTC';
}

// offsetAt returns how many seconds a zone is ahead of UTC, and whether it has
// daylight saving time.
function offsetAt(zone, at) {
  const match = offsetZone.exec(zone);
  if (match === null) return binding.zoneOffset(zone, at) ?? [0, false];
  const [, sign, hours, minutes] = match;
  return [(sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60, false];
}

const two = (n) => String(n).padStart(2, '0');

// gmt writes an offset as GMT+1 or, long, as GMT+01:00.
function gmt(seconds, long) {
  if (seconds === 0) return 'GMT';
  const sign = seconds < 0 ? '-' : '+';
  const minutes = Math.trunc(Math.abs(seconds) / 60);
  const [hours, rest] = [Math.trunc(minutes / 60), minutes % 60];
  const odd = Math.abs(seconds) % 60;
  const tail = odd ? `:${two(odd)}` : '';
  if (long) return `GMT${sign}${two(hours)}:${two(rest)}${tail}`;
  return `GMT${sign}${hours}${rest || odd ? `:${two(rest)}` : ''}${tail}`;
}

// zoneName returns what a zone is called at a time. The names are English.
function zoneName(zone, at, style, inEnglish) {
  const [seconds, daylight] = offsetAt(zone, at);
  if (zone === 'UTC' && style.endsWith('Offset')) return style === 'shortOffset' ? 'GMT+0' : 'GMT+00:00';
  if (style === 'shortOffset') return gmt(seconds, false);
  if (style === 'longOffset') return gmt(seconds, true);
  const entry = english().zones.all[zone];
  if (entry === undefined || !inEnglish && zone !== 'UTC') return gmt(seconds, style.startsWith('long'));
  const [short, shortDaylight, long, longDaylight, shortGeneric, longGeneric] = english().zones.texts[Array.isArray(entry) ? entry[0] : entry];
  switch (style) {
    case 'short': {
      const text = daylight ? shortDaylight || short : short;
      // A zone that was elsewhere at the time has no abbreviation.
      return text.startsWith('GMT') ? gmt(seconds, false) : text;
    }
    case 'long': {
      const text = daylight ? longDaylight || long : long;
      return text.startsWith('GMT') ? gmt(seconds, true) : text;
    }
    case 'shortGeneric': return shortGeneric;
    default: return longGeneric;
  }
}

module.exports = { canonicalZone, defaultZone, offsetAt, zoneName };
