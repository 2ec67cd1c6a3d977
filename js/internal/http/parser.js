'use strict';

// The parser of HTTP/1.x messages. Bytes go in with execute; what they mean
// comes out through the callbacks of its owner:
//   onBegin()             the first byte of a message is there
//   onHeaders(head)       the head is complete; answers BODY, NO_BODY or UPGRADE
//   onBody(bytes)         a part of the body
//   onComplete(trailers)  the message is complete; trailers came last
//   onThrown()            a callback threw: execute is to be called once more

const { parseHead } = require('internal/binding/http');
const { METHODS } = require('internal/http/tables');
const { hasBadCharacter, isToken } = require('internal/http/headers');

const BODY = 0;
const NO_BODY = 1;
const UPGRADE = 2;

const LF = 10;
const CR = 13;
const defaultMaxHeaderSize = 16384;
const defaultMaxHeaders = 1000;
const methods = new Set(METHODS).add('PRI');

class ParseError extends Error {
  constructor(code, reason) {
    super(`Parse Error: ${reason}`);
    this.name = 'Error';
    this.code = `HPE_${code}`;
    this.reason = reason;
  }
}

class Parser {
  constructor(isResponse, callbacks, options = {}, resource = null) {
    const { maxHeaderSize, maxHeadersCount, insecureHTTPParser, httpValidation } = options;
    this.isResponse = isResponse;
    this.resource = resource; // the AsyncResource that callbacks run as
    this.callbacks = callbacks;
    this.maxHeaderSize = maxHeaderSize || defaultMaxHeaderSize;
    this.maxHeaderPairs = (typeof maxHeadersCount === 'number' ? maxHeadersCount || Infinity : defaultMaxHeaders) * 2;
    // What is allowed that is dangerous: any character in values, and both ways
    // of saying how long a message is.
    this.insecure = insecureHTTPParser === true || httpValidation === 'insecure';
    this.anyValue = this.insecure || httpValidation === 'relaxed';
    this.incoming = null;
    this.input = null;
    this.offset = 0;
    this.closed = false;
    this.stopped = false;
    this.trailers = [];
    this.reset();
  }

  reset() {
    this.step = this.firstLine;
    this.begun = false;
    this.headSize = 0;
    this.head = null;
    this.left = 0;
  }

  // execute parses what it can and keeps the rest. It returns the error that
  // made it stop, or undefined.
  execute(data) {
    return this.resource === null ? this.parse(data) : this.resource.runInAsyncScope(this.parse, this, data);
  }

  // free says that the parser is not needed any more.
  free() {
    this.stopped = true;
    this.resource?.emitDestroy();
    this.resource = null;
  }

  parse(data) {
    const held = this.input;
    this.input = held === null || held.length === 0 ? data : Buffer.concat([held, data]);
    this.offset = 0;
    try {
      while (!this.stopped && this.offset < this.input.length && this.step());
    } catch (error) {
      if (!(error instanceof ParseError)) {
        process.nextTick(this.callbacks.onThrown);
        throw error;
      }
      this.stopped = true;
      error.bytesParsed = this.offset;
      error.rawPacket = data;
      return error;
    } finally {
      if (this.input !== null) this.input = this.input.subarray(this.offset);
    }
    return undefined;
  }

  // finish says that no more bytes come.
  finish() {
    if (this.stopped) return undefined;
    if (this.step === this.bodyToEnd) {
      if (this.resource === null) this.complete();
      else this.resource.runInAsyncScope(this.complete, this);
      return undefined;
    }
    if (!this.begun) return undefined;
    this.stopped = true;
    return new ParseError('INVALID_EOF_STATE', 'Invalid EOF state');
  }

  // stop makes the parser ignore what is left.
  stop() {
    this.stopped = true;
  }

  // excess returns the error of bytes after a message that can begin no other.
  excess() {
    this.offset = 0;
    if (this.input === null || !this.skipEmptyLines()) return undefined;
    try {
      this.checkProtocol();
    } catch (error) {
      return Object.assign(error, { bytesParsed: this.offset, rawPacket: this.input });
    }
    return undefined;
  }

  // rest is what stands after the head of an upgrade.
  rest() {
    return this.input ?? Buffer.alloc(0);
  }

  // line takes the next line, or null when it is not complete.
  line(overflow) {
    const end = this.input.indexOf(LF, this.offset);
    const size = (end === -1 ? this.input.length : end + 1) - this.offset;
    if (this.headSize + size > this.maxHeaderSize) throw overflow();
    if (end === -1) return null;
    if (end === this.offset || this.input[end - 1] !== CR)
      throw new ParseError('CR_EXPECTED', 'Missing expected CR before LF');
    const text = this.input.latin1Slice(this.offset, end - 1);
    if (text.includes('\r')) throw new ParseError('LF_EXPECTED', 'Missing expected LF after CR');
    this.headSize += size;
    this.offset = end + 1;
    return text;
  }

  headerLine() {
    return this.line(() => new ParseError('HEADER_OVERFLOW', 'Header overflow'));
  }

