package ipaddr

import (
	"net/netip"
	"testing"
)

func TestIsIP(t *testing.T) {
	for text, want := range map[string]int{
		"127.0.0.1": 4, "0.0.0.0": 4, "256.0.0.1": 0, "01.2.3.4": 0, "1.2.3": 0, "": 0, "x": 0, " 1.2.3.4": 0,
		"::": 6, "::1": 6, "1:2:3:4:5:6:7:8": 6, "1:2:3:4:5:6:7:8:9": 0, "1:2:3:4:5:6:7::": 6, "::ffff:1.2.3.4": 6,
		"1:2:3:4:5:6:1.2.3.4": 6, "1:2:3:4:5:6:7:1.2.3.4": 0, "fe80::1%eth0": 6, "fe80::1%": 0, "fe80::1%a_b": 0,
		"127.0.0.1%lo": 0, "::12345": 0, ":1": 0, "1:2:3:4:5:6::8:9": 0,
	} {
		if got := IsIP(text); got != want {
			t.Errorf("IsIP(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestText(t *testing.T) {
	for _, text := range []string{"127.0.0.1", "::", "::1", "::102", "::1.2.3.4", "::ffff:1.2.3.4", "64:ff9b::102:304", "1:0:0:2::3"} {
		if got := Text(netip.MustParseAddr(text)); got != text {
			t.Errorf("Text(%s) = %s", text, got)
		}
	}
}
