'use strict';

// http.Agent: it finds a socket for each request, keeps those that may serve
// again and makes requests wait when there are too many.

const { AsyncResource } = require('async_hooks');
const EventEmitter = require('events');
const net = require('net');
const { validateNumber, validateOneOf, validateString } = require('internal/validators');

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);
  this.options = { __proto__: null, ...options };
  this.defaultPort = this.options.defaultPort || 80;
  this.protocol = this.options.protocol || 'http:';
  if (this.options.noDelay === undefined) this.options.noDelay = true;
  this.options.path = null;
  this.requests = { __proto__: null };
  this.sockets = { __proto__: null };
  this.freeSockets = { __proto__: null };
  this.keepAliveMsecs = this.options.keepAliveMsecs || 1000;
  this.keepAlive = this.options.keepAlive || false;
  this.maxSockets = this.options.maxSockets || Agent.defaultMaxSockets;
  this.maxFreeSockets = this.options.maxFreeSockets || 256;
  this.scheduling = this.options.scheduling || 'lifo';
  this.maxTotalSockets = this.options.maxTotalSockets;
  this.totalSocketCount = 0;
  const { agentKeepAliveTimeoutBuffer: buffer } = this.options;
  this.agentKeepAliveTimeoutBuffer = Number.isFinite(buffer) && buffer >= 0 ? buffer : 1000;
  validateOneOf(this.scheduling, 'scheduling', ['fifo', 'lifo']);
  if (this.maxTotalSockets === undefined) this.maxTotalSockets = Infinity;
  else validateNumber(this.maxTotalSockets, 'maxTotalSockets', 1);
  this.on('free', onFree);
}
Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter);
Agent.defaultMaxSockets = Infinity;

const kOptions = Symbol('options');
const kResource = Symbol('resource'); // what a request that waits goes on as

Agent.prototype.createConnection = function createConnection(...args) {
  return net.createConnection(...args);
};

Agent.prototype.getName = function getName(options = {}) {
  let name = `${options.host || 'localhost'}:${options.port || ''}:${options.localAddress || ''}`;
  if (options.family === 4 || options.family === 6) name += `:${options.family}`;
  if (options.socketPath) name += `:${options.socketPath}`;
  return name;
};

Agent.prototype.destroy = function destroy() {
  for (const pool of [this.freeSockets, this.sockets]) {
    for (const sockets of Object.values(pool)) {
      for (const socket of sockets) socket.destroy();
    }
  }
};

// connectionOptions completes the options of a request for its socket.
function connectionOptions(agent, request, options) {
  const all = { __proto__: null, ...options, ...agent.options };
  if (all.socketPath) all.path = all.socketPath;
  if (!all.servername && all.servername !== '') all.servername = serverName(all, request);
  return all;
}

function serverName(options, request) {
  const header = request.getHeader('host');
  let name = options.host;
  if (header) {
    validateString(header, 'options.headers.host');
    name = header[0] === '[' ? header.slice(1, header.indexOf(']')) : header.split(':', 1)[0];
  }
  return net.isIP(name) ? '' : name;
}

Agent.prototype.addRequest = function addRequest(request, options, port, localAddress) {
  if (typeof options === 'string') options = { __proto__: null, host: options, port, localAddress };
  options = connectionOptions(this, request, options);
  const name = this.getName(options);
  this.sockets[name] ||= [];
  const socket = takeFree(this, name);
  const count = (this.freeSockets[name]?.length ?? 0) + this.sockets[name].length;
  if (socket) {
    this.reuseSocket(socket, request);
    giveSocket(this, request, socket);
    this.sockets[name].push(socket);
  } else if (count < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
    this.createSocket(request, options, (error, made) => {
      if (error) request.onSocket(made, error);
      else giveSocket(this, request, made);
    });
  } else {
    request[kOptions] = options;
    request[kResource] = new AsyncResource('QueuedRequest');
    (this.requests[name] ||= []).push(request);
  }
};

function takeFree(agent, name) {
  const free = agent.freeSockets[name];
  if (!free) return undefined;
  while (free.length > 0 && free[0].destroyed) free.shift();
  const socket = agent.scheduling === 'fifo' ? free.shift() : free.pop();
  if (free.length === 0) delete agent.freeSockets[name];
  return socket;
}

function giveSocket(agent, request, socket) {
  const resource = request[kResource];
  if (resource) {
    request[kResource] = null;
    resource.runInAsyncScope(giveSocket, null, agent, request, socket);
    resource.emitDestroy();
    return;
  }
  request.onSocket(socket);
  const timeout = agent.options.timeout || 0;
  if (request.timeout !== undefined && request.timeout !== timeout) socket.setTimeout(request.timeout);
}

