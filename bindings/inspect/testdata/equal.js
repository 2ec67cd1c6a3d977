'use strict';
// Compares every value below with every other, in each way, and writes
// testdata/equal.json: node --expose-internals testdata/equal.js. Rows are for
// the first value, columns for the second. A '-' is not compared: Node takes
// anything for a DataView when that comes first, and throws for some buffers.
const fs = require('node:fs');
const path = require('node:path');
const { isDeepEqual, isDeepStrictEqual, isPartialStrictEqual } = require('internal/util/comparisons');

const values = String.raw`
1
0
-0
NaN
'1'
''
'a'
true
false
null
undefined
1n
0n
Symbol.iterator
Symbol.for('x')
{}
{ a: 1 }
{ a: '1' }
{ a: 1, b: 2 }
{ b: 2, a: 1 }
{ a: undefined }
{ a: undefined, b: undefined }
{ a: { b: 1 } }
{ a: { b: '1' } }
{ a: { b: 1, c: 2 } }
{ a: NaN }
{ a: -0 }
{ a: 0 }
{ [Symbol.for('x')]: 1 }
{ [Symbol.for('x')]: 2 }
Object.defineProperty({}, Symbol.for('x'), { value: 1 })
Object.defineProperty({}, 'a', { value: 1 })
{ get a() { return 1; } }
{ __proto__: null }
{ __proto__: null, a: 1 }
new (class Foo {})()
{ __proto__: { x: 1 } }
{ __proto__: { x: 1 }, a: 1 }
{ constructor: 1 }
{ constructor: Object }
{ length: 0 }
{ length: 1, 0: 1 }
[]
[1]
['1']
[1, 2]
[2, 1]
[1, 2, 3]
[1, 3]
[undefined]
[null]
[,]
[, 1]
[1, , 3]
[1, undefined, 3]
[1, null, 3]
[NaN]
[0]
[-0]
[[]]
[[1]]
[{ a: 1 }]
[{ a: 1, b: 2 }]
Object.assign([1], { a: 1 })
Object.assign([1], { [Symbol.for('x')]: 1 })
Object.assign([], { a: 1 })
new (class Foo extends Array {})()
new (class Foo extends Array {})(1, 2)
(function() { return arguments; })()
(function() { return arguments; })(1)
(function() { return arguments; })(1, 2)
new Set()
new Set([1])
new Set(['1'])
new Set([1, 2])
new Set([2, 1])
new Set([1, 2, 3])
new Set([{}])
new Set([{ a: 1 }])
new Set([{ a: 1 }, { a: 2 }])
new Set([{ a: 2 }, { a: 1 }])
new Set([{ a: '1' }, { a: 2 }, 3])
new Set([{ a: 1 }, { a: 2 }, 3])
new Set([[1], [2], { a: 1 }, 'x'])
new Set(['x', { a: 1 }, [2], [1]])
new Set([null])
new Set([undefined])
new Set([null, undefined])
new Set([NaN])
new Set([true])
new Set(['', 0])
new Set([1, '1'])
new Set([1, 2, '3'])
Object.assign(new Set(), { a: 1 })
new Map()
new Map([[1, 1]])
new Map([['1', 1]])
new Map([[1, '1']])
new Map([[1, 1], [2, 2]])
new Map([[2, 2], [1, 1]])
new Map([[{}, 1]])
new Map([[{ a: 1 }, { b: 1 }]])
new Map([[{ a: 1 }, { b: 2 }]])
new Map([[{ a: 1 }, 1], [{ a: 2 }, 2]])
new Map([[{ a: 2 }, 2], [{ a: 1 }, 1]])
new Map([[{ a: 2 }, 2], [{ a: 1 }, 1], [3, 3]])
new Map([[null, 1]])
new Map([[undefined, 1]])
new Map([[null, undefined]])
new Map([[undefined, null]])
new Map([[NaN, 1]])
new Map([[1, new Map([[2, 3]])]])
Object.assign(new Map(), { a: 1 })
new Date(0)
new Date(1)
new Date(NaN)
Object.assign(new Date(0), { a: 1 })
/a/
/a/g
/b/
Object.assign(/a/g, { lastIndex: 1 })
new Error('a')
new Error('b')
new TypeError('a')
new Error('a', { cause: 1 })
new Error('a', { cause: undefined })
new Error('a', { cause: { x: 1 } })
new Error('')
Object.assign(new Error('a'), { code: 'X' })
Object.assign(new Error('a'), { name: 'X' })
new AggregateError([1], 'a')
new AggregateError([2], 'a')
new (class Foo extends Error {})('a')
Object.create(Error.prototype)
new Number(1)
new Number(0)
new Number(-0)
new Number(NaN)
new String('1')
new String('a')
new Boolean(true)
new Boolean(false)
Object(1n)
Object(2n)
Object(Symbol.iterator)
Object(Symbol.for('x'))
Object.assign(new Number(1), { a: 1 })
new Uint8Array()
new Uint8Array([1, 2])
new Uint8Array([1, 2, 3])
new Uint8Array([1, 3])
new Int8Array([1, 2])
new Uint8ClampedArray([1, 2])
new Uint16Array([513])
new Float32Array([0])
new Float32Array([-0])
new Float64Array([NaN])
new Float64Array([0, 1])
new Float64Array([-0, 1])
new BigInt64Array([1n])
Object.assign(new Uint8Array([1, 2]), { a: 1 })
new ArrayBuffer(2)
new ArrayBuffer(3)
new Uint8Array([1, 2]).buffer
new DataView(new ArrayBuffer(2))
new DataView(new Uint8Array([1, 2]).buffer)
new WeakMap()
new WeakSet()
Promise.resolve(1)
() => {}
class A {}
{ f: Math.max }
[Math.max]
{ [Symbol.toStringTag]: 'Tag' }
Object.defineProperty({}, Symbol.toStringTag, { value: 'Tag' })
Object.defineProperty(new Map(), Symbol.toStringTag, { value: 'Tag' })
Object.setPrototypeOf(new Map([[1, 1]]), null)
Object.setPrototypeOf([1], null)
Object.setPrototypeOf(new Date(0), null)
(() => { const a = {}; a.a = a; return a; })()
(() => { const a = {}; a.a = { a }; return a; })()
(() => { const a = {}; a.a = { a: { a } }; return a; })()
(() => { const a = []; a.push(a); return a; })()
(() => { const a = []; a.push([a]); return a; })()
(() => { const a = new Set(); a.add(a); return a; })()
(() => { const a = new Map(); a.set(a, a); return a; })()
(() => { const a = { b: {} }; a.b.a = a; return { a: a.b, b: a }; })()
(() => { let o = {}; for (let i = 0; i < 700; i++) o = { o }; return o; })()
(() => { let o = { x: 1 }; for (let i = 0; i < 700; i++) o = { o }; return o; })()
`.trim().split('\n');

const makers = values.map((source) => new Function(`return (${source});`));
const compare = (equal) => makers.map((a) => makers.map((b) => {
  if (a() instanceof DataView && !(b() instanceof DataView)) return '-';
  try {
    return equal(a(), b()) ? '1' : '0';
  } catch {
    return 'x';
  }
}).join(''));
fs.writeFileSync(path.join(__dirname, 'equal.json'), `${JSON.stringify({
  values,
  loose: compare(isDeepEqual),
  strict: compare(isDeepStrictEqual),
  partial: compare(isPartialStrictEqual),
}, null, 1)}\n`);
