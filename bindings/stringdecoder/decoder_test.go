package stringdecoder

import (
	"strings"
	"testing"

	"github.com/dop251/goja"

	"gonet/bindings/buffer"
	"gonet/bindings/env"
	"gonet/bindings/errs"
)

// What each chunk becomes, and last what End returns, is what Node 26 returns.
func TestDecoder(t *testing.T) {
	e := env.New(goja.New(), nil)
	for _, c := range []struct {
		enc          buffer.Encoding
		chunks, want string
	}{
		{buffer.UTF8, "h\xc3|\xa9|", "h|é||"},
		{buffer.UTF8, "\xe2|\x82|\xac!", "||€!|"},
		{buffer.UTF8, "\xe2\x82", "|\ufffd"},
		{buffer.UTF8, "\xe2\x82|a", "|\ufffda|"},
		{buffer.UTF8, "\xf0\x9f|\x98\xc3|\xa9", "|\ufffd|é|"},
		{buffer.UTF8, "\xf8\x80", "\ufffd\ufffd|"},
		{buffer.UTF16LE, "a\x00b|\x00", "a|b|"},
		{buffer.UTF16LE, "\x3d\xd8|\x00|\xde", "||\U0001F600|"},
		{buffer.UTF16LE, "\x3d\xd8", "|\ufffd"},
		{buffer.UTF16LE, "a\x00b", "a|"},
		{buffer.Base64, "a|b|cd|", "||YWJj||ZA=="},
		{buffer.Base64URL, "ab", "|YWI"},
		{buffer.Hex, "a|b", "61|62|"},
	} {
		d := New(c.enc)
		var got []string
		for chunk := range strings.SplitSeq(c.chunks, "|") {
			got = append(got, d.Write(e, []byte(chunk)).String())
		}
		got = append(got, d.End(e).String())
		if strings.Join(got, "|") != c.want {
			t.Errorf("%v %q: got %q, want %q", c.enc, c.chunks, strings.Join(got, "|"), c.want)
		}
	}
}

func TestClass(t *testing.T) {
	vm := goja.New()
	e := env.New(vm, nil)
	errs.Setup(e)
	vm.Set("StringDecoder", Module(e).(*goja.Object).Get("StringDecoder"))
	vm.Set("Buffer", buffer.Class(e))
	for src, want := range map[string]string{
		"const d = new StringDecoder('UTF8'); d.write(Buffer.from([0xe2, 0x82])); [d.encoding, d.lastNeed, d.lastTotal, d.lastChar.toString('hex', 0, 2)].join()": "utf8,1,3,e282",
		"const s = new StringDecoder(); s.end(Buffer.from([0x61, 0xe2]))":                                                                                         "a\ufffd",
		"new StringDecoder('hex').write('as it is')":                                                                                                              "as it is",
		"try { new StringDecoder(1) } catch (x) { x.code + x.message }":                                                                                           "ERR_UNKNOWN_ENCODINGUnknown encoding: 1",
		"try { new StringDecoder().write(1) } catch (x) { x.code }":                                                                                               "ERR_INVALID_ARG_TYPE",
		"try { StringDecoder.prototype.write.call({}, Buffer.alloc(1)) } catch (x) { x.code }":                                                                    "ERR_INVALID_THIS",
		"const t = new StringDecoder(); t.write(Buffer.from([0xe2])); t.text(Buffer.from('abc'), 1)":                                                              "bc",
		"class Sub extends StringDecoder {}; new Sub('latin1').write(Buffer.from([0xe9]))":                                                                        "é",
	} {
		v, err := vm.RunString("(() => { " + wrap(src) + " })()")
		if err != nil {
			t.Errorf("%s: %v", src, err)
		} else if v.String() != want {
			t.Errorf("%s: got %q, want %q", src, v, want)
		}
	}
	d := New(buffer.Base64)
	d.Write(e, []byte("a"))
	if o := Object(e, d); o.Get("lastNeed").ToInteger() != 2 || o.Get("encoding").String() != "base64" {
		t.Error("Object does not show the decoder")
	}
}

// wrap makes src's last statement, or the last of its blocks, return its value.
func wrap(src string) string {
	if i := strings.LastIndex(src, "; "); i >= 0 && !strings.HasPrefix(src, "try") {
		return src[:i+2] + "return " + src[i+2:]
	}
	if strings.HasPrefix(src, "try") {
		return strings.Replace(src, "(x) { ", "(x) { return ", 1)
	}
	return "return " + src
}

func BenchmarkWrite(b *testing.B) {
	e := env.New(goja.New(), nil)
	d := New(buffer.UTF8)
	chunk := []byte(strings.Repeat("line of text\n", 10))
	b.ReportAllocs()
	for b.Loop() {
		d.Write(e, chunk)
	}
}
