// What hooks may give as a module's text and attributes.
import '../common/index.js';
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { register, registerHooks } from 'node:module';

const hooks = `
  const sources = {
    shared: new SharedArrayBuffer(0), buffer: new ArrayBuffer(0), view: new Uint16Array(0),
    string: '', null: null, undefined: undefined,
  };
  export function resolve(specifier, context, next) {
    return specifier.startsWith('PREFIX:') ? { url: specifier, shortCircuit: true } : next(specifier, context);
  }
  export function load(url, context, next) {
    if (!url.startsWith('PREFIX:')) return next(url, context);
    const [, format, source] = url.split(':');
    return { format: format || undefined, source: sources[source], shortCircuit: true };
  }`;
const moduleOf = (source) => `data:text/javascript,${encodeURIComponent(source)}`;
register(moduleOf(hooks.replaceAll('PREFIX', 'there')));
await check('there');
const registered = registerHooks(await import(moduleOf(hooks.replaceAll('PREFIX', 'here'))));
await check('here');
for (const format of ['', 'addon', 'module-typescript']) {
  await assert.rejects(import(`here:${format}:undefined`), {
    code: 'ERR_INVALID_RETURN_PROPERTY_VALUE',
    message: `Expected ${format === 'addon' ? 'null' : 'a string, an ArrayBuffer, or a TypedArray'} to be returned for the "source" from the "load" hook but got undefined.`,
  });
}
registered.deregister();

async function check(where) {
  for (const source of ['shared', 'buffer', 'view', 'string']) assert.deepStrictEqual(Object.keys(await import(`${where}:module:${source}`)), []);
  for (const source of ['null', 'undefined']) {
    for (const format of ['module', 'json', 'wasm']) {
      const rejected = import(`${where}:${format}:${source}`, format === 'json' ? { with: { type: 'json' } } : undefined);
      const expected = where === 'here' ? 'a string, an ArrayBuffer, or a TypedArray' :
        `${format === 'wasm' ? '' : 'string, '}array buffer, or typed array`;
      await assert.rejects(rejected, {
        code: 'ERR_INVALID_RETURN_PROPERTY_VALUE',
        message: `Expected ${expected} to be returned for the "source" from the "load" hook but got ${source}.`,
      });
    }
  }
}
await assert.rejects(import('there::string'), { code: 'ERR_UNKNOWN_MODULE_FORMAT', message: 'Unknown module format: undefined for URL there::string' });

// The name that importAttributes had before still works, with a warning.
const old = moduleOf(`
  const url = 'data:application/json,1';
  export function resolve(specifier, context, next) {
    switch (specifier) {
      case 'old:result': return { shortCircuit: true, url, importAssertions: { type: 'json' } };
      case 'old:get': return { shortCircuit: true, url: url + '1', importAttributes: context.importAssertions };
      case 'old:set':
      case 'old:assign': return { shortCircuit: true, url: specifier };
    }
    return next(specifier, context);
  }
  export function load(specifier, context, next) {
    switch (specifier) {
      case 'old:set':
        context.importAssertions = { type: 'json' };
        return next(url + '2', context);
      case 'old:assign': return next(url + '3', { importAssertions: { type: 'json' } });
    }
    return next(specifier, context);
  }`);
register(old);
assert.strictEqual((await import('old:result')).default, 1);
assert.strictEqual((await import('old:get', { with: { type: 'json' } })).default, 11);
assert.strictEqual((await import('old:set')).default, 12);
assert.strictEqual((await import('old:assign')).default, 13);
const { stderr } = spawnSync(process.execPath, ['--experimental-loader', old, '--input-type=module', '-e', 'import "old:set"; import "old:assign"'],
                             { encoding: 'utf8' });
assert.strictEqual(stderr.split('ExperimentalWarning: Use `importAttributes` instead of `importAssertions`').length, 2);
