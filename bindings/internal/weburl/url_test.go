package weburl

import "testing"

// The cases are from the standard's own tests (web-platform-tests, url/), all
// of which were run against this package when it was written.
func TestParse(t *testing.T) {
	for _, c := range []struct{ input, base, href string }{
		{"http://example\t.\norg", "", "http://example.org/"},
		{"http://user:pass@foo:21/bar;par?b#c", "", "http://user:pass@foo:21/bar;par?b#c"},
		{"https:foo.com", "", "https://foo.com/"},
		{"http:foo.com", "http://example.org/foo/bar", "http://example.org/foo/foo.com"},
		{"\t   :foo.com   \n", "http://example.org/foo/bar", "http://example.org/foo/:foo.com"},
		{"../../../C|", "file:///C:/a/b", "file:///C:/C|"},
		{"/..//localhost//pork", "file://lion/", "file://lion//localhost//pork"},
		{"C|/foo/bar", "file:///tmp/mock/path", "file:///C:/foo/bar"},
		{"file://localhost", "", "file:///"},
		{"#x", "mailto:x@x.com", "mailto:x@x.com#x"},
		{"non-special:opaque  ?hi", "", "non-special:opaque %20?hi"},
		{"web+demo:/.//not-a-host/", "", "web+demo:/.//not-a-host/"},
		{"http://a:b@c:29/d", "", "http://a:b@c:29/d"},
		{"http::@c:29", "http://example.org/foo/bar", "http://example.org/foo/:@c:29"},
		{"http://192.0x00A80001", "", "http://192.168.0.1/"},
		{"http://[::127.0.0.1]", "", "http://[::7f00:1]/"},
		{"http://[1:0:0:2::]", "", "http://[1:0:0:2::]/"},
		{"http://ho%20st/", "", ""},
		{"http://[www.google.com]/", "", ""},
		{"http://4294967296", "", ""},
		{"http://[::1.2.3.4x]", "", ""},
		{"http://foo:99999/", "", ""},
		{"http://@", "", ""},
		{"//x", "", ""},
		{"http://GOO\u200b\u2060\ufeffgoo.com", "", "http://googoo.com/"},
		{"http://faß.ExAmPlE/", "", "http://xn--fa-hia.example/"},
		{"wss://host/ !\"$%&'()*+,-./:;<=>@[\\]^_`{|}~", "", "wss://host/%20!%22$%&'()*+,-./:;%3C=%3E@[/]%5E_%60%7B|%7D~"},
		{"http://h/?q='\"<>", "", "http://h/?q=%27%22%3C%3E"},
		{"a:b/%2e%2E/c", "", "a:b/%2e%2E/c"},
		{"http://h/a/%2e%2E/c", "", "http://h/c"},
	} {
		var base *URL
		if c.base != "" {
			base, _ = Parse(c.base, nil)
		}
		href := ""
		if u, ok := Parse(c.input, base); ok {
			href = u.Href()
		}
		if href != c.href {
			t.Errorf("%q on %q: got %q, want %q", c.input, c.base, href, c.href)
		}
	}
}

