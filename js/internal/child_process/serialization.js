'use strict';

// The two forms that messages have on their way between processes: a line of
// JSON, or a value in V8's wire format with its size before it. The channel's
// handle cuts what it reads into messages: `sized` says how.

const { DefaultDeserializer, DefaultSerializer } = require('internal/v8/serdes');

const { parse, stringify } = JSON;

const json = {
  sized: false,
  read: (text) => parse(text),
  write: (message) => `${stringify(message)}\n`,
};

// What an object that is not plain data stands for: bytes, or its properties.
const view = 0;
const properties = 1;

class MessageSerializer extends DefaultSerializer {
  _writeHostObject(object) {
    if (ArrayBuffer.isView(object)) {
      this.writeUint32(view);
      super._writeHostObject(object);
    } else {
      this.writeUint32(properties);
      this.writeValue({ ...object });
    }
  }
}

class MessageDeserializer extends DefaultDeserializer {
  _readHostObject() {
    return this.readUint32() === view ? super._readHostObject() : this.readValue();
  }
}

const sizeBytes = 4;

const advanced = {
  sized: true,

  read(bytes) {
    const deserializer = new MessageDeserializer(bytes);
    deserializer.readHeader();
    return deserializer.readValue();
  },

  write(message) {
    const serializer = new MessageSerializer();
    serializer.writeRawBytes(new Uint8Array(sizeBytes));
    serializer.writeHeader();
    serializer.writeValue(message);
    const bytes = serializer.releaseBuffer();
    bytes.writeUInt32BE(bytes.length - sizeBytes, 0);
    return bytes;
  },
};

module.exports = { advanced, json };
