package net

import (
	"net/netip"
	"testing"
)

func TestBlockListCheck(t *testing.T) {
	addr := netip.MustParseAddr
	b := new(blockList)
	b.addAddress(addr("1.1.1.1"))
	b.addSubnet(netip.MustParsePrefix("10.1.2.3/8"))
	b.addSubnet(netip.MustParsePrefix("8592:757c:efae:4e45::/64"))
	if !b.addRange(addr("2.2.2.2"), addr("2.2.2.9")) {
		t.Fatal("the range was refused")
	}
	if b.addRange(addr("2.2.2.9"), addr("2.2.2.2")) {
		t.Error("a range that ends before it starts was taken")
	}
	for text, want := range map[string]bool{
		"1.1.1.1": true, "::ffff:1.1.1.1": true, "1.1.1.2": false,
		"10.255.0.1": true, "::ffff:10.0.0.1": true, "11.0.0.1": false,
		"8592:757c:efae:4e45::9": true, "8592:757c:efae:4e46::": false,
		"2.2.2.2": true, "2.2.2.9": true, "2.2.2.10": false, "::ffff:2.2.2.5": true, "::1": false,
	} {
		if got := b.check(addr(text)); got != want {
			t.Errorf("check(%s) = %v", text, got)
		}
	}
}

func TestBlockListRangeOfIPv6DoesNotHoldIPv4(t *testing.T) {
	b := new(blockList)
	b.addRange(netip.MustParseAddr("::"), netip.MustParseAddr("ffff::"))
	if b.check(netip.MustParseAddr("1.2.3.4")) {
		t.Error("IPv4 is in a range of IPv6")
	}
	if !b.check(netip.MustParseAddr("::ffff:1.2.3.4")) {
		t.Error("a mapped address is not")
	}
}

func TestBlockListRules(t *testing.T) {
	b := new(blockList)
	b.addAddress(netip.MustParseAddr("1.1.1.1"))
	b.addAddress(netip.MustParseAddr("2.2.2.2"))
	b.addAddress(netip.MustParseAddr("::ffff:1.1.1.1"))
	b.addSubnet(netip.MustParsePrefix("1.1.1.0/24"))
	want := []string{"Address: IPv4 2.2.2.2", "Address: IPv6 ::ffff:1.1.1.1", "Subnet: IPv4 1.1.1.0/24"}
	for i, line := range b.rules() {
		if line != want[i] {
			t.Errorf("rule %d is %q, want %q", i, line, want[i])
		}
		if r, ok := parseRule(line); !ok || r.kind+": " != line[:len(r.kind)+2] {
			t.Errorf("parseRule(%q) = %+v, %v", line, r, ok)
		}
	}
}
