'use strict';

// v8.serialize and v8.deserialize, and the classes that they use.

const types = require('internal/util/types');
const { Deserializer } = require('internal/v8/read');
const { Serializer } = require('internal/v8/write');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

// What Node writes for a view: the number of its kind, its size and its bytes.
const viewKinds = [
  'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
  'Float32Array', 'Float64Array', 'DataView', 'Buffer', 'BigInt64Array', 'BigUint64Array', 'Float16Array',
];

function kindOf(view) {
  if (Buffer.isBuffer(view)) return 'Buffer';
  return types.isDataView(view) ? 'DataView' : view[Symbol.toStringTag];
}

class DefaultSerializer extends Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }

  _writeHostObject(view) {
    const kind = viewKinds.indexOf(kindOf(view));
    if (kind === -1) throw new this._getDataCloneError(`Unserializable host object: ${require('util').inspect(view)}`);
    this.writeUint32(kind);
    this.writeUint32(view.byteLength);
    this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
}

class DefaultDeserializer extends Deserializer {
  _readHostObject() {
    const kind = viewKinds[this.readUint32()];
    const length = this.readUint32();
    const bytes = Buffer.from(this.readRawBytes(length)); // copied, so that it is aligned
    if (kind === 'Buffer') return bytes;
    const View = globalThis[kind];
    const memory = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + length);
    return new View(memory, 0, length / (View.BYTES_PER_ELEMENT ?? 1));
  }
}

function serialize(value) {
  const serializer = new DefaultSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

function deserialize(buffer) {
  if (!ArrayBuffer.isView(buffer)) throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
  const deserializer = new DefaultDeserializer(buffer);
  deserializer.readHeader();
  return deserializer.readValue();
}

module.exports = { DefaultDeserializer, DefaultSerializer, Deserializer, Serializer, deserialize, serialize };
