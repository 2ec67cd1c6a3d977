package netimpl

import (
	"errors"
	"net"
	"net/netip"
	"slices"
	"syscall"
	"testing"
)

func TestInterfaceAddresses(t *testing.T) {
	list, err := InterfaceAddresses()
	must(t, err)
	i := slices.IndexFunc(list, func(a InterfaceAddress) bool {
		return a.Internal && a.Prefix.Addr() == loopback.Addr()
	})
	if i < 0 {
		t.Fatalf("no 127.0.0.1 in %v", list)
	}
	wantEqual(t, "bits", list[i].Prefix.Bits(), 8)
	wantEqual(t, "netmask", list[i].Netmask(), netip.MustParseAddr("255.0.0.0"))
	wantEqual(t, "hardware", list[i].Hardware.String(), "00:00:00:00:00:00")
	for _, a := range list {
		if a.Prefix.Addr().IsLinkLocalUnicast() && a.Prefix.Addr().Is6() != (a.ScopeID != 0) {
			t.Errorf("%v has scope %d", a.Prefix, a.ScopeID)
		}
	}
}

func TestNetmaskIPv6(t *testing.T) {
	for prefix, want := range map[string]string{
		"fe80::1/64": "ffff:ffff:ffff:ffff::",
		"::1/128":    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		"::/0":       "::",
	} {
		got := InterfaceAddress{Prefix: netip.MustParsePrefix(prefix)}.Netmask()
		wantEqual(t, prefix, got, netip.MustParseAddr(want))
	}
}

func TestInterfaceZone(t *testing.T) {
	interfaces, err := net.Interfaces()
	must(t, err)
	for _, ifc := range interfaces {
		wantEqual(t, "zone", InterfaceZone(ifc.Index), ifc.Name)
	}
	wantEqual(t, "zone", InterfaceZone(1<<30), "1073741824")
}

func TestSystemInformation(t *testing.T) {
	name, err := Hostname()
	must(t, err)
	u, err := SystemUname()
	must(t, err)
	if name == "" || u.System == "" || u.Release == "" || u.Machine == "" {
		t.Errorf("host %q, system %+v", name, u)
	}
	load, err := LoadAverage()
	must(t, err)
	if load[0] < 0 || load[1] < 0 || load[2] < 0 {
		t.Errorf("load average %v", load)
	}
	up, err := Uptime()
	must(t, err)
	if up <= 0 {
		t.Errorf("uptime %v", up)
	}
	cpus, err := CPUs()
	must(t, err)
	if len(cpus) == 0 || cpus[0].Model == "" {
		t.Errorf("processors %+v", cpus)
	}
}

func TestMemory(t *testing.T) {
	total, err := TotalMemory()
	must(t, err)
	resident, err := ResidentMemory()
	must(t, err)
	if resident == 0 || resident > total {
		t.Errorf("resident %d of %d", resident, total)
	}
	free, err := FreeMemory()
	if errors.Is(err, syscall.ENOSYS) {
		t.Skip("the system does not tell how much memory is free")
	}
	must(t, err)
	available, err := AvailableMemory()
	must(t, err)
	if free > total || available > total {
		t.Errorf("total %d, free %d, available %d", total, free, available)
	}
}
