package encoding

import (
	"testing"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
)

func newVM() *goja.Runtime {
	vm := goja.New()
	e := env.New(vm, nil)
	errs.Setup(e)
	exports := Module(e).(*goja.Object)
	vm.Set("TextEncoder", exports.Get("TextEncoder"))
	vm.Set("TextDecoder", exports.Get("TextDecoder"))
	return vm
}

func check(t *testing.T, cases [][2]string) {
	t.Helper()
	vm := newVM()
	for _, c := range cases {
		v, err := vm.RunString("try { String(" + c[0] + ") } catch (e) { e.name + ' ' + e.code + ' ' + e.message }")
		if err != nil {
			t.Errorf("%s: %v", c[0], err)
		} else if v.String() != c[1] {
			t.Errorf("%s\n got %q\nwant %q", c[0], v, c[1])
		}
	}
}

func TestEncoder(t *testing.T) {
	check(t, [][2]string{
		{"new TextEncoder().encode('a\\u20ac\\ud800')", "97,226,130,172,239,191,189"},
		{"new TextEncoder().encode().length", "0"},
		{"new TextEncoder().encode('x').constructor === Uint8Array", "true"},
		{"JSON.stringify(new TextEncoder().encodeInto('a\\u20ac\\ud83d\\ude00b', new Uint8Array(5)))", `{"read":2,"written":4}`},
		{"JSON.stringify(new TextEncoder().encodeInto('a\\u20ac\\ud83d\\ude00b', new Uint8Array(9)))", `{"read":5,"written":9}`},
		{"new TextEncoder().encodeInto(5, new Uint8Array(5))", `TypeError ERR_INVALID_ARG_TYPE The "src" argument must be of type string. Received type number (5)`},
		{"(() => { try { TextEncoder() } catch (e) { return e.name } })()", "TypeError"},
		{"Object.keys(TextEncoder.prototype)", "encoding,encode,encodeInto"},
	})
}

func TestDecoder(t *testing.T) {
	const u8 = "new Uint8Array"
	check(t, [][2]string{
		{"new TextDecoder().decode(" + u8 + "([0xef, 0xbb, 0xbf, 97, 0xe2, 0x82]))", "a\ufffd"},
		{"new TextDecoder('utf8', { ignoreBOM: true }).decode(" + u8 + "([0xef, 0xbb, 0xbf, 97]))", "\ufeffa"},
		{"new TextDecoder('utf-8', { fatal: true }).decode(" + u8 + "([0xff]))", "TypeError ERR_ENCODING_INVALID_ENCODED_DATA The encoded data was not valid for encoding utf-8"},
		{"(d => d.decode(" + u8 + "([0xe2]), { stream: true }) + d.decode(" + u8 + "([0x82, 0xac, 0xe2]), { stream: true }) + d.decode())(new TextDecoder())", "€\ufffd"},
		{"(d => d.decode(" + u8 + "([0xef, 0xbb]), { stream: true }) + d.decode(" + u8 + "([0xbf, 97])) + d.decode(" + u8 + "([0xef, 0xbb, 0xbf, 98])))(new TextDecoder())", "ab"},
		{"(d => d.decode(" + u8 + "([97]), { stream: true }) + d.decode(" + u8 + "([0xef, 0xbb, 0xbf])))(new TextDecoder())", "a\ufeff"},
		{"new TextDecoder('utf-16le').decode(" + u8 + "([0xff, 0xfe, 97, 0, 0, 0xd8, 98, 0, 99]))", "a\ufffdb\ufffd"},
		{"(d => d.decode(" + u8 + "([0x3d]), { stream: true }) + d.decode(" + u8 + "([0xd8, 0]), { stream: true }) + d.decode(" + u8 + "([0xde])))(new TextDecoder('utf-16'))", "\U0001F600"},
		{"new TextDecoder('utf-16be', { fatal: true }).decode(" + u8 + "([0xd8, 0]))", "TypeError ERR_ENCODING_INVALID_ENCODED_DATA The encoded data was not valid for encoding utf-16be"},
		{"new TextDecoder('latin1').decode(" + u8 + "([0x80, 0x81, 0xe9]))", "€\u0081é"},
		{"new TextDecoder('windows-1253', { fatal: true }).decode(" + u8 + "([0xaa]))", "TypeError ERR_ENCODING_INVALID_ENCODED_DATA The encoded data was not valid for encoding windows-1253"},
		{"(d => d.decode(" + u8 + "([0x93]), { stream: true }) + d.decode(" + u8 + "([0xfa])))(new TextDecoder('shift_jis'))", "日"},
		{"new TextDecoder('x-nope')", `RangeError ERR_ENCODING_NOT_SUPPORTED The "x-nope" encoding is not supported`},
		{"new TextDecoder('hz-gb-2312')", `RangeError ERR_ENCODING_NOT_SUPPORTED The "replacement" encoding is not supported`},
		{"new TextDecoder(' UTF-8\\n').encoding + new TextDecoder('unicodefffe').encoding + new TextDecoder('ascii').encoding", "utf-8utf-16bewindows-1252"},
		{"new TextDecoder().decode(5)", `TypeError ERR_INVALID_ARG_TYPE The "input" argument must be an instance of ArrayBuffer or ArrayBufferView. Received type number (5)`},
		{"new TextDecoder('utf-8', 5)", `TypeError ERR_INVALID_ARG_TYPE The "options" argument must be of type object. Received type number (5)`},
		{"TextDecoder.prototype.decode.call({})", `TypeError ERR_INVALID_THIS Value of "this" must be of type TextDecoder`},
		{"new TextDecoder().decode(new ArrayBuffer(2)).length", "2"},
	})
}

// Every label of the standard that Node accepts for an encoding is found.
func TestLabels(t *testing.T) {
	for label, want := range map[string]string{
		"ibm866": "ibm866", "iso-8859-8-i": "iso-8859-8-i", "x-mac-cyrillic": "x-mac-cyrillic", "koi8-u": "koi8-u",
		"gb2312": "gbk", "gb18030": "gb18030", "x-x-big5": "big5", "x-euc-jp": "euc-jp", "csiso2022jp": "iso-2022-jp",
		"ms932": "shift_jis", "ks_c_5601-1987": "euc-kr", "x-user-defined": "x-user-defined", "macintosh": "macintosh",
		"tis-620": "windows-874", "utf-16": "utf-16le", "unicode20utf8": "utf-8",
	} {
		if name, _, ok := lookUp(label); !ok || name != want {
			t.Errorf("%s: got %q, want %q", label, name, want)
		}
	}
}
