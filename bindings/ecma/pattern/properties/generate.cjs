'use strict';
// Writes unicode.gz: what \p{...} of regular expressions means, as the node
// that runs this has it. Run it with Node 26, in a folder where these packages
// are installed:
//
//   npm install regenerate-unicode-properties unicode-property-aliases-ecmascript \
//     unicode-property-value-aliases-ecmascript
//   node .../generate.cjs .../unicode.gz
//
// They give the names of the properties and the sequences of characters; what
// characters a property has, node says.

const { createRequire } = require('node:module');
const fs = require('node:fs');
const zlib = require('node:zlib');

const from = createRequire(`${process.cwd()}/`);
const properties = from('regenerate-unicode-properties');
const { default: names } = from('unicode-property-aliases-ecmascript');
const values = from('unicode-property-value-aliases-ecmascript');

const last = 0x10ffff;

// Ranges are written as numbers in base 36: how far after the end of the one
// before each starts, and how far from its start it ends.
function ranges(expression) {
  const out = [];
  let before = 0;
  for (let c = 0; c <= last; c++) {
    if (!expression.test(String.fromCodePoint(c))) continue;
    const start = c;
    while (c < last && expression.test(String.fromCodePoint(c + 1))) c++;
    out.push((start - before).toString(36), (c - start).toString(36));
    before = c;
  }
  return out.join(' ');
}

// The packages may know a later Unicode than node does.
function known(source, flags) {
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}

function aliases(map, name) {
  return [...map].filter(([, canonical]) => canonical === name).map(([alias]) => alias);
}

function line(kind, all, content) {
  return `${kind}\t${[...new Set(all)].join(' ')}\t${content}\n`;
}

let text = '';
for (const [property, list] of properties) {
  for (const value of list) {
    if (property === 'Binary_Property') {
      const expression = known(`^\\p{${value}}$`, 'u');
      if (expression) text += line('binary', [value, ...aliases(names, value)], ranges(expression));
    } else if (property === 'Property_of_Strings') {
      const { strings, characters } = from(`regenerate-unicode-properties/Property_of_Strings/${value}.js`);
      const all = [...characters.toArray().map((c) => String.fromCodePoint(c)), ...strings];
      const expression = new RegExp(`^\\p{${value}}$`, 'v');
      text += line('strings', [value], all.filter((s) => expression.test(s)).join(' '));
    } else {
      const expression = known(`^\\p{${property}=${value}}$`, 'u');
      if (expression) text += line(property, [value, ...aliases(values.get(property), value)], ranges(expression));
    }
  }
}
fs.writeFileSync(process.argv[2], zlib.gzipSync(text, { level: 9 }));
