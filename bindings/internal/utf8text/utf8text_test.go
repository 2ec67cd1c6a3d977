package utf8text

import "testing"

func TestPartialRune(t *testing.T) {
	for in, want := range map[string]int{
		"": 0, "abc": 0, "\xe2": 1, "a\xe2\x82": 2, "a\xe2\x82\xac": 0, "\xf0\x9f\x98": 3,
		"\xf0\x9f\x98\x80": 0, "\x80": 0, "\xc0": 0, "\xe0\x80": 0, "\xed\xa0": 0, "\xed\x9f": 2, "\xff": 0,
	} {
		if got := PartialRune([]byte(in)); got != want {
			t.Errorf("%q: got %d, want %d", in, got, want)
		}
	}
}

func TestDecode(t *testing.T) {
	for in, want := range map[string]string{
		"abc":                    "abc",
		"a\xe2\x82":              "a\ufffd",
		"\xf0\x9d\x92\xf0":       "\ufffd\ufffd",
		"\xed\xa0\x80x":          "\ufffd\ufffd\ufffdx",
		"\xef\xbf\xbd":           "\ufffd",
		"\U0001F600\xf4\x90\x80": "\U0001F600\ufffd\ufffd\ufffd",
	} {
		if got := Decode([]byte(in)); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
