'use strict';

// What source maps make of stack traces and of the places of exceptions: both
// name the originals. Source: nodejs/node:lib/internal/source_map.

const fs = require('fs');
const { fileURLToPath } = require('url');
const { findSourceMap, payloadOf } = require('internal/modules/source_map');

const pathOf = (source) => (source.startsWith('file:') ? fileURLToPath(source) : source);

// originOf returns the map of a file and its entry for a place that counts from
// 1, or undefined if the map does not know the original.
function originOf(file, line, column) {
  const map = findSourceMap(file);
  const entry = map?.findEntry(line - 1, column - 1);
  if (entry?.originalSource === undefined || entry.originalLine === undefined || entry.originalColumn === undefined) return undefined;
  return { map, entry };
}

// nameOf returns what a call site's function is called in the original: its own
// name, or if the map does not know that, what the place knows that has called it.
function nameOf(map, site, caller) {
  const [, own = '<anonymous>'] = /^(.*) \(.*\)$/s.exec(site) ?? [];
  const name = site.getFunctionName() ?? site.getMethodName();
  if (caller === undefined || caller.getFileName() !== site.getFileName() || site.isConstructor()) return own;
  if (name !== null && payloadOf(map).names?.includes(name)) return own;
  const called = map.findEntry(caller.getLineNumber() - 1, caller.getColumnNumber() - 1).name;
  if (called === undefined) return own;
  const type = site.getTypeName();
  return type === null ? called : `${type}.${called}`;
}

// mapSite writes a call site with the place, and the function's name, of the
// original.
function mapSite(site, caller) {
  const origin = originOf(site.getFileName(), site.getLineNumber(), site.getColumnNumber());
  if (origin === undefined) return String(site);
  const { map, entry } = origin;
  const place = `${pathOf(entry.originalSource)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  return `${nameOf(map, site, caller)} (${place})`;
}

// mapTrace makes a stack of its first lines and of call sites.
function mapTrace(header, sites) {
  return header + sites.map((site, i) => `\n    at ${mapSite(site, sites[i + 1])}`).join('');
}

// sourceText returns the text of an original: the map's own, or that of its file.
function sourceText(map, source) {
  const { sources, sourcesContent } = payloadOf(map);
  const text = sourcesContent?.[sources.indexOf(source)];
  if (text) return text;
  try {
    return fs.readFileSync(pathOf(source), 'utf8');
  } catch {
    return undefined; // the original need not be there
  }
}

// showPlace writes a place of a file as the report of an exception does, with
// the line of the original, or returns undefined.
function showPlace(file, line, column) {
  const origin = originOf(file, line, column);
  if (origin === undefined) return undefined;
  const { originalSource, originalLine, originalColumn } = origin.entry;
  const text = sourceText(origin.map, originalSource)?.split(/\r?\n/)[originalLine];
  if (!text) return undefined;
  return `${pathOf(originalSource)}:${originalLine + 1}\n${text}\n${text.slice(0, originalColumn).replace(/[^\t]/g, ' ')}^\n`;
}

module.exports = { mapTrace, showPlace };