Agent.prototype.createSocket = function createSocket(request, options, callback) {
  options = connectionOptions(this, request, options);
  const timeout = request.timeout || this.options.timeout;
  if (timeout) options.timeout = timeout;
  const name = this.getName(options);
  options._agentKey = name;
  options.encoding = null;
  if (this.keepAlive) {
    options.keepAlive = this.keepAlive;
    options.keepAliveInitialDelay = this.keepAliveMsecs;
  }
  let called = false;
  const created = (error, socket) => {
    if (called) return;
    called = true;
    if (error) {
      callback(error);
      return;
    }
    (this.sockets[name] ||= []).push(socket);
    this.totalSocketCount++;
    watch(this, socket, options);
    callback(null, socket);
  };
  const socket = this.createConnection(options, created);
  if (socket) created(null, socket);
};

// watch follows a socket until it leaves the agent.
function watch(agent, socket, options) {
  const listeners = {
    free: () => agent.emit('free', socket, options),
    close: () => {
      agent.totalSocketCount--;
      agent.removeSocket(socket, options);
    },
    timeout: () => {
      if (Object.values(agent.freeSockets).some((sockets) => sockets.includes(socket))) socket.destroy();
    },
    agentRemove: () => {
      listeners.close();
      for (const event of Object.keys(listeners)) socket.removeListener(event, listeners[event]);
    },
  };
  for (const event of Object.keys(listeners)) socket.on(event, listeners[event]);
}

function onFree(socket, options) {
  const name = this.getName(options);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const waiting = this.requests[name];
  if (waiting?.length > 0) {
    giveSocket(this, waiting.shift(), socket);
    if (waiting.length === 0) delete this.requests[name];
    return;
  }
  const free = this.freeSockets[name] ?? [];
  const count = free.length + (this.sockets[name]?.length ?? 0);
  if (!socket._httpMessage?.shouldKeepAlive || !this.keepAlive || this.totalSocketCount > this.maxTotalSockets ||
      count > this.maxSockets || free.length >= this.maxFreeSockets || !this.keepSocketAlive(socket)) {
    socket.destroy();
    return;
  }
  this.freeSockets[name] = free;
  socket._httpMessage = null;
  this.removeSocket(socket, options);
  socket.once('error', onFreeError);
  socket.on('data', onFreeData);
  free.push(socket);
}

function onFreeError() {
  this.destroy();
  this.emit('agentRemove');
}

// onFreeData gives up a socket on which the server speaks without being asked.
function onFreeData() {
  this.destroy();
}

Agent.prototype.keepSocketAlive = function keepSocketAlive(socket) {
  socket.setKeepAlive(true, this.keepAliveMsecs);
  socket.unref();
  let timeout = this.options.timeout || 0;
  const hint = /^timeout=(\d+)/.exec(socket._httpMessage?.res?.headers['keep-alive'])?.[1];
  if (hint) {
    const limit = Math.max(0, Number(hint) * 1000 - this.agentKeepAliveTimeoutBuffer);
    if (limit === 0) return false;
    if (limit < timeout) timeout = limit;
  }
  if (socket.timeout !== timeout) socket.setTimeout(timeout);
  return true;
};

Agent.prototype.reuseSocket = function reuseSocket(socket, request) {
  socket.removeListener('error', onFreeError);
  socket.removeListener('data', onFreeData);
  request.reusedSocket = true;
  socket.ref();
};

Agent.prototype.removeSocket = function removeSocket(socket, options) {
  const name = this.getName(options);
  for (const pool of socket.writable ? [this.sockets] : [this.sockets, this.freeSockets]) {
    const index = pool[name]?.indexOf(socket) ?? -1;
    if (index === -1) continue;
    pool[name].splice(index, 1);
    if (pool[name].length === 0) delete pool[name];
  }
  const request = nextWaiting(this, name);
  if (!request) return;
  const wanted = this.requests[name]?.length > 0 ? options : request[kOptions];
  if (!wanted) return;
  request[kOptions] = undefined;
  this.createSocket(request, wanted, (error, made) => {
    if (error) request.onSocket(null, error);
    else made.emit('free');
  });
};

// nextWaiting is the request for which a socket can be made: of the same name,
// or else of the first name that has none.
function nextWaiting(agent, name) {
  if (agent.requests[name]?.length > 0) return agent.requests[name][0];
  const [other] = Object.keys(agent.requests);
  return other === undefined || agent.sockets[other]?.length > 0 ? undefined : agent.requests[other][0];
}

module.exports = { Agent, globalAgent: new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }) };
