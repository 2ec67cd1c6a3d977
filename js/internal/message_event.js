'use strict';

// MessageEvent: https://html.spec.whatwg.org/multipage/comms.html#messageevent

const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const { Event, expose } = require('internal/event_target');

// bad makes the error of an option, in the words of Web IDL.
const bad = (what) => new TypeError(`MessageEvent constructor: ${what}.`);

function portOf(port, name) {
  const { MessagePort } = require('internal/messaging');
  if (port instanceof MessagePort) return port;
  throw bad(`Expected ${name} ("${require('util').inspect(port)}") to be an instance of MessagePort`);
}

function portsOf(ports) {
  if (typeof ports?.[Symbol.iterator] !== 'function')
    throw bad(`eventInitDict.ports ${Object(ports) === ports ? '' : `(${String(ports)}) `}is not iterable`);
  return Array.from(ports, (port, i) => portOf(port, `eventInitDict.ports[${i}]`));
}

function sourceOf(source) {
  return source === null ? null : portOf(source, 'eventInitDict.source');
}

class MessageEvent extends Event {
  #init;

  constructor(type, options = undefined) {
    super(...arguments);
    const { data = null, origin = '', lastEventId = '', source = null, ports = [] } = options ?? {};
    this.#init = {
      data,
      origin: `${origin}`,
      lastEventId: `${lastEventId}`,
      source: sourceOf(source),
      ports: Object.freeze(portsOf(ports)),
    };
  }

  static #of(event) {
    if (!(#init in Object(event))) throw new ERR_INVALID_THIS('MessageEvent');
    return event.#init;
  }

  get data() { return MessageEvent.#of(this).data; }
  get origin() { return MessageEvent.#of(this).origin; }
  get lastEventId() { return MessageEvent.#of(this).lastEventId; }
  get source() { return MessageEvent.#of(this).source; }
  get ports() { return MessageEvent.#of(this).ports; }

  initMessageEvent(type, bubbles = false, cancelable = false, data = null, origin = '', lastEventId = '', source = null,
                   ports = []) {
    MessageEvent.#of(this);
    this.initEvent(type, bubbles, cancelable);
    this.#init = { data, origin: `${origin}`, lastEventId: `${lastEventId}`, source, ports: Object.freeze([...ports]) };
  }
}
expose(MessageEvent, 'MessageEvent', ['data', 'origin', 'lastEventId', 'source', 'ports', 'initMessageEvent']);
Object.defineProperty(MessageEvent.prototype.initMessageEvent, 'length', { __proto__: null, configurable: true, value: 1 });

module.exports = { MessageEvent };
