'use strict';
// With source maps turned on, stacks and reports name the originals.
require('../common');
const tree = require('../common/tree');
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const Module = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

// vlq encodes numbers of a segment.
function vlq(numbers) {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return numbers.map((number) => {
    let text = '';
    let rest = number < 0 ? (-number << 1) | 1 : number << 1;
    do {
      text += digits[(rest & 31) | (rest > 31 ? 32 : 0)];
      rest >>>= 5;
    } while (rest > 0);
    return text;
  }).join('');
}

// mappings encodes lines of [column, original line, original column, name].
function mappings(lines) {
  let [line, column, name] = [0, 0, 0];
  return lines.map((segments) => {
    let before = 0;
    return segments.map(([at, toLine, toColumn, toName]) => {
      const numbers = [at - before, 0, toLine - line, toColumn - column];
      [before, line, column] = [at, toLine, toColumn];
      if (toName !== undefined) {
        numbers.push(toName - name);
        name = toName;
      }
      return vlq(numbers);
    }).join(',');
  }).join(';');
}

const original = `// types
export function thrower(what: string): never {
\tthrow new Error('from ' + what);
}
export const run = (): void => thrower('here');
`;
const code = 'function n(c){throw new Error("from "+c)}\nmodule.exports=function(){n("here")};\n';
const map = {
  version: 3, names: ['thrower', 'Error'],
  mappings: mappings([[[0, 1, 7], [9, 1, 16, 0], [14, 2, 1], [20, 2, 7, 1]], [[0, 4, 19], [26, 4, 31, 0]]]),
};
const inline = (given) => `${code}//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(given)).toString('base64')}\n`;
const content = { ...map, sources: ['../src/orig.ts'], sourcesContent: [original] };
const dir = tree({
  'lib/content.js': inline(content),
  'lib/file.js': `${code}//# sourceMappingURL=file.js.map`,
  'lib/file.js.map': { ...map, sources: ['there.ts'] },
  'lib/there.ts': original,
  'lib/none.js': inline({ ...map, sources: ['not-there.ts'] }),
  'lib/bad.js': `${code}//# sourceMappingURL=data:application/json,{`,
  'lib/main.mjs': 'import run from "./content.js"; run();',
  'node_modules/pkg/index.js': inline(content),
});
const at = (name) => path.join(dir, name);
const run = (name, ...options) => spawnSync(process.execPath, [...options, '-e', `require(${JSON.stringify(name)})()`], { cwd: dir, encoding: 'utf8' }).stderr.split('\n');

function reports(name, file) {
  const [place, line, caret, empty, message, first, second] = run(name, '--enable-source-maps');
  assert.strictEqual(place, `${file}:3`);
  assert.deepStrictEqual([line, caret, empty, message], ["\tthrow new Error('from ' + what);", '\t^', '', 'Error: from here']);
  assert.strictEqual(first, `    at thrower (${file}:3:8)`);
  assert.match(second, /:5:32\)$/);
}
reports('./lib/content.js', at('src/orig.ts'));
reports('./lib/file.js', at('lib/there.ts'));
reports('pkg', at('node_modules/src/orig.ts'));

// An original that is not there is not shown.
const [place, line, , , , first] = run('./lib/none.js', '--enable-source-maps');
assert.strictEqual(place, `${at('lib/none.js')}:1`);
assert.strictEqual(line, code.split('\n')[0]);
assert.strictEqual(first, `    at thrower (${at('lib/not-there.ts')}:3:8)`);

// A map that is none is nobody's, and without the option there are none.
assert.strictEqual(run('./lib/bad.js', '--enable-source-maps')[5], `    at n (${at('lib/bad.js')}:1:21)`);
assert.strictEqual(run('./lib/content.js')[5], `    at n (${at('lib/content.js')}:1:21)`);

// The report of a rejection, and an ES module that imports what is mapped.
const { stderr } = spawnSync(process.execPath, ['--enable-source-maps', at('lib/main.mjs')], { encoding: 'utf8' });
assert.ok(stderr.startsWith(`${at('src/orig.ts')}:3\n\tthrow new Error('from ' + what);\n\t      ^\n\nError: from here\n    at thrower (`), stderr);

// The same by the API: what is loaded while it is on is mapped while it is on.
function stackOf(name) {
  try {
    require(at(name))();
  } catch (error) {
    return error.stack.split('\n')[1];
  }
}
const before = stackOf('lib/file.js');
Module.setSourceMapsSupport(true);
assert.strictEqual(process.sourceMapsEnabled, true);
assert.strictEqual(stackOf('lib/file.js'), before);
assert.strictEqual(stackOf('lib/content.js'), `    at thrower (${at('src/orig.ts')}:3:8)`);
assert.strictEqual(stackOf('node_modules/pkg/index.js'), `    at n (${at('node_modules/pkg/index.js')}:1:21)`);

// Error.prepareStackTrace of the script sees what runs, and Node's maps it.
const own = Error.prepareStackTrace;
Error.prepareStackTrace = (error, sites) => `\n${sites[0].getFileName()}:${sites[0].getLineNumber()}`;
assert.strictEqual(stackOf('lib/content.js'), `${at('lib/content.js')}:1`);
Error.prepareStackTrace = (error, sites) => own(error, sites.slice(0, 2));
assert.strictEqual(stackOf('lib/content.js'), `    at thrower (${at('src/orig.ts')}:3:8)`);
Error.prepareStackTrace = own;

process.setSourceMapsEnabled(false);
assert.deepStrictEqual({ ...Module.getSourceMapsSupport() }, { enabled: false, nodeModules: false, generatedCode: false });
assert.strictEqual(stackOf('lib/content.js'), `    at n (${at('lib/content.js')}:1:21)`);
process.setSourceMapsEnabled(true);
assert.deepStrictEqual({ ...Module.getSourceMapsSupport() }, { enabled: true, nodeModules: true, generatedCode: true });
assert.strictEqual(Module.findSourceMap(at('lib/content.js')).findEntry(0, 20).originalSource, pathToFileURL(at('src/orig.ts')).href);
