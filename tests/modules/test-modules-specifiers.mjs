// URLs as specifiers, and what specifiers are relative to.
import '../common/index.js';
import tree from '../common/tree.js';
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';

const rejects = async (specifier, expected) => {
  await assert.rejects(import(specifier), expected);
  assert.throws(() => import.meta.resolve(specifier), expected);
};
const module = import.meta.url;

// A URL of a file that is none of this machine says which it is, and where.
if (process.platform !== 'win32') {
  await rejects('file://far.example/a b?q', {
    code: 'ERR_INVALID_FILE_URL_HOST', message: `File URL host must be "localhost" or empty on ${process.platform}`,
    input: 'file://far.example/a%20b?q', module,
  });
}
await rejects('./%E0%A4%A', { name: 'URIError', input: new URL('./%E0%A4%A', module).href, module });
assert.strictEqual(import.meta.resolve('FILE:/nope/../x'), 'file:///x');
assert.strictEqual(import.meta.resolve('file:x'), 'file:///x');

// import.meta.resolve of other places.
const dir = tree({
  'main.mjs': `
    for (const parent of ['http://a/b.js', 'data:text/javascript,1', 'nothing'])
      for (const specifier of ['pkg', './x', 'node:fs'])
        try {
          console.log(import.meta.resolve(specifier, parent));
        } catch ({ code, input }) {
          console.log(code, input);
        }`,
  'x.mjs': 'export default 1',
});
const { stdout } = spawnSync(process.execPath, ['--experimental-import-meta-resolve', path.join(dir, 'main.mjs')], { encoding: 'utf8' });
assert.deepStrictEqual(stdout.split('\n'), [
  'ERR_INVALID_URL http://a/b.js', 'http://a/x', 'node:fs',
  'ERR_UNSUPPORTED_RESOLVE_REQUEST undefined', 'ERR_UNSUPPORTED_RESOLVE_REQUEST undefined', 'node:fs',
  'ERR_INVALID_URL nothing', 'ERR_UNSUPPORTED_RESOLVE_REQUEST undefined', 'node:fs', '',
]);

// A module from the command line or standard input has a URL in the working folder.
const shown = 'console.log(import.meta.url, import.meta.filename)';
const expected = `${pathToFileURL(dir)}/[eval1] ${path.join(dir, '[eval1]')}\n`;
const options = { cwd: dir, encoding: 'utf8' };
assert.strictEqual(spawnSync(process.execPath, ['--input-type=module', '-e', shown], options).stdout, expected);
assert.strictEqual(spawnSync(process.execPath, ['--input-type=module', '-'], { ...options, input: shown }).stdout, expected);
assert.strictEqual(spawnSync(process.execPath, ['-e', `import 'node:fs'; ${shown}`], options).stdout, expected);

// Imports of a script of vm are relative to its file, or else to the working folder.
const importModuleDynamically = vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER;
const load = (filename) => vm.runInThisContext('import("./x.mjs")', { filename, importModuleDynamically });
assert.strictEqual((await load(path.join(dir, 'any'))).default, 1);
assert.strictEqual((await load(pathToFileURL(path.join(dir, 'any')).href)).default, 1);
const { name } = await new Promise((resolve) => process.once('warning', resolve));
assert.strictEqual(name, 'ExperimentalWarning');
const cwd = process.cwd();
process.chdir(dir);
assert.strictEqual((await load('elsewhere/script')).default, 1);
assert.strictEqual((await load(undefined)).default, 1);
process.chdir(cwd);
