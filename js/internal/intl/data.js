'use strict';

// The data of locales, read when it is first asked for.

const binding = require('internal/binding/intl');

const read = new Map();

function load(name) {
  let value = read.get(name);
  if (value === undefined) {
    value = JSON.parse(binding.data(name));
    read.set(name, value);
  }
  return value;
}

const available = new Set(binding.locales);

// The regions that write English as the United States do; most others write
// dates as Australia does.
const american = new Set(['US', 'AS', 'GU', 'MH', 'MP', 'PH', 'PR', 'UM', 'VI']);

// dataName returns the name of the data for a language and a region, or
// undefined.
function dataName(language, script, region) {
  if (language === 'no') language = 'nb';
  if (!available.has(language)) return undefined;
  if (language === 'zh' && (script === 'Hant' || script === undefined && (region === 'HK' || region === 'MO'))) return 'zh-TW';
  if (region !== undefined && available.has(`${language}-${region}`)) return `${language}-${region}`;
  if (language === 'en' && region !== undefined && !american.has(region)) return 'en-AU';
  return language;
}

module.exports = {
  dataName,
  localeData: (name) => load(`locales/${name}`),
  english: () => load('en'),
};
