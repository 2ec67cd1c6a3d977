'use strict';

// The standard streams of a worker: their data goes in messages over the port
// between it and its parent, so that it keeps its order with other messages.
// The reading end asks for more, which is when writes are done.

const { Readable, Writable } = require('stream');

const messages = {
  __proto__: null,
  error: 'error', unserializable: 'unserializable', load: 'load', online: 'online', chunks: 'chunks', wants: 'wants',
};

// Holds counts for each port the streams that wait for the other end, which keep
// the loop alive.
class Holds {
  #count = 0;

  constructor(port) {
    this.port = port;
  }

  add() {
    if (this.#count++ === 0) this.port.ref();
  }

  drop(n = 1) {
    if (n > 0 && (this.#count -= n) === 0) this.port.unref();
  }
}

class ReadableWorkerStdio extends Readable {
  #holds;
  #name;
  #started = false;

  // holdsLoop is whether reading keeps the loop alive.
  constructor(holds, name, holdsLoop = true) {
    super();
    this.#holds = holds;
    this.#name = name;
    this.holdsLoop = holdsLoop;
    this.on('end', () => { if (this.#started && this.holdsLoop) holds.drop(); });
  }

  _read() {
    if (!this.#started && this.holdsLoop) {
      this.#started = true;
      this.#holds.add();
    }
    this.#holds.port.postMessage({ type: messages.wants, stream: this.#name });
  }
}

// A small Buffer shares its memory with others, which need not go along.
function detached(chunk) {
  return typeof chunk === 'string' || chunk.byteLength === chunk.buffer.byteLength ? chunk : new Uint8Array(chunk);
}

class WritableWorkerStdio extends Writable {
  #holds;
  #name;
  #waiting = []; // callbacks of writes
  #flushing = false;

  constructor(holds, name) {
    super({ decodeStrings: false });
    this.#holds = holds;
    this.#name = name;
  }

  #send(chunks) {
    this.#holds.port.postMessage({ type: messages.chunks, stream: this.#name, chunks });
  }

  _writev(chunks, callback) {
    this.#send(chunks.map(({ chunk, encoding }) => ({ chunk: detached(chunk), encoding })));
    if (this.#flushing || process._exiting) {
      callback();
      return;
    }
    this.#waiting.push(callback);
    this.#holds.add();
  }

  _final(callback) {
    this.#send([{ chunk: null, encoding: '' }]);
    callback();
  }

  // flush sends all that has been written: the thread is about to end.
  flush() {
    this.#flushing = true;
    this.wanted();
  }

  // wanted is called when the other end wants more.
  wanted() {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const callback of waiting) callback();
    this.#holds.drop(waiting.length);
  }
}

// receive hands a message about streams to the one that it is for.
function receive(message, streams) {
  const stream = streams[message.stream];
  if (message.type === messages.wants) stream.wanted();
  else for (const { chunk, encoding } of message.chunks) stream.push(chunk, encoding);
}

module.exports = { Holds, ReadableWorkerStdio, WritableWorkerStdio, messages, receive };
