'use strict';

// MessageEvent: https://html.spec.whatwg.org/multipage/comms.html#messageevent

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors');
const { Event, expose } = require('internal/event_target');

function portsOf(ports) {
  if (typeof ports?.[Symbol.iterator] !== 'function')
    throw new ERR_INVALID_ARG_TYPE('eventInitDict.ports', 'a sequence', ports);
  const { MessagePort } = require('internal/messaging');
  const list = [...ports];
  list.forEach((port, i) => {
    if (!(port instanceof MessagePort)) throw new ERR_INVALID_ARG_TYPE(`eventInitDict.ports[${i}]`, 'MessagePort', port);
  });
  return list;
}

function sourceOf(source) {
  const { MessagePort } = require('internal/messaging');
  if (source !== null && !(source instanceof MessagePort))
    throw new ERR_INVALID_ARG_TYPE('eventInitDict.source', 'MessagePort', source);
  return source;
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
