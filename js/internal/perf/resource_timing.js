'use strict';

// PerformanceResourceTiming. https://w3c.github.io/resource-timing/

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { expose } = require('internal/event_target');
const { PerformanceEntry, kCreate } = require('internal/perf/entry');
const { enqueue, keep, kept } = require('internal/perf/timeline');
const { setImmediate } = require('timers');

const bufferFullEvent = 'resourcetimingbufferfull';
const headerBytes = 300; // what the standard counts for a response's header

// The attributes as functions of what an entry was made of.
const attributes = {
  name: (r) => r.url,
  startTime: (r) => r.timing.startTime,
  duration: (r) => r.timing.endTime - r.timing.startTime,
  initiatorType: (r) => r.initiatorType,
  nextHopProtocol: (r) => r.timing.finalConnectionTimingInfo?.ALPNNegotiatedProtocol,
  workerStart: (r) => r.timing.finalServiceWorkerStartTime,
  redirectStart: (r) => r.timing.redirectStartTime,
  redirectEnd: (r) => r.timing.redirectEndTime,
  fetchStart: (r) => r.timing.postRedirectStartTime,
  domainLookupStart: (r) => r.timing.finalConnectionTimingInfo?.domainLookupStartTime,
  domainLookupEnd: (r) => r.timing.finalConnectionTimingInfo?.domainLookupEndTime,
  connectStart: (r) => r.timing.finalConnectionTimingInfo?.connectionStartTime,
  connectEnd: (r) => r.timing.finalConnectionTimingInfo?.connectionEndTime,
  secureConnectionStart: (r) => r.timing.finalConnectionTimingInfo?.secureConnectionStartTime,
  requestStart: (r) => r.timing.finalNetworkRequestStartTime,
  finalResponseHeadersStart: (r) => r.timing.finalNetworkResponseStartTime,
  firstInterimResponseStart: (r) => r.timing.firstInterimNetworkResponseStartTime ?? 0,
  responseStart: (r) => r.timing.firstInterimNetworkResponseStartTime || r.timing.finalNetworkResponseStartTime,
  responseEnd: (r) => r.timing.endTime,
  transferSize(r) {
    if (r.cacheMode === 'local') return 0;
    return r.cacheMode === 'validated' ? headerBytes : r.timing.encodedBodySize + headerBytes;
  },
  encodedBodySize: (r) => r.timing.encodedBodySize,
  decodedBodySize: (r) => r.timing.decodedBodySize,
  deliveryType: (r) => r.deliveryType,
  responseStatus: (r) => r.responseStatus,
  renderBlockingStatus: (r) => (r.timing.renderBlocking === true ? 'blocking' : 'non-blocking'),
  contentType: (r) => r.bodyInfo?.contentType ?? '',
  contentEncoding: (r) => r.bodyInfo?.contentEncoding ?? '',
};

const resources = new WeakMap();

class PerformanceResourceTiming extends PerformanceEntry {
  constructor(key = undefined, resource = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super(key, resource.url, 'resource');
    resources.set(this, resource);
  }

  toJSON() {
    const { name, entryType, startTime, duration, ...rest } = attributes;
    const json = { name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration };
    for (const key of Object.keys(rest)) json[key] = this[key];
    return json;
  }
}
for (const [name, read] of Object.entries(attributes)) {
  const get = Object.getOwnPropertyDescriptor({
    get [name]() {
      const resource = resources.get(this);
      if (resource === undefined) throw new ERR_INVALID_THIS('PerformanceResourceTiming');
      return read(resource);
    },
  }, name).get;
  Object.defineProperty(PerformanceResourceTiming.prototype, name, { __proto__: null, configurable: true, get });
}
expose(PerformanceResourceTiming, 'PerformanceResourceTiming', [
  ...Object.keys(attributes).filter((name) => !['name', 'startTime', 'duration'].includes(name)), 'toJSON',
]);

let limit = 250;
let waiting = []; // entries that came while the list was full
let fullPending = false;

function setBufferSize(size) {
  limit = size;
}

// keepResource adds an entry to the timeline, or, while that is full, to those
// that wait for a listener of the event to make room.
function keepResource(entry, target) {
  if (kept.resource.length < limit && !fullPending) {
    keep(entry);
    return;
  }
  waiting.push(entry);
  if (fullPending) return;
  fullPending = true;
  setImmediate(() => {
    while (waiting.length > 0) {
      const before = waiting.length;
      const { Event, kTrusted } = require('internal/event_target');
      target.dispatchEvent(new Event(bufferFullEvent, { [kTrusted]: true }));
      const room = Math.max(limit - kept.resource.length, 0);
      waiting.splice(0, room).forEach(keep);
      if (before <= waiting.length) waiting = [];
    }
    fullPending = false;
  });
}

// markResourceTiming makes the entry of a fetch; target is told when the list
// is full.
function markResourceTiming(target, timing, url, initiatorType, cacheMode, bodyInfo, responseStatus, deliveryType) {
  const entry = new PerformanceResourceTiming(kCreate, {
    timing, url, initiatorType, cacheMode, bodyInfo, responseStatus, deliveryType,
  });
  enqueue(entry);
  keepResource(entry, target);
  return entry;
}

module.exports = { PerformanceResourceTiming, markResourceTiming, setBufferSize };
