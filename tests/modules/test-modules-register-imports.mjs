// What modules with hooks import themselves goes through the hooks that were
// registered before, and import() of theirs through all.
import '../common/index.js';
import tree from '../common/tree.js';
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { register } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const dir = tree({
  // Names that begin with "up:" are those of files here.
  'names.mjs': `
    export const resolve = (specifier, context, next) => next(specifier.replace(/^up:/, new URL('./', import.meta.url)), context);`,
  // Every module gets a constant before its text.
  'texts.mjs': `
    export async function load(url, context, next) {
      const result = await next(url, context);
      return url.endsWith('.mjs') ? { ...result, source: 'const given = 5;' + result.source } : result;
    }`,
  'a.mjs': `
    import { sep } from 'node:path';
    import { b } from 'up:b.mjs';
    export const a = b + given, separator = sep;`,
  'b.mjs': `
    import { twice } from './a.cjs';
    import 'up:a.mjs';
    export const b = twice(given);`,
  'a.cjs': 'exports.twice = (n) => 2 * n;',
  'c.mjs': 'export default given + 1;',
  'last.mjs': `
    import { a } from 'up:a.mjs';
    let asked = 0;
    export async function load(url, context, next) {
      if (!url.startsWith('what:')) return next(url, context);
      asked++;
      const [c, again] = await Promise.all([import('up:c.mjs'), import('up:c.mjs')]);
      const failed = await import('up:none.mjs').catch(({ code }) => code);
      const source = JSON.stringify({ a, c: c.default, same: c === again, failed, asked });
      return { format: 'json', source, shortCircuit: true };
    }
    export const resolve = (specifier, context, next) =>
      specifier.startsWith('what:') ? { url: specifier, shortCircuit: true, importAttributes: { type: 'json' } } : next(specifier, context);`,
});
const at = (name) => pathToFileURL(path.join(dir, name));

register(at('names.mjs'));
register(at('texts.mjs'));
register('up:last.mjs', import.meta.url);
const expected = { a: 15, c: 6, same: true, failed: 'ERR_MODULE_NOT_FOUND', asked: 1 };
assert.deepStrictEqual((await import('what:1', { with: { type: 'json' } })).default, expected);
assert.throws(() => register('up:none.mjs', import.meta.url), { code: 'ERR_MODULE_NOT_FOUND' });

// The same for hooks from the command line.
const { stdout } = spawnSync(process.execPath, [
  '--no-warnings', '--experimental-loader', at('names.mjs'), '--experimental-loader', at('texts.mjs'), '--experimental-loader', 'up:last.mjs',
  '--input-type=module', '-e', "import o from 'what:2' with { type: 'json' }; console.log(JSON.stringify(o))",
], { encoding: 'utf8' });
assert.deepStrictEqual(JSON.parse(stdout), expected);
