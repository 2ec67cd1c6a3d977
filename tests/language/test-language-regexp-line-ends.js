'use strict';
// $ and ^ know all line ends when the flag m is set.
require('../common');
const assert = require('node:assert');

for (const end of ['\n', '\r', '\r\n', '\u2028', '\u2029']) {
  assert.match(`x${end}y`, /x$/m);
  assert.deepStrictEqual(`ab${end}cd`.match(/.$/gm), ['b', 'd']);
  assert.deepStrictEqual(/^name: (.*)$/im.exec(`Name: value${end}next`)[1], 'value');
}
assert.doesNotMatch('x y', /x$/m);
assert.doesNotMatch('x\n', /x$/);
assert.match('a$b', /a\$b/m);
assert.strictEqual(/x$/m.source, 'x$');
assert.strictEqual('a\r\nb'.replace(/$/gm, '|'), 'a|\r|\nb|');
