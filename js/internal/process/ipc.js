'use strict';

// What a process does at its start that another one has forked: loaded before
// anything of the script's.

const { NODE_CHANNEL_FD: fd, NODE_CHANNEL_SERIALIZATION_MODE: mode } = process.env;

if (fd) {
  // The channel is not for this process's own children.
  delete process.env.NODE_CHANNEL_FD;
  delete process.env.NODE_CHANNEL_SERIALIZATION_MODE;
  require('child_process')._forkChild(Number.parseInt(fd, 10), mode || 'json');
}

if (process.argv[1] && process.env.NODE_UNIQUE_ID) {
  require('cluster')._setupWorker();
  delete process.env.NODE_UNIQUE_ID;
}
