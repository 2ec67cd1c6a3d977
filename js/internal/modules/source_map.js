'use strict';

// Source maps: module.SourceMap and module.findSourceMap.
// Source: https://tc39.es/ecma426/ and nodejs/node:lib/internal/source_map.

const { validateBoolean, validateObject } = require('internal/validators');
const { setSourceMapSupport, sourceMapOf, sourceMapSupport } = require('internal/binding/modules');

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

// decodeVLQ yields the numbers of one segment.
function decodeVLQ(segment) {
  const numbers = [];
  let value = 0;
  let shift = 0;
  for (const char of segment) {
    const digit = DIGITS.indexOf(char);
    value += (digit & 31) << shift;
    if (digit & 32) {
      shift += 5;
      continue;
    }
    const number = value >>> 1;
    numbers.push(value & 1 ? -number | (1 << 31) : number);
    value = shift = 0;
  }
  return numbers;
}

// decodeMappings makes the entries of one map: [generated line, generated
// column, source, original line, original column, name].
function decodeMappings({ mappings = '', sources = [], names = [] }, lineStart, columnStart, entries) {
  let source = 0;
  let line = 0;
  let column = 0;
  let name = 0;
  mappings.split(';').forEach((text, index) => {
    let generated = index === 0 ? columnStart : 0;
    for (const segment of text.split(',')) {
      if (segment === '') continue;
      const numbers = decodeVLQ(segment);
      generated += numbers[0];
      if (numbers.length === 1) {
        entries.push([lineStart + index, generated]);
        continue;
      }
      source += numbers[1];
      line += numbers[2];
      column += numbers[3];
      if (numbers.length > 4) name += numbers[4];
      entries.push([lineStart + index, generated, sources[source], line, column, numbers.length > 4 ? names[name] : undefined]);
    }
  });
}

class SourceMap {
  #payload;
  #entries = [];
  #lineLengths;

  constructor(payload, { lineLengths } = {}) {
    validateObject(payload, 'payload');
    this.#payload = structuredClone(payload);
    if (Array.isArray(payload.sections)) {
      for (const { offset, map } of payload.sections) {
        decodeMappings(map, offset.line, offset.column, this.#entries);
      }
    } else {
      decodeMappings(payload, 0, 0, this.#entries);
    }
    this.#entries.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    if (lineLengths !== undefined) this.#lineLengths = [...lineLengths];
  }

  get payload() {
    return structuredClone(this.#payload);
  }

  get lineLengths() {
    return this.#lineLengths === undefined ? undefined : [...this.#lineLengths];
  }

  // findEntry finds the mapping at or before a place that counts from 0.
  findEntry(lineOffset, columnOffset) {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.#entries[middle];
      if (entry[0] < lineOffset || (entry[0] === lineOffset && entry[1] <= columnOffset)) low = middle + 1;
      else high = middle;
    }
    const entry = this.#entries[low - 1];
    if (entry === undefined) return {};
    return {
      generatedLine: entry[0],
      generatedColumn: entry[1],
      originalSource: entry[2],
      originalLine: entry[3],
      originalColumn: entry[4],
      name: entry[5],
    };
  }

  // findOrigin is findEntry for a call site's place, which counts from 1.
  findOrigin(lineNumber, columnNumber) {
    const range = this.findEntry(lineNumber - 1, columnNumber - 1);
    if (range.originalSource === undefined || range.originalLine === undefined || range.originalColumn === undefined ||
        range.generatedLine === undefined || range.generatedColumn === undefined) {
      return {};
    }
    return {
      name: range.name,
      fileName: range.originalSource,
      lineNumber: range.originalLine + lineNumber - range.generatedLine,
      columnNumber: range.originalColumn + columnNumber - range.generatedColumn,
    };
  }
}

function getSourceMapsSupport() {
  const [enabled, nodeModules, generatedCode] = sourceMapSupport();
  return Object.freeze({ __proto__: null, enabled, nodeModules, generatedCode });
}

function setSourceMapsSupport(enabled, options = {}) {
  validateBoolean(enabled, 'enabled');
  validateObject(options, 'options');
  const { nodeModules = false, generatedCode = false } = options;
  validateBoolean(nodeModules, 'options.nodeModules');
  validateBoolean(generatedCode, 'options.generatedCode');
  setSourceMapSupport(enabled, nodeModules, generatedCode);
}

const found = new Map();
const payloads = new WeakMap(); // of those that were found, which the maps have copies of

// findSourceMap finds the map of a module that has been loaded since source
// maps were turned on.
function findSourceMap(sourceURL) {
  if (typeof sourceURL !== 'string' || sourceURL.startsWith('node:')) return undefined;
  const [, nodeModules] = sourceMapSupport();
  if (!nodeModules && /[\\/]node_modules[\\/]/.test(sourceURL)) return undefined;
  if (found.has(sourceURL)) return found.get(sourceURL);
  const entry = sourceMapOf(sourceURL);
  if (entry === undefined) return undefined;
  let map;
  try {
    const payload = JSON.parse(entry.payload);
    map = new SourceMap(payload, { lineLengths: entry.lineLengths });
    payloads.set(map, payload);
  } catch {
    return undefined;
  }
  found.set(sourceURL, map);
  return map;
}

const payloadOf = (map) => payloads.get(map);

module.exports = { SourceMap, findSourceMap, getSourceMapsSupport, payloadOf, setSourceMapsSupport };