  firstLine() {
    if (!this.begun && !this.skipEmptyLines()) return false;
    if (this.closed) throw new ParseError('CLOSED_CONNECTION', 'Data after `Connection: close`');
    if (!this.begun) {
      this.begun = true;
      this.callbacks.onBegin?.();
    }
    if (this.isResponse) this.checkProtocol();
    else if (this.wholeHead()) return true;
    else this.checkMethod();
    const line = this.headerLine();
    if (line === null) return false;
    this.head = { headers: [], url: '', method: null, statusCode: null, statusMessage: null };
    if (this.isResponse) this.statusLine(line);
    else this.requestLine(line);
    this.step = this.header;
    return true;
  }

  // wholeHead takes the head of a request in one step, if it is complete and
  // there is nothing special about it, which is nearly always.
  wholeHead() {
    const found = parseHead(this.input, this.offset, this.maxHeaderSize);
    if (found === undefined) return false;
    const [size, method, url, minor, headers, keepAlive, length] = found;
    if (!methods.has(method)) return false;
    this.offset += size;
    this.left = length;
    this.head = {
      headers, url, method, statusCode: null, statusMessage: null, major: 1, minor, keepAlive, upgrade: false,
    };
    this.announce(this.head, length === 0 ? 'none' : 'length');
    return true;
  }

  skipEmptyLines() {
    while (this.offset < this.input.length && (this.input[this.offset] === CR || this.input[this.offset] === LF))
      this.offset++;
    return this.offset < this.input.length;
  }

  checkProtocol() {
    const start = this.input.latin1Slice(this.offset, Math.min(this.offset + 5, this.input.length));
    if (!'HTTP/'.startsWith(start)) throw new ParseError('INVALID_CONSTANT', 'Expected HTTP/, RTSP/ or ICE/');
  }

  // checkMethod refuses what cannot become a method before its line is
  // complete.
  checkMethod() {
    const start = this.input.latin1Slice(this.offset, Math.min(this.offset + 16, this.input.length));
    const space = start.indexOf(' ');
    if (space !== -1 && methods.has(start.slice(0, space))) return;
    const names = [...methods];
    for (let size = 1; size <= start.length; size++) {
      if (names.some((name) => name.startsWith(start.slice(0, size)))) continue;
      this.offset += size - 1;
      throw new ParseError('INVALID_METHOD', 'Invalid method encountered');
    }
  }

