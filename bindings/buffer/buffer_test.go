package buffer

import (
	"bytes"
	"testing"

	"github.com/dop251/goja"
)

func TestNew(t *testing.T) {
	s := newScript(t)
	data := []byte("hello")
	b := New(s.e, data)
	s.vm.Set("b", b)
	s.check([][2]string{
		{"b.toString()", "hello"},
		{"Buffer.isBuffer(b)", "true"},
		{"b instanceof Uint8Array && b.constructor === Buffer", "true"},
		{"b.buffer.byteLength + b.byteOffset", "5"},
		{"b.slice(1, -1)", "656c6c"},
		{"Object.prototype.toString.call(b)", "[object Uint8Array]"},
	})
	shared, ok := Bytes(s.e, b)
	if !ok || &shared[0] != &data[0] || !Is(s.e, b) || Is(s.e, s.vm.ToValue(1)) {
		t.Error("Bytes or Is")
	}
}

func TestEncodings(t *testing.T) {
	s := newScript(t)
	s.check([][2]string{
		{"Buffer.from('h\\u00e9\\u20ac\\ud835\\udcb3')", "68c3a9e282acf09d92b3"},
		{"Buffer.from('\\ud835x\\udcb3')", "efbfbd78efbfbd"},
		{"Buffer.from('h\\u00e9\\u20ac', 'latin1')", "68e9ac"},
		{"Buffer.from('h\\u00e9', 'UCS-2')", "6800e900"},
		{"Buffer.from('abcx12', 'hex')", "ab"},
		{"Buffer.from('abc', 'hex')", "ab"},
		{"Buffer.from('=bad', 'base64')", ""},
		{"Buffer.from('YW J=j', 'base64')", "6162"},
		{"Buffer.from('YW-Jj', 'base64')", "616f89"},
		{"Buffer.from('YWJjZ', 'base64url')", "616263"},
		{"Buffer.from('x', 'nope')", "TypeError ERR_UNKNOWN_ENCODING Unknown encoding: nope"},
		{"Buffer.from([0xe9, 0x80]).toString('base64')", "6YA="},
		{"Buffer.from([0xe9, 0x80]).toString('base64url')", "6YA"},
		{"Buffer.from([0xe9, 0x80]).toString('ascii')", "i\x00"},
		{"Buffer.from([0xe9, 0x80]).toString('latin1').charCodeAt(1)", "128"},
		{"Buffer.from([1, 2, 3]).toString('ucs2').charCodeAt(0)", "513"},
		{"Buffer.from([0x61, 0, 0x62, 0]).toString('ucs2')", "ab"},
		{"Buffer.byteLength('YWJj====', 'base64')", "4"},
		{"Buffer.alloc(4).write('\\u20ac\\u20ac')", "3"},
	})
}

