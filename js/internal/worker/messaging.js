'use strict';

// postMessageToThread: messages to any thread by its number, which its listeners
// of process's 'workerMessage' get. The sender learns how it went by a port that
// goes along.

const {
  codes: { ERR_WORKER_MESSAGING_ERRORED, ERR_WORKER_MESSAGING_FAILED, ERR_WORKER_MESSAGING_SAME_THREAD,
           ERR_WORKER_MESSAGING_TIMEOUT },
} = require('internal/errors');
const { MessageChannel, portOf } = require('internal/messaging');
const { validateNumber } = require('internal/validators');
const thread = require('internal/worker/thread');

const done = 'done';
const failed = 'failed';
const errored = 'errored';

// followListeners keeps the loop alive by port while emitter has listeners of
// an event.
function followListeners(port, emitter, event) {
  if (emitter.listenerCount(event) === 0) port.unref();
  emitter.on('newListener', (name) => { if (name === event && emitter.listenerCount(event) === 0) port.ref(); });
  emitter.on('removeListener', (name) => { if (name === event && emitter.listenerCount(event) === 0) port.unref(); });
}

let listens = false;

// listen lets other threads send to this one, which does not keep it alive.
function listen() {
  if (listens) return;
  listens = true;
  const inbox = portOf(thread.listen());
  inbox.on('message', receive);
  inbox.unref();
}

function receive({ message, source, reply }) {
  let outcome = failed;
  try {
    if (process.listenerCount('workerMessage') > 0) {
      outcome = done;
      process.emit('workerMessage', message, source);
    }
  } catch {
    outcome = errored;
  }
  reply.postMessage(outcome);
  reply.close();
}

async function postMessageToThread(threadId, value, transferList, timeout) {
  if (typeof transferList === 'number' && timeout === undefined) {
    timeout = transferList;
    transferList = [];
  }
  if (timeout !== undefined) validateNumber(timeout, 'timeout', 0);
  if (threadId === thread.threadId) throw new ERR_WORKER_MESSAGING_SAME_THREAD();
  const { port1, port2 } = new MessageChannel();
  const { bytes, moved } = require('internal/messaging/wire').encode(
    { message: value, source: thread.threadId, reply: port2 }, [port2, ...transferList ?? []]);
  const outcome = await new Promise((resolve, reject) => {
    const timer = timeout === undefined ? undefined :
      setTimeout(() => finish(reject, new ERR_WORKER_MESSAGING_TIMEOUT()), timeout);
    function finish(settle, result) {
      clearTimeout(timer);
      port1.close();
      settle(result);
    }
    port1.on('message', (answer) => finish(resolve, answer));
    port1.on('close', () => finish(resolve, failed)); // the thread has ended
    if (!thread.sendTo(threadId, bytes, moved)) finish(resolve, failed);
  });
  if (outcome === errored) throw new ERR_WORKER_MESSAGING_ERRORED();
  if (outcome !== done) throw new ERR_WORKER_MESSAGING_FAILED();
}

module.exports = { followListeners, listen, postMessageToThread };