  requestLine(line) {
    const match = /^([^ ]+) +([^ ]+) +HTTP\/(\d)\.(\d)$/.exec(line);
    if (match === null) {
      if (/^[^ ]+ +[^ ]+ +HTTP\//.test(line)) throw new ParseError('INVALID_VERSION', 'Invalid HTTP version');
      throw new ParseError('INVALID_CONSTANT', 'Expected HTTP/, RTSP/ or ICE/');
    }
    [, this.head.method, this.head.url] = match;
    if (/[\x00-\x20\x7f]/.test(this.head.url)) throw new ParseError('INVALID_URL', 'Invalid characters in url');
    this.version(match[3], match[4]);
  }

  statusLine(line) {
    const match = /^HTTP\/(\d)\.(\d) (\d{3})(?: (.*))?$/.exec(line);
    if (match === null) throw new ParseError('INVALID_STATUS', 'Invalid status code');
    this.version(match[1], match[2]);
    this.head.statusCode = Number(match[3]);
    this.head.statusMessage = match[4] ?? '';
  }

  version(major, minor) {
    this.head.major = Number(major);
    this.head.minor = Number(minor);
    if (!['0.9', '1.0', '1.1', '2.0'].includes(`${major}.${minor}`))
      throw new ParseError('INVALID_VERSION', 'Invalid HTTP version');
  }

  header() {
    return this.field(this.head.headers, this.headersDone);
  }

  trailer() {
    return this.field(this.trailers, this.complete);
  }

  // field takes one line of a header or trailer section; the empty line ends it.
  field(fields, done) {
    const line = this.headerLine();
    if (line === null) return false;
    if (line === '') {
      done.call(this);
      return true;
    }
    if (line[0] === ' ' || line[0] === '\t') {
      if (fields.length === 0) throw new ParseError('INVALID_HEADER_TOKEN', 'Unexpected space after start line');
      fields[fields.length - 1] += ` ${line.trim()}`;
      return true;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0));
    if (!isToken(name)) throw new ParseError('INVALID_HEADER_TOKEN', 'Invalid header token');
    const value = line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '');
    if (!this.anyValue && hasBadCharacter(value)) throw new ParseError('INVALID_HEADER_TOKEN', 'Invalid header value char');
    fields.push(name, value);
    return true;
  }

  headersDone() {
    const { head } = this;
    this.announce(head, this.framing(head));
  }

  // announce tells of a head, and goes on with what follows it.
  announce(head, framing) {
    if (head.headers.length > this.maxHeaderPairs) head.headers.length = this.maxHeaderPairs;
    let answer = BODY;
    try {
      answer = this.callbacks.onHeaders(head);
    } finally {
      this.startBody(head, framing, answer);
    }
  }

  startBody(head, framing, answer) {
    this.stopped ||= answer === UPGRADE;
    if (this.stopped) return;
    if (!head.keepAlive && !(this.isResponse && head.statusCode < 200)) this.closed = true;
    if (answer === NO_BODY || framing === 'none') this.complete();
    else if (framing === 'chunked') this.step = this.chunkSize;
    else if (framing === 'length') this.step = this.bodyOfLength;
    else this.step = this.bodyToEnd;
  }

  // framing reads how the body is delimited and whether the connection goes on
  // after it.
  framing(head) {
    let length, coding, connection = '';
    head.upgrade = false;
    for (let i = 0; i < head.headers.length; i += 2) {
      const value = head.headers[i + 1];
      switch (head.headers[i].toLowerCase()) {
        case 'content-length':
          if (length !== undefined) throw new ParseError('UNEXPECTED_CONTENT_LENGTH', 'Content-Length already present');
          if (!/^\d+$/.test(value)) throw new ParseError('INVALID_CONTENT_LENGTH', 'Invalid character in Content-Length');
          length = Number(value);
          if (!Number.isSafeInteger(length)) throw new ParseError('INVALID_CONTENT_LENGTH', 'Content-Length overflow');
          break;
        case 'transfer-encoding':
          coding = coding === undefined ? value : `${coding}, ${value}`;
          break;
        case 'connection':
          connection += `,${value.toLowerCase()}`;
          break;
        case 'upgrade':
          head.upgrade = true;
          break;
      }
    }
    if (coding !== undefined && length !== undefined && !this.insecure)
      throw new ParseError('INVALID_TRANSFER_ENCODING', 'Transfer-Encoding can\'t be present with Content-Length');
    const options = connection.split(',').map((option) => option.trim());
    head.keepAlive = head.major > 0 && head.minor > 0 ? !options.includes('close') : options.includes('keep-alive');
    head.upgrade &&= options.includes('upgrade') && (!this.isResponse || head.statusCode === 101);
    return this.bodyFraming(head, coding, length);
  }

  bodyFraming(head, coding, length) {
    const { statusCode } = head;
    if (this.isResponse && (statusCode < 200 || statusCode === 204 || statusCode === 304)) return 'none';
    if (coding !== undefined) {
      if (/(?:^|[,\s])chunked\s*$/i.test(coding)) return 'chunked';
      if (!this.isResponse)
        throw new ParseError('INVALID_TRANSFER_ENCODING', 'Request has invalid `Transfer-Encoding`');
    } else if (length !== undefined) {
      this.left = length;
      return length === 0 ? 'none' : 'length';
    } else if (!this.isResponse) {
      return 'none';
    }
    head.keepAlive = false;
    return 'end';
  }

  // take hands out up to the bytes that are left of the body or the chunk.
  take(limit) {
    const end = Math.min(this.input.length, this.offset + limit);
    const bytes = this.input.subarray(this.offset, end);
    this.offset = end;
    this.callbacks.onBody(bytes);
    return bytes.length;
  }

  bodyOfLength() {
    this.left -= this.take(this.left);
    if (this.left === 0) this.complete();
    return true;
  }

  bodyToEnd() {
    this.take(Infinity);
    return true;
  }

  chunkSize() {
    this.headSize = 0;
    const start = this.input[this.offset];
    if (!/[0-9a-f]/i.test(String.fromCharCode(start)))
      throw new ParseError('INVALID_CHUNK_SIZE', 'Invalid character in chunk size');
    const line = this.line(() => new ParseError('CHUNK_EXTENSIONS_OVERFLOW', 'Chunk extensions overflow'));
    if (line === null) return false;
    const match = /^([0-9a-f]+)(?:[ \t]*;[^\x00-\x08\x0a-\x1f\x7f]*)?$/i.exec(line);
    if (match === null) throw new ParseError('INVALID_CHUNK_SIZE', 'Invalid character in chunk size');
    this.left = parseInt(match[1], 16);
    if (!Number.isSafeInteger(this.left)) throw new ParseError('INVALID_CHUNK_SIZE', 'Chunk size overflow');
    this.headSize = 0;
    this.step = this.left === 0 ? this.trailer : this.chunkData;
    return true;
  }

  chunkData() {
    this.left -= this.take(this.left);
    if (this.left === 0) this.step = this.chunkEnd;
    return true;
  }

  chunkEnd() {
    if (this.input[this.offset] !== CR) throw new ParseError('STRICT', 'Expected LF after chunk data');
    if (this.input.length - this.offset < 2) return false;
    if (this.input[this.offset + 1] !== LF) throw new ParseError('STRICT', 'Expected LF after chunk data');
    this.offset += 2;
    this.step = this.chunkSize;
    return true;
  }

  complete() {
    this.reset();
    const { trailers } = this;
    if (trailers.length > 0) this.trailers = [];
    this.callbacks.onComplete(trailers);
  }
}

module.exports = { BODY, NO_BODY, UPGRADE, Parser, maxHeaderSize: defaultMaxHeaderSize };
