'use strict';
// Stream constructors called as functions, as code from before classes does.
const common = require('../common');
const assert = require('node:assert');
const util = require('node:util');
const stream = require('node:stream');

function Source(items) {
  stream.Readable.call(this, { objectMode: true });
  this.items = items;
}
util.inherits(Source, stream.Readable);
Source.prototype._read = function() {
  this.push(this.items.length ? this.items.shift() : null);
};

function Sink() {
  if (!(this instanceof Sink)) return new Sink();
  stream.Writable.call(this, { objectMode: true });
  this.got = [];
}
util.inherits(Sink, stream.Writable);
Sink.prototype._write = function(item, encoding, callback) {
  this.got.push(item);
  callback();
};

const sink = Sink();
new Source([1, { a: 2 }, '3']).pipe(sink).on('finish', common.mustCall(() => {
  assert.deepStrictEqual(sink.got, [1, { a: 2 }, '3']);
}));
assert.ok(sink instanceof stream.Writable);
assert.ok(sink instanceof stream.Stream);
assert.ok(!(new Source([]) instanceof stream.Writable));

// Without new, and as methods of the module.
for (const name of ['Readable', 'Writable', 'Duplex', 'Transform', 'PassThrough']) {
  const made = stream[name]({ highWaterMark: 3 });
  assert.ok(made instanceof stream[name], name);
  const { [name]: construct } = stream;
  assert.ok(construct() instanceof stream[name], name);
}

// A listener before the constructor of the parent has run.
function Early() {
  this.on('x', common.mustCall());
  stream.Duplex.call(this);
  assert.strictEqual(this.listenerCount('x'), 1);
  this.emit('x');
}
util.inherits(Early, stream.Duplex);
new Early();
