'use strict';
// Paths and file: URLs in both directions, for both systems.
require('../common');
const assert = require('assert');
const { fileURLToPath, fileURLToPathBuffer, pathToFileURL, domainToASCII } = require('url');

const posix = { windows: false };
const windows = { windows: true };
for (const [path, href] of [
  ['/a b/c%d?e#f', 'file:///a%20b/c%25d%3Fe%23f'], ['/\u00e9/', 'file:///%C3%A9/'], ['/a\\b[~]', 'file:///a%5Cb%5B%7E%5D'],
]) {
  assert.strictEqual(pathToFileURL(path, posix).href, href);
  assert.strictEqual(fileURLToPath(href, posix), path);
}
for (const [path, href] of [['C:\\a b\\c', 'file:///C:/a%20b/c'], ['\\\\server\\share\\x', 'file://server/share/x']]) {
  assert.strictEqual(pathToFileURL(path, windows).href, href);
  assert.strictEqual(fileURLToPath(href, windows), path);
}
assert.strictEqual(fileURLToPathBuffer('file:///a%ff%zz', posix).toString('latin1'), '/a\u00ff%zz');
assert.throws(() => fileURLToPath('http://x'), { code: 'ERR_INVALID_URL_SCHEME' });
assert.throws(() => fileURLToPath('file://host/x', posix), { code: 'ERR_INVALID_FILE_URL_HOST' });
assert.throws(() => fileURLToPath('file:///a%2Fb', posix), { code: 'ERR_INVALID_FILE_URL_PATH' });
assert.throws(() => fileURLToPath('file:///a%ff', posix), URIError);

assert.strictEqual(domainToASCII('espa\u00f1ol.com'), 'xn--espaol-zwa.com');
assert.strictEqual(domainToASCII('1.2.3'), '1.2.0.3');
assert.strictEqual(domainToASCII('a b'), '');
