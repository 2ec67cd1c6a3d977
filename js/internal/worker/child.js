'use strict';

// The worker's side of a worker: what its parent has sent before the script
// runs, its standard streams and its end.

const { portOf, receiveMessageOnPort } = require('internal/messaging');
const thread = require('internal/worker/thread');
const { Holds, ReadableWorkerStdio, WritableWorkerStdio, messages, receive } = require('internal/worker/stdio');

const port = portOf(thread.parentPort());
const holds = new Holds(port);
const streams = {};
let hasStdin = false;

// prepare takes the first message, which is there before the worker starts.
function prepare() {
  thread.parentPort = null;
  const { message } = receiveMessageOnPort(port);
  hasStdin = message.hasStdin;
  thread.parentPort = message.publicPort;
  thread.workerData = message.workerData;
  for (const [key, value] of message.environmentData) thread.environmentData.set(key, value);
  port.on('message', (next) => {
    if (streams[next.stream] === undefined) process[next.stream];
    receive(next, streams);
  });
  port.unref();
  require('internal/worker/messaging').listen();
  port.postMessage({ type: messages.online });
}

const names = ['stdin', 'stdout', 'stderr'];

// stream makes process.stdin, stdout or stderr.
function stream(fd) {
  const name = names[fd];
  if (fd > 0) return streams[name] = new WritableWorkerStdio(holds, name);
  const stdin = streams[name] = new ReadableWorkerStdio(holds, name);
  if (!hasStdin) stdin.push(null);
  return stdin;
}

// flush sends what the streams have kept for when the parent wants it.
function flush() { 
  for (const name of ['stdout', 'stderr']) streams[name]?.flush();
}

// fail sends an exception that nobody has caught to the parent.
function fail(error) {
  try {
    port.postMessage({ type: messages.error, error: require('internal/worker/errors').pack(error) });
  } catch {
    port.postMessage({ type: messages.unserializable });
  }
}

module.exports = { fail, flush, prepare, stream };
