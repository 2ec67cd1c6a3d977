'use strict';
// Loops, spreads and patterns see collections as they are at each step, and
// what a script has changed of iteration.
require('../common');
const assert = require('node:assert');

const seen = (iterable) => { const list = []; for (const x of iterable) list.push(x); return list; };

{ // Collections that change under way.
  const grows = [1, 2];
  const list = [];
  for (const x of grows) { list.push(x); if (grows.length < 5) grows.push(x * 10); }
  assert.deepStrictEqual(list, [1, 2, 10, 20, 100]);
  const shrinks = [1, 2, 3, 4];
  list.length = 0;
  for (const x of shrinks) { list.push(x); shrinks.pop(); }
  assert.deepStrictEqual(list, [1, 2]);

  const set = new Set(['a', 'b', 'c', 'd']);
  list.length = 0;
  for (const x of set) {
    list.push(x);
    if (x === 'b') { set.delete('a'); set.delete('b'); set.delete('c'); set.add('a'); }
  }
  assert.deepStrictEqual(list, ['a', 'b', 'd', 'a']);

  const map = new Map([[1, 'x'], [2, 'y']]);
  list.length = 0;
  for (const entry of map) {
    list.push(entry);
    if (entry[0] === 1) { map.clear(); map.set(3, 'z'); }
  }
  assert.deepStrictEqual(list, [[1, 'x'], [3, 'z']]);
  assert.notStrictEqual(seen(map)[0], seen(map)[0]);
}

{ // Holes, getters, and elements past the plain ones.
  const holes = [1, , 3];
  assert.deepStrictEqual(seen(holes), [1, undefined, 3]);
  Array.prototype[1] = 'inherited';
  assert.deepStrictEqual([...holes], [1, 'inherited', 3]);
  delete Array.prototype[1];
  const getter = [1, 2];
  Object.defineProperty(getter, 1, { get() { throw new Error('got'); } });
  assert.throws(() => { for (const x of getter) assert.strictEqual(x, 1); }, { message: 'got' });
  const sparse = [];
  sparse[3e6] = 1;
  let n = 0;
  for (const x of sparse) if (n++ > 9) break; else assert.strictEqual(x, undefined);
}

{ // The same collection in loops within each other, left in all ways.
  const letters = ['a', 'b', 'c'];
  const pairs = [];
  outer: for (const x of letters) {
    for (const y of letters) {
      if (y === 'c') continue outer;
      if (x === 'c') break outer;
      pairs.push(x + y);
    }
  }
  assert.deepStrictEqual(pairs, ['aa', 'ab', 'ba', 'bb']);
  const thrown = new Error('thrown');
  assert.throws(() => { for (const x of letters) for (const y of letters) if (y === 'b') throw thrown; }, thrown);
  assert.strictEqual((() => { for (const x of letters) for (const y of letters) return x + y; })(), 'aa');
  const generator = function* () { for (const x of letters) yield* letters.map((y) => x + y); };
  const abandoned = generator();
  abandoned.next();
  assert.deepStrictEqual([...generator()].length, 9);
  assert.strictEqual(abandoned.next().value, 'ab');
  abandoned.return();
  assert.deepStrictEqual([...letters, ...letters], ['a', 'b', 'c', 'a', 'b', 'c']);
  assert.strictEqual(Math.max(...[1, 5], ...new Set([9, 2])), 9);
}

{ // Patterns.
  const [a, , b = 'default', ...rest] = [1, 2, undefined, 4, 5];
  assert.deepStrictEqual([a, b, rest], [1, 'default', [4, 5]]);
  const values = [];
  for (const [[x], { length }] of [[[1], 'ab'], [[2], 'abc']]) values.push(x, length);
  assert.deepStrictEqual(values, [1, 2, 2, 3]);
  const sum = ([x, y], [z] = [x]) => x + y + z;
  assert.strictEqual(sum([1, 2]), 4);
  let [x, y] = [1, 2];
  const whole = [x, y] = [y, x];
  assert.deepStrictEqual([x, y, whole], [2, 1, [2, 1]]);
  assert.throws(() => { const [z] = 1; }, TypeError);
  assert.throws(() => { for (const z of {}); }, TypeError);
}

{ // Results that a script gets are its own.
  const iterator = ['a', 'b'][Symbol.iterator]();
  const first = iterator.next();
  assert.deepStrictEqual([first, iterator.next(), iterator.next()],
    [{ value: 'a', done: false }, { value: 'b', done: false }, { value: undefined, done: true }]);
  const kept = [1, 2, 3].values();
  for (const z of kept) { assert.strictEqual(z, 1); break; }
  assert.deepStrictEqual([...kept], [2, 3]);
}

{ // What a script changes is seen.
  const own = [1];
  own[Symbol.iterator] = function* () { yield 'own'; };
  assert.deepStrictEqual(seen(own), ['own']);
  class Twice extends Array { *[Symbol.iterator]() { yield* super[Symbol.iterator](); yield* super[Symbol.iterator](); } }
  assert.deepStrictEqual(seen(Twice.of(1, 2)), [1, 2, 1, 2]);

  const returned = [];
  for (const [collection, wanted] of [[[1, 2], 1], [new Set([1, 2]), 1], [new Map([[1, 2], [3, 4]]), [1, 2]]]) {
    const prototype = Object.getPrototypeOf(collection[Symbol.iterator]());
    const { next } = prototype;
    prototype.next = function() { const r = next.call(this); return r.done ? r : { done: false, value: { changed: r.value } }; };
    prototype.return = function() { returned.push(this); return {}; };
    let got;
    for (const value of collection) { got = value; break; }
    prototype.next = next;
    delete prototype.return;
    assert.deepStrictEqual(got, { changed: wanted });
    assert.deepStrictEqual([...collection][0], wanted);
  }
  assert.strictEqual(returned.length, 3);

  const values = Array.prototype[Symbol.iterator];
  Array.prototype[Symbol.iterator] = function* () { yield 'all'; };
  const changed = [...[1, 2]];
  Array.prototype[Symbol.iterator] = values;
  assert.deepStrictEqual(changed, ['all']);
}
