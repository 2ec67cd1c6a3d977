'use strict';

// Messages between threads: V8's wire format, with what Node's own classes add
// as host objects. What is transferred goes beside the bytes.

const types = require('internal/util/types');
const { isDetached, isPinned } = require('internal/binding/messaging');
const {
  dataCloneError, isOpaque, isUncloneable, kClone, kUntransferable, uncloneable,
} = require('internal/structured_clone');
const { Deserializer } = require('internal/v8/read');
const { Serializer } = require('internal/v8/write');

// What a host object is: something that moves, with its place in the list; or
// the data that a class makes of an instance, and the function of a built-in
// module that makes an instance of them again.
const movedObject = 0;
const packedObject = 1;

class MessageSerializer extends Serializer {
  moved = []; // the parts that go beside the bytes
  #commits = [];
  #places = new Map(); // of objects that move

  // add prepares the move of an item of the transfer list.
  add(item) {
    if (this.#places.has(item)) {
      const kind = types.isArrayBuffer(item) ? 'ArrayBuffer' : item.constructor.name;
      throw dataCloneError(`Transfer list contains duplicate ${kind}`);
    }
    if (types.isArrayBuffer(item)) {
      if (item[kUntransferable] || isPinned(item) || isDetached(item))
        throw dataCloneError('Cannot transfer object of unsupported type.');
      this.transferArrayBuffer(this.moved.length, item);
      this.#move(item, item);
      return;
    }
    const own = item?.[kClone];
    if (typeof own?.transfer !== 'function') throw dataCloneError('Found invalid value in transferList.');
    if (item[kUntransferable] || typeof own.pack !== 'function')
      throw dataCloneError('Cannot transfer object of unsupported type.');
    const { part, data, from, ports = [], commit } = own.pack.call(item);
    this.#commits.push(commit);
    ports.forEach((port) => this.add(port));
    if (part !== undefined) this.#move(item, part);
    else this.#places.set(item, { data, from });
  }

  #move(item, part) {
    this.#places.set(item, this.moved.length);
    this.moved.push(part);
  }

  // commit takes what moves from its owner.
  commit() {
    for (const commit of this.#commits) commit?.();
  }

  _isHostObject(value) {
    if (this.#places.has(value) && !types.isArrayBuffer(value)) return true;
    if (isUncloneable(value)) throw dataCloneError('Cannot clone object of unsupported type.');
    if (value[kClone] !== undefined) return true;
    if (isOpaque(value)) throw uncloneable(value);
    if (types.isArrayBuffer(value) && isDetached(value))
      throw dataCloneError('An ArrayBuffer is detached and could not be cloned.');
    return false;
  }

  _writeHostObject(value) {
    const place = this.#places.get(value);
    if (typeof place === 'number') {
      this.writeUint32(movedObject);
      this.writeUint32(place);
      return;
    }
    const own = value[kClone];
    if (place === undefined && typeof own.transfer === 'function')
      throw dataCloneError('Object that needs transfer was found in message but not listed in transferList');
    if (place === undefined && typeof own.pack !== 'function') throw uncloneable(value);
    const { part, data, from } = place ?? own.pack.call(value);
    if (part !== undefined) {
      this.#move(value, part);
      this._writeHostObject(value);
      return;
    }
    this.writeUint32(packedObject);
    this.writeValue(from);
    this.writeValue(data);
  }
}
MessageSerializer.prototype._getDataCloneError = function(message) { return dataCloneError(message); };

class MessageDeserializer extends Deserializer {
  ports = [];
  #moved;

  constructor(bytes, moved) {
    super(bytes);
    const { portOf } = require('internal/messaging');
    this.#moved = moved.map((part, i) => {
      if (types.isArrayBuffer(part)) {
        this.transferArrayBuffer(i, part);
        return part;
      }
      if (part.listen === undefined) return part; // no end of a channel
      const port = portOf(part);
      this.ports.push(port);
      return port;
    });
  }

  _readHostObject() {
    if (this.readUint32() === movedObject) return this.#moved[this.readUint32()];
    const [module, name] = this.readValue().split(':');
    return require(module)[name](this.readValue());
  }
}

// encode makes a message of a value. What is in the list is the sender's no
// longer once the message is sent.
function encode(value, transferList) {
  const serializer = new MessageSerializer();
  for (const item of transferList) serializer.add(item);
  serializer.writeHeader();
  serializer.writeValue(value);
  serializer.commit();
  return { bytes: serializer.releaseBuffer(), moved: serializer.moved };
}

// decode makes the value of a message again, with the ports that came with it;
// failed says that the value is why that could not be done.
function decode({ bytes, moved }) {
  const deserializer = new MessageDeserializer(bytes, moved);
  try {
    deserializer.readHeader();
    return { data: deserializer.readValue(), ports: deserializer.ports };
  } catch (error) {
    return { data: error, ports: [], failed: true };
  }
}

module.exports = { decode, encode };
