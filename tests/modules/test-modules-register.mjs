// module.register: hooks in a thread of their own resolve and load what is
// imported, later ones first; what they return is checked, and what they throw
// is the import's error.
import common from '../common/index.js';
import assert from 'node:assert';
import { register } from 'node:module';
import { MessageChannel } from 'node:worker_threads';

const hooks = (source) => `data:text/javascript,${encodeURIComponent(source)}`;

const { port1, port2 } = new MessageChannel();
const said = [];
port1.on('message', (message) => said.push(message)).unref();
register(hooks(`
  import { isMainThread } from 'node:worker_threads';
  let port;
  export async function initialize(data) {
    port = data.port;
    port.postMessage({ isMainThread, extra: data.extra });
  }
  export async function resolve(specifier, context, nextResolve) {
    const { conditions, importAttributes, parentURL } = context;
    if (specifier === 'virtual:context')
      return { url: specifier, format: 'module', shortCircuit: true, importAttributes: { ...importAttributes } };
    if (specifier === 'virtual:number') return { url: specifier, format: 'module', shortCircuit: true };
    if (specifier === 'virtual:silent') return { url: specifier };
    if (specifier === 'virtual:bad') return { url: 5, shortCircuit: true };
    if (specifier === 'virtual:throws') throw Object.assign(new RangeError('from the hook'), { code: 'E_HOOK' });
    if (specifier === 'events-by-another-name') return nextResolve('node:events');
    return nextResolve(specifier);
  }
  export async function load(url, context, nextLoad) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (url === 'virtual:number') return { format: 'module', source: 'export default 41 + 1', shortCircuit: true };
    if (url === 'virtual:context')
      return { format: 'json', source: Buffer.from(JSON.stringify(context)), shortCircuit: true };
    return nextLoad(url, context);
  }
`), { data: { port: port2, extra: [1] }, transferList: [port2] });

assert.strictEqual((await import('virtual:number')).default, 42);
assert.strictEqual(import.meta.resolve('virtual:number'), 'virtual:number');
assert.strictEqual((await import('events-by-another-name')).default, (await import('node:events')).default);
assert.strictEqual(import.meta.resolve('node:net'), 'node:net');
const { default: context } = await import('virtual:context', { with: { type: 'json' } });
assert.deepStrictEqual(context.importAttributes, { type: 'json' });

await assert.rejects(import('virtual:silent'), { code: 'ERR_LOADER_CHAIN_INCOMPLETE' });
await assert.rejects(import('virtual:bad'), {
  code: 'ERR_INVALID_RETURN_PROPERTY_VALUE', message: /^Expected a URL string to be returned for the "url" from the "data:.* 'resolve'/s,
});
await assert.rejects(import('virtual:throws'), (err) => err instanceof RangeError && err.code === 'E_HOOK');
await assert.rejects(import('./no-such-file.mjs'), { code: 'ERR_MODULE_NOT_FOUND' });

// Those that are registered later come first.
register(hooks(`
  export async function load(url, context, nextLoad) {
    const result = await nextLoad(url, context);
    if (url !== 'virtual:number?again') return result;
    return result;
  }
  export async function resolve(specifier, context, nextResolve) {
    if (specifier === 'virtual:twice') specifier = 'virtual:number';
    const result = await nextResolve(specifier, context);
    return { ...result, url: result.url };
  }
`));
assert.strictEqual((await import('virtual:twice')).default, 42);

assert.throws(() => register('./no-such-hooks.mjs', import.meta.url), { code: 'ERR_MODULE_NOT_FOUND' });
assert.throws(() => register(hooks('export let let')), { name: 'SyntaxError' });
assert.throws(() => register(hooks('throw new TypeError("at its start")')), { name: 'TypeError', message: 'at its start' });

port1.ref();
setImmediate(common.mustCall(() => port1.close()));
port1.on('close', common.mustCall(() => assert.deepStrictEqual(said, [{ isMainThread: false, extra: [1] }])));
