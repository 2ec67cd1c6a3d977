'use strict';

// The option stdio of child_process.

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_SYNC_FORK_INPUT, ERR_IPC_ONE_PIPE, ERR_IPC_SYNC_FORK } } = require('internal/errors');

// stdioStringToArray spells out a short form; channel, if given, comes after
// the first three.
function stdioStringToArray(stdio, channel) {
  const rest = channel ? [channel] : [];
  switch (stdio) {
    case 'ignore':
    case 'overlapped':
    case 'pipe': return [stdio, stdio, stdio, ...rest];
    case 'inherit': return [0, 1, 2, ...rest];
  }
  throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
}

// The handle under a stream that has no descriptor of its own to show.
function handleOf(stdio) {
  return [stdio, stdio.handle, stdio._handle].find((handle) => handle?.isStreamBase && typeof handle.fd === 'number');
}

// describe says what one entry means.
function describe(stdio, i, sync, seen) {
  stdio ??= i < 3 ? 'pipe' : 'ignore';
  if (stdio === 'ignore') return { __proto__: null, type: 'ignore' };
  if (stdio === 'pipe' || stdio === 'overlapped' || typeof stdio === 'number' && stdio < 0)
    return { __proto__: null, type: stdio === 'overlapped' ? 'overlapped' : 'pipe', readable: i === 0, writable: i !== 0 };
  if (stdio === 'ipc') {
    if (sync) throw new ERR_IPC_SYNC_FORK();
    if (seen.ipc !== undefined) throw new ERR_IPC_ONE_PIPE();
    seen.ipc = { __proto__: null, type: 'pipe', ipc: true };
    seen.ipcFd = i;
    return seen.ipc;
  }
  if (stdio === 'inherit') return { __proto__: null, type: 'inherit', fd: i };
  if (typeof stdio === 'number') return { __proto__: null, type: 'fd', fd: stdio };
  if (typeof stdio.fd === 'number') return { __proto__: null, type: 'fd', fd: stdio.fd };
  const handle = handleOf(stdio);
  if (handle !== undefined) return { __proto__: null, type: 'wrap', fd: handle.fd, handle, stream: stdio };
  if (ArrayBuffer.isView(stdio) || typeof stdio === 'string') {
    if (sync) return null;
    throw new ERR_INVALID_SYNC_FORK_INPUT(require('util').inspect(stdio));
  }
  throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
}

// describeStdio returns a description of each descriptor that the child gets,
// and which of them is for messages.
function describeStdio(stdio, sync) {
  if (typeof stdio === 'string') stdio = stdioStringToArray(stdio);
  else if (!Array.isArray(stdio)) throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  // Callers see the missing ones added, as in Node.
  while (stdio.length < 3) stdio.push(undefined);
  const seen = { ipc: undefined, ipcFd: undefined };
  const list = [];
  for (let i = 0; i < stdio.length; i++) {
    const description = describe(stdio[i], i, sync, seen);
    if (description !== null) list.push(description);
  }
  return { stdio: list, ...seen };
}

module.exports = { describeStdio, stdioStringToArray };
