'use strict';
// Times the parts that a network program spends its time in. It runs unchanged
// on gonet and on Node and prints one line of JSON: nanoseconds of processor
// time per operation. bench/compare.js runs it on both.

const { EventEmitter } = require('node:events');
const { PassThrough, Readable, Writable } = require('node:stream');

const text = 'a line of text, as a protocol may have it';
const chunk = Buffer.from(text);
const noop = () => {};
const turn = () => new Promise(setImmediate);

// A case is a function of the number of operations. It may be asynchronous.
const cases = {
  'emit, one listener'() {
    const e = new EventEmitter().on('x', noop);
    return (n) => { for (let i = 0; i < n; i++) e.emit('x', i); };
  },
  'emit, two listeners'() {
    const e = new EventEmitter().on('x', noop).on('x', noop);
    return (n) => { for (let i = 0; i < n; i++) e.emit('x', i); };
  },
  'on and off'() {
    const e = new EventEmitter();
    return (n) => { for (let i = 0; i < n; i++) e.on('x', noop).off('x', noop); };
  },
  "push to 'data'"() {
    const r = new Readable({ read() {} }).on('data', noop);
    return (n) => { for (let i = 0; i < n; i++) r.push(chunk); };
  },
  'write'() {
    const w = new Writable({ write(c, e, cb) { cb(); } });
    return (n) => { for (let i = 0; i < n; i++) w.write(chunk); };
  },
  'write with a callback'() {
    const w = new Writable({ write(c, e, cb) { cb(); } });
    return async (n) => {
      for (; n > 0; n -= 100) {
        for (let i = 0; i < 100; i++) w.write(chunk, noop);
        await turn();
      }
    };
  },
  'pipe'() {
    const r = new Readable({ read() {} });
    r.pipe(new Writable({ write(c, e, cb) { cb(); } }));
    return async (n) => {
      for (; n > 0; n -= 100) {
        for (let i = 0; i < 100; i++) r.push(chunk);
        await turn();
      }
    };
  },
  'pipe through a PassThrough'() {
    const r = new Readable({ read() {} });
    r.pipe(new PassThrough()).pipe(new Writable({ write(c, e, cb) { cb(); } }));
    return async (n) => {
      for (; n > 0; n -= 100) {
        for (let i = 0; i < 100; i++) r.push(chunk);
        await turn();
      }
    };
  },
  'nextTick'() {
    return async (n) => {
      for (; n > 0; n -= 100) {
        for (let i = 0; i < 100; i++) process.nextTick(noop);
        await turn();
      }
    };
  },
  'Buffer.from(string)'() {
    return (n) => { for (let i = 0; i < n; i++) Buffer.from(text); };
  },
  'buffer.toString()'() {
    return (n) => { for (let i = 0; i < n; i++) chunk.toString(); };
  },
  "buffer.toString('hex')"() {
    return (n) => { for (let i = 0; i < n; i++) chunk.toString('hex'); };
  },
  'Buffer.concat of three'() {
    const list = [chunk, chunk, chunk];
    return (n) => { for (let i = 0; i < n; i++) Buffer.concat(list); };
  },
  'buffer.subarray'() {
    return (n) => { for (let i = 0; i < n; i++) chunk.subarray(2, 20); };
  },
};

// time returns the microseconds of processor time that run(n) takes.
async function time(run, n) {
  const before = process.cpuUsage();
  await run(n);
  const used = process.cpuUsage(before);
  return used.user + used.system;
}

// best is the best of several rounds, each of about 40 ms: other programs can
// only make one slower.
async function best(run) {
  let n = 1000;
  let us;
  while ((us = await time(run, n)) < 20_000) n *= 2;
  for (let round = 0; round < 7; round++) us = Math.min(us, await time(run, n));
  return 1000 * us / n;
}

(async () => {
  const figures = {};
  for (const [name, make] of Object.entries(cases)) figures[name] = await best(make());
  console.log(JSON.stringify(figures));
})();