func TestSetters(t *testing.T) {
	for _, c := range []struct {
		href  string
		set   func(*URL, string)
		value string
		want  string
	}{
		{"a://example.net", (*URL).SetProtocol, "b:what", "b://example.net"},
		{"https://example.net:443", (*URL).SetProtocol, "http", "http://example.net/"},
		{"https://example.net", (*URL).SetProtocol, "b", "https://example.net/"},
		{"file:///x", (*URL).SetProtocol, "http", "file:///x"},
		{"https://a/", (*URL).SetUsername, "me@", "https://me%40@a/"},
		{"mailto:x", (*URL).SetPassword, "y", "mailto:x"},
		{"http://a/", (*URL).SetHost, "b:8080/c", "http://b:8080/"},
		{"http://a:1/", (*URL).SetHost, "b:x", "http://b:1/"},
		{"http://a/", (*URL).SetHostname, "b:8080", "http://a/"},
		{"http://u@a/", (*URL).SetHost, "", "http://u@a/"},
		{"file://a/b", (*URL).SetHost, "localhost", "file:///b"},
		{"http://a/", (*URL).SetPort, "90x1", "http://a:90/"},
		{"http://a:1/", (*URL).SetPort, "80", "http://a/"},
		{"http://a:1/", (*URL).SetPort, "65536", "http://a:1/"},
		{"http://a/b?c#d", (*URL).SetPathname, "x?#y", "http://a/x%3F%23y?c#d"},
		{"foo:///a", (*URL).SetPathname, "", "foo://"},
		{"http://a/b", (*URL).SetSearch, "??x", "http://a/b??x"},
		{"http://a/b?x#y", (*URL).SetSearch, "", "http://a/b#y"},
		{"http://a/b#y", (*URL).SetHash, "#z z", "http://a/b#z%20z"},
	} {
		u, ok := Parse(c.href, nil)
		if !ok {
			t.Fatal(c.href)
		}
		c.set(u, c.value)
		if u.Href() != c.want {
			t.Errorf("%q with %q: got %q, want %q", c.href, c.value, u.Href(), c.want)
		}
	}
}

func TestOrigin(t *testing.T) {
	for href, want := range map[string]string{
		"https://u@a:8443/b": "https://a:8443", "file:///x": "null", "blob:https://a/x": "https://a",
		"blob:ftp://a/x": "null", "data:x": "null",
	} {
		u, _ := Parse(href, nil)
		if got := u.Origin(); got != want {
			t.Errorf("%q: got %q, want %q", href, got, want)
		}
	}
}

func TestDomains(t *testing.T) {
	if got, ok := DomainToASCII("español.com"); !ok || got != "xn--espaol-zwa.com" {
		t.Error(got)
	}
	if got := DomainToUnicode("xn--espaol-zwa.com"); got != "español.com" {
		t.Error(got)
	}
	for in, want := range map[string]string{"1.2.3": "1.2.0.3", "a b": "", "xn--iñvalid.com": "", "A.B/c": "a.b"} {
		if got, ok := SpecialHost(in); got != want && ok {
			t.Errorf("%q: got %q", in, got)
		}
	}
}

func TestForm(t *testing.T) {
	const form = "a=b+c&&=x&%C3%A9=%ff&d"
	pairs := ParseForm(form)
	want := []Pair{{"a", "b c"}, {"", "x"}, {"é", "\ufffd"}, {"d", ""}}
	if len(pairs) != len(want) {
		t.Fatal(pairs)
	}
	for i := range want {
		if pairs[i] != want[i] {
			t.Errorf("got %q, want %q", pairs[i], want[i])
		}
	}
	if got := FormatForm(want); got != "a=b+c&=x&%C3%A9=%EF%BF%BD&d=" {
		t.Error(got)
	}
	if CompareUTF16("\uffff", "\U00010000") <= 0 || CompareUTF16("a", "ab") >= 0 {
		t.Error("CompareUTF16 orders by bytes")
	}
}

// What is parsed is written in a form that parses to itself, and no input makes
// the parser or a setter panic.
func FuzzParse(f *testing.F) {
	f.Add("../x?y#z", "http://u:p@h:1/a/b")
	f.Add("//[::1]:80", "file:///C:/")
	f.Fuzz(func(t *testing.T, input, base string) {
		b, ok := Parse(base, nil)
		if !ok {
			b = nil
		}
		u, ok := Parse(input, b)
		if !ok {
			return
		}
		if v, ok := Parse(u.Href(), nil); !ok || v.Href() != u.Href() {
			t.Errorf("%q on %q: %q is not stable", input, base, u.Href())
		}
		u.SetProtocol(base)
		u.SetHost(base)
		u.SetPort(base)
		u.SetPathname(base)
		u.SetSearch(base)
		u.SetHash(base)
	})
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Parse("https://user:pw@example.com:8080/a/b/../c?x=1&y=2#frag", nil)
	}
}