// The expected strings are those of the WHATWG decoder: one U+FFFD for each
// maximal part of a character.
func TestInvalidUTF8(t *testing.T) {
	s := newScript(t)
	for in, want := range map[string]string{
		"a\xe2\x82":               "a\ufffd",
		"\xe2\x82a":               "\ufffda",
		"\xf0\x9d\x92\xf0":        "\ufffd\ufffd",
		"\xc0\x80":                "\ufffd\ufffd",
		"\xed\xa0\x80":            "\ufffd\ufffd\ufffd",
		"\xf4\x90\x80\x80":        "\ufffd\ufffd\ufffd\ufffd",
		"\xff\xfe\x80":            "\ufffd\ufffd\ufffd",
		"ok \xf0\x9f\x98\x80\xe9": "ok \U0001F600\ufffd",
		"\xef\xbf\xbd":            "\ufffd",
	} {
		if got := Decode(s.e, []byte(in), UTF8).String(); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestPeekSharesASCII(t *testing.T) {
	s := newScript(t)
	v := s.vm.ToValue("hello")
	if got := Peek(s.e, v, UTF8); string(got) != "hello" {
		t.Errorf("got %q", got)
	}
	if n := testing.AllocsPerRun(100, func() { Peek(s.e, v, Latin1) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
	if got := Encode(s.e, goja.StringFromUTF16([]uint16{0xd800, 'a'}), UTF8); !bytes.Equal(got, []byte("\xef\xbf\xbda")) {
		t.Errorf("got %q", got)
	}
}

func TestFrom(t *testing.T) {
	s := newScript(t)
	const wrong = "TypeError ERR_INVALID_ARG_TYPE The first argument must be of type string or an instance of " +
		"Buffer, ArrayBuffer, or Array or an Array-like Object. Received "
	s.check([][2]string{
		{"Buffer.from({length: 3, 0: 1, 1: '7', 2: 3})", "010703"},
		{"Buffer.from({length: '3'})", ""},
		{"Buffer.from([1, [2], 'x', 256, -1, 1.7, null])", "01020000ff0100"},
		{"Buffer.from(new Uint16Array([1, 300]))", "012c"},
		{"Buffer.from(new DataView(new ArrayBuffer(4)))", ""},
		{"Buffer.from({type: 'Buffer', data: [1, 2]})", "0102"},
		{"Buffer.from(new String('abc'))", "616263"},
		{"Buffer.from({[Symbol.toPrimitive]() { return 'abcd' }})", "61626364"},
		{"Buffer.from(null)", wrong + "null"},
		{"Buffer.from(5)", wrong + "type number (5)"},
		{"Buffer.from(new ArrayBuffer(4), '1', '2')", "0000"},
		{"Buffer.from(new ArrayBuffer(4), 5)", `RangeError ERR_BUFFER_OUT_OF_BOUNDS "offset" is outside of buffer bounds`},
		{"Buffer.from(new ArrayBuffer(4), 1, 9)", `RangeError ERR_BUFFER_OUT_OF_BOUNDS "length" is outside of buffer bounds`},
		{"new Buffer(3)", "000000"},
		{"Buffer('abc')", "616263"},
		{"Buffer.from('a').buffer === Buffer.from('b').buffer", "true"},
	})
}

func TestSizes(t *testing.T) {
	s := newScript(t)
	const size = `RangeError ERR_OUT_OF_RANGE The value of "size" is out of range. It must be >= 0 && <= 9007199254740991. Received `
	s.check([][2]string{
		{"Buffer.alloc(2 ** 53)", size + "9_007_199_254_740_992"},
		{"Buffer.alloc(-1)", size + "-1"},
		{"Buffer.alloc(NaN)", size + "NaN"},
		{"Buffer.alloc(2 ** 52)", "RangeError undefined Array buffer allocation failed"},
		{"Buffer.allocUnsafe(2 ** 45)", "RangeError ERR_MEMORY_ALLOCATION_FAILED Failed to allocate memory"},
		{"Buffer.from({length: 2 ** 50})", "RangeError ERR_MEMORY_ALLOCATION_FAILED Failed to allocate memory"},
		{"Buffer.concat([Buffer.alloc(1)], 2 ** 50)", "RangeError ERR_MEMORY_ALLOCATION_FAILED Failed to allocate memory"},
		{"Buffer.alloc(2 ** 28).toString('hex')", "Error ERR_STRING_TOO_LONG Cannot create a string longer than 0x1fffffe8 characters"},
		{"Buffer.alloc(2.5).length", "2"},
		{"Buffer.alloc(3, 'ab')", "616261"},
		{"Buffer.alloc(5, '800A', 'hex')", "800a800a80"},
		{"Buffer.allocUnsafe(100, 64).length", "100"},
		{"Buffer.allocUnsafe(100, 3)", "TypeError ERR_INVALID_ARG_VALUE The argument 'alignment' must be a power of two. Received 3"},
	})
}

func TestNumbers(t *testing.T) {
	s := newScript(t)
	s.vm.Set("b", New(s.e, []byte{0x81, 2, 3, 4, 5, 6, 7, 0x88}))
	const offset, value = `RangeError ERR_OUT_OF_RANGE The value of "offset" is out of range. It must be `,
		`RangeError ERR_OUT_OF_RANGE The value of "value" is out of range. It must be `
	s.check([][2]string{
		{"b.readUInt8() + b.readInt8()", "2"},
		{"b.readUint16LE(1) + ' ' + b.readUInt16BE(1)", "770 515"},
		{"b.readInt32BE() + ' ' + b.readUInt32BE()", "-2130574588 2164392708"},
		{"b.readIntLE(0, 3) + ' ' + b.readIntBE(0, 5) + ' ' + b.readUIntLE(2, 6)", "197249 -545427094523 149563747140611"},
		{"b.readBigInt64BE() + ' ' + b.readBigUint64LE()", "-9150748177064392824 9801809732607083137"},
		{"b.readFloatBE(4) + ' ' + b.readDoubleLE(0)", "6.302032992568341e-36 -5.447603722011713e-270"},
		{"b.readUInt8(8)", offset + ">= 0 and <= 7. Received 8"},
		{"b.readUInt8(1.5)", offset + "an integer. Received 1.5"},
		{"b.readUInt8('a')", `TypeError ERR_INVALID_ARG_TYPE The "offset" argument must be of type number. Received type string ('a')`},
		{"Buffer.alloc(1).readUInt16LE()", "RangeError ERR_BUFFER_OUT_OF_BOUNDS Attempt to access memory outside buffer bounds"},
		{"b.readUIntLE(0, 7)", `RangeError ERR_OUT_OF_RANGE The value of "byteLength" is out of range. It must be >= 1 and <= 6. Received 7`},
		{"Buffer.alloc(3).writeUInt8(256)", value + ">= 0 and <= 255. Received 256"},
		{"Buffer.alloc(8).writeIntLE(2 ** 47, 0, 6)", value + ">= -(2 ** 47) and < 2 ** 47. Received 140_737_488_355_328"},
		{"Buffer.alloc(8).writeBigInt64LE(2n ** 63n)", value + ">= -(2n ** 63n) and < 2n ** 63n. Received 9_223_372_036_854_775_808n"},
		{"Buffer.alloc(8).writeBigUInt64LE(5)", "TypeError undefined Cannot mix BigInt and other types, use explicit conversions"},
		{"(x => [x.writeUInt16LE(0x1234, 1), x.writeInt8(-1, 0), x.toString('hex')])(Buffer.alloc(4))", "3,1,ff341200"},
		{"(x => [x.writeIntBE(-2, 0, 6), x.toString('hex')])(Buffer.alloc(6))", "6,fffffffffffe"},
		{"(x => [x.writeBigInt64BE(-2n), x.toString('hex')])(Buffer.alloc(8))", "8,fffffffffffffffe"},
		{"(x => [x.writeFloatLE(1.5), x.writeDoubleBE(-0.5, 4), x.toString('hex')])(Buffer.alloc(12))", "4,12,0000c03fbfe0000000000000"},
		{"Buffer.prototype.readUint8 === Buffer.prototype.readUInt8", "true"},
		{"Buffer.prototype.writeBigUint64BE === Buffer.prototype.writeBigUInt64BE", "true"},
	})
}

func TestSearch(t *testing.T) {
	s := newScript(t)
	s.vm.Set("b", New(s.e, []byte("hello world hello")))
	s.check([][2]string{
		{"b.indexOf('hello', 1)", "12"}, {"b.indexOf('hello', 1, 12)", "-1"}, {"b.indexOf('hello', 0, -1)", "-1"},
		{"b.indexOf('hello', -5)", "12"}, {"b.indexOf('', 9, 3)", "3"}, {"b.indexOf('', 99)", "17"},
		{"b.lastIndexOf('hello')", "12"}, {"b.lastIndexOf('hello', 11)", "0"}, {"b.lastIndexOf('hello', -6)", "0"},
		{"b.indexOf(104 + 256)", "0"}, {"b.lastIndexOf(104, 99, 3)", "0"}, {"b.indexOf('68', 'hex')", "0"},
		{"b.includes('world', -100)", "true"}, {"b.includes(Buffer.from('wurld'))", "false"},
		{"Buffer.from('abab', 'ucs2').indexOf('b', 0, 'ucs2')", "2"},
		{"Buffer.from('abab', 'ucs2').lastIndexOf('b', undefined, 'ucs2')", "6"},
		{"Buffer.from([0, 97, 0, 97, 0]).indexOf('a', 0, 'ucs2')", "-1"},
		{"b.indexOf({})", `TypeError ERR_INVALID_ARG_TYPE The "value" argument must be one of type number or string or an instance of Buffer or Uint8Array. Received an instance of Object`},
	})
}

func TestFill(t *testing.T) {
	s := newScript(t)
	s.check([][2]string{
		{"Buffer.alloc(5).fill('abc')", "6162636162"},
		{"Buffer.alloc(5).fill('\\u20ac', 1)", "00e282ace2"},
		{"Buffer.alloc(5).fill('0102', 'hex')", "0102010201"},
		{"Buffer.alloc(3).fill('zz', 'hex')", "TypeError ERR_INVALID_ARG_VALUE The argument 'value' is invalid. Received zz"},
		{"Buffer.alloc(3).fill(257, 1, 2)", "000100"},
		{"Buffer.alloc(3).fill(true)", "010101"},
		{"Buffer.alloc(3).fill('')", "000000"},
		{"Buffer.alloc(3).fill(new Uint16Array([0x101, 0x202]))", "010102"},
		{"Buffer.alloc(3).fill('a', 0, 9)", `RangeError ERR_OUT_OF_RANGE The value of "end" is out of range. It must be >= 0 && <= 3. Received 9`},
	})
}

func TestConcatCompareSwapCopy(t *testing.T) {
	s := newScript(t)
	s.vm.Set("b", New(s.e, []byte{1, 2, 3, 4}))
	s.check([][2]string{
		{"Buffer.concat([b, new Uint8Array(2)])", "010203040000"},
		{"Buffer.concat([b, b], 6)", "010203040102"},
		{"Buffer.concat([b], 6)", "010203040000"},
		{"Buffer.concat([1])", `TypeError ERR_INVALID_ARG_TYPE The "list[0]" argument must be an instance of Buffer or Uint8Array. Received type number (1)`},
		{"Buffer.compare(b, Buffer.from([1, 3]))", "-1"},
		{"b.compare(Buffer.from([9, 2, 3]), 1, 3, 1, 3)", "0"},
		{"b.equals(new Uint8Array([1, 2, 3, 4]))", "true"},
		{"Buffer.from(b).swap16()", "02010403"},
		{"Buffer.from(b).swap32()", "04030201"},
		{"Buffer.from(b).swap64()", "RangeError ERR_INVALID_BUFFER_SIZE Buffer size must be a multiple of 64-bits"},
		{"(x => [b.copy(x, 1, 2), x.toString('hex')])(Buffer.alloc(4))", "2,00030400"},
		{"b.copy(Buffer.alloc(4), -1)", `RangeError ERR_OUT_OF_RANGE The value of "targetStart" is out of range. It must be >= 0. Received -1`},
		{"JSON.stringify(b)", `{"type":"Buffer","data":[1,2,3,4]}`},
		{"b.inspect()", "<Buffer 01 02 03 04>"},
		{"Buffer.alloc(52).inspect().slice(-18)", " ... 2 more bytes>"},
		{"b.map(x => x * 2)", "02040608"},
		{"Buffer.prototype.toString.call({})", "TypeError ERR_INVALID_ARG_TYPE argument must be a buffer"},
	})
}

func TestTranscodeAndBase64(t *testing.T) {
	s := newScript(t)
	s.check([][2]string{
		{"buffer.transcode(Buffer.from('\\u20ac\\u00e9'), 'utf8', 'latin1')", "3fe9"},
		{"buffer.transcode(Buffer.from([0xe9]), 'ascii', 'utf8')", "efbfbd"},
		{"buffer.transcode(Buffer.from([0xe9, 0xd8]), 'ucs2', 'utf8')", "Error U_INVALID_CHAR_FOUND Unable to transcode Buffer [U_INVALID_CHAR_FOUND]"},
		{"buffer.transcode(Buffer.from('a'), 'b', 'hex')", "Error U_ILLEGAL_ARGUMENT_ERROR Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]"},
		{"buffer.atob(' aGk= ')", "hi"}, {"buffer.atob('aGk')", "hi"}, {"buffer.atob('YR==')", "a"},
		{"buffer.atob('aGk==')", "InvalidCharacterError undefined Invalid character"},
		{"buffer.atob('a')", "InvalidCharacterError undefined The string to be decoded is not correctly encoded."},
		{"buffer.btoa('hi\\u00ff')", "aGn/"},
		{"buffer.btoa('\\u0100')", "InvalidCharacterError undefined Invalid character"},
		{"buffer.isUtf8(Buffer.from([0xe9]))", "false"}, {"buffer.isAscii(new ArrayBuffer(3))", "true"},
	})
}
