'use strict';
// A stream calls its methods by name each time: what a script puts on the
// instance, on a subclass or on the prototype is called.
const common = require('../common');
const assert = require('node:assert');
const { Duplex, PassThrough, Readable, Transform, Writable } = require('node:stream');

// emit, on the instance, sees every event, those of pipes too.
{
  const seen = [];
  const stream = new PassThrough();
  stream.emit = function(name, ...args) {
    seen.push(name);
    return PassThrough.prototype.emit.call(this, name, ...args);
  };
  stream.pipe(new PassThrough()).resume();
  stream.end('x');
  stream.on('close', common.mustCall(() => {
    for (const name of ['data', 'end', 'finish', 'prefinish', 'resume', 'close']) {
      assert.ok(seen.includes(name), name);
    }
  }));
}

// push, read, resume and pause of a subclass.
{
  const calls = [];
  class Counting extends Readable {
    push(...args) { calls.push('push'); return super.push(...args); }
    read(...args) { calls.push('read'); return super.read(...args); }
    resume() { calls.push('resume'); return super.resume(); }
    pause() { calls.push('pause'); return super.pause(); }
    _read() { this.push(this.done ? null : 'x'); this.done = true; }
  }
  const stream = new Counting();
  stream.pipe(new Writable({ write(chunk, encoding, cb) { cb(); } }));
  stream.on('end', common.mustCall(() => {
    stream.pause();
    assert.deepStrictEqual([...new Set(calls)].sort(), ['pause', 'push', 'read', 'resume']);
  }));
}

// write of a destination, for a pipe.
{
  const dest = new PassThrough();
  dest.write = common.mustCall(function(chunk) {
    assert.strictEqual(String(chunk), 'x');
    return PassThrough.prototype.write.call(this, chunk);
  });
  Readable.from([Buffer.from('x')]).pipe(dest).resume();
}

// _write, replaced between two writes, and _transform on the prototype.
{
  const seen = [];
  class Sink extends Writable {
    _write(chunk, encoding, cb) { seen.push(`class ${chunk}`); cb(); }
  }
  const sink = new Sink();
  sink.write('1');
  sink._write = (chunk, encoding, cb) => { seen.push(`instance ${chunk}`); cb(); };
  sink.write('2');
  delete sink._write;
  Sink.prototype._write = (chunk, encoding, cb) => { seen.push(`prototype ${chunk}`); cb(); };
  sink.write('3');
  assert.deepStrictEqual(seen, ['class 1', 'instance 2', 'prototype 3']);
}
{
  const stream = new PassThrough();
  stream._transform = (chunk, encoding, cb) => cb(null, String(chunk).toUpperCase());
  stream.on('data', common.mustCall((chunk) => assert.strictEqual(String(chunk), 'ABC')));
  stream.end('abc');
}

// super's methods, with callbacks of one's own.
{
  class Upper extends PassThrough {
    _transform(chunk, encoding, cb) {
      super._transform(chunk, encoding, (err, data) => cb(err, String(data).toUpperCase()));
    }
    _flush(cb) { cb(null, '!'); }
    _destroy(err, cb) { super._destroy(err, common.mustCall(() => cb(new Error('late')))); }
  }
  const stream = new Upper();
  stream.setEncoding('utf8');
  let text = '';
  stream.on('data', (chunk) => { text += chunk; });
  stream.on('error', common.mustCall((err) => {
    assert.strictEqual(err.message, 'late');
    assert.strictEqual(text, 'ABC!');
  }));
  stream.end('abc');
}

// destroy, for errors that the stream finds itself.
{
  const stream = new Duplex({ read() {}, write(chunk, encoding, cb) { cb(new Error('no')); } });
  stream.destroy = common.mustCall(function(err) {
    assert.strictEqual(err.message, 'no');
    return Duplex.prototype.destroy.call(this);
  });
  stream.on('error', common.mustNotCall());
  stream.write('x', common.mustCall((err) => assert.strictEqual(err.message, 'no')));
}

// on, for the listeners of a pipe: once listeners come as wrappers.
{
  const names = [];
  const dest = new PassThrough();
  dest.on = function(name, fn) {
    names.push(name + (fn.listener ? ' once' : ''));
    return PassThrough.prototype.on.call(this, name, fn);
  };
  new PassThrough().pipe(dest);
  assert.deepStrictEqual(names, ['unpipe', 'close once', 'finish once']);
}

// A listener of 'data' may return a promise: its rejection destroys the stream.
{
  const stream = new Transform({
    captureRejections: true,
    transform(chunk, encoding, cb) { cb(null, chunk); },
  });
  stream.on('data', async () => { throw new Error('async'); });
  stream.on('error', common.mustCall((err) => assert.strictEqual(err.message, 'async')));
  stream.write('x');
}
