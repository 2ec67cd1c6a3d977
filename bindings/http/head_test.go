package http

import (
	"strings"
	"testing"
)

func parse(text string) (*head, bool) {
	h := new(head)
	return h, h.parse([]byte(text))
}

func TestParse(t *testing.T) {
	h, ok := parse("POST /a?b=c HTTP/1.0\r\nHost: x\r\nX-Empty:\r\ncontent-LENGTH: 12\r\nConnection: Keep-Alive\r\n\r\nbody")
	if !ok {
		t.Fatal("not parsed")
	}
	fields := ""
	for _, f := range h.fields {
		fields += string(f[0]) + "=" + string(f[1]) + ";"
	}
	if string(h.method) != "POST" || string(h.url) != "/a?b=c" || h.minor != '0' || !h.keepAlive || h.length != 12 ||
		fields != "Host=x;X-Empty=;content-LENGTH=12;Connection=Keep-Alive;" {
		t.Errorf("%+v %s", h, fields)
	}
	if h.size != len("POST /a?b=c HTTP/1.0\r\nHost: x\r\nX-Empty:\r\ncontent-LENGTH: 12\r\nConnection: Keep-Alive\r\n\r\n") {
		t.Error("size", h.size)
	}
	// Nothing of one head is left in the next.
	if !h.parse([]byte("GET / HTTP/1.1\r\n\r\n")) || len(h.fields) != 0 || h.length != 0 || !h.keepAlive || h.connection {
		t.Errorf("%+v", h)
	}
}

// What is incomplete, wrong, or needs a closer look is left to the caller.
func TestParseLeaves(t *testing.T) {
	for _, text := range []string{
		"", "\r\n", "GET / HTTP/1.1", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nA: b\r\n", "GET / HTTP/1.1\n\n",
		"GET  / HTTP/1.1\r\n\r\n", "GET /\tx HTTP/1.1\r\n\r\n", "GET / HTTP/2.0\r\n\r\n", "GET / HTTP/1.2\r\n\r\n",
		"G(T / HTTP/1.1\r\n\r\n", "GET /\x7f HTTP/1.1\r\n\r\n", "GET /\xe4 HTTP/1.1\r\n\r\n", "GET / HTTP/1.1 \r\n\r\n",
		"GET / HTTP/1.1\r\nA b\r\n\r\n", "GET / HTTP/1.1\r\n: b\r\n\r\n", "GET / HTTP/1.1\r\nA : b\r\n\r\n",
		"GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", "GET / HTTP/1.1\r\nA: \x01\r\n\r\n", "GET / HTTP/1.1\r\nA: b\rc\r\n\r\n",
		"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
		"GET / HTTP/1.1\r\nContent-Length:\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: " + strings.Repeat("9", 16) + "\r\n\r\n",
		"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "GET / HTTP/1.1\r\nUPGRADE: x\r\n\r\n",
		"GET / HTTP/1.1\r\nConnection: close, x\r\n\r\n",
		"GET / HTTP/1.1\r\nConnection: close\r\nConnection: close\r\n\r\n",
	} {
		if h, ok := parse(text); ok {
			t.Errorf("%q gives %+v", text, h)
		}
	}
}

func TestNameCacheIsBounded(t *testing.T) {
	c := nameCache{}
	for i := range 1000 {
		name := strings.Repeat("x", i%100+1) + string(rune('a'+i%26))
		if got := c.value([]byte(name)).String(); got != name {
			t.Fatal(got)
		}
	}
	if len(c) > maxNames {
		t.Error(len(c))
	}
}

func FuzzParse(f *testing.F) {
	f.Add("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		if h, ok := parse(text); ok && (h.size > len(text) || h.length < 0 || !strings.HasSuffix(text[:h.size], "\r\n\r\n")) {
			t.Errorf("%q gives %+v", text, h)
		}
	})
}
