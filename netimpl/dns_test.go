package netimpl

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// fakeResolver answers from a map of "network host", and with no such host
// otherwise.
type fakeResolver struct {
	hosts map[string][]netip.Addr
	names map[string][]string
	err   error
}

func (r fakeResolver) LookupNetIP(_ context.Context, network, host string) ([]netip.Addr, error) {
	if addrs, ok := r.hosts[network+" "+host]; ok {
		return slices.Clone(addrs), nil
	}
	if r.err != nil {
		return nil, r.err
	}
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

func (r fakeResolver) LookupAddr(_ context.Context, addr string) ([]string, error) {
	if names, ok := r.names[addr]; ok {
		return names, nil
	}
	if r.err != nil {
		return nil, r.err
	}
	return nil, &net.DNSError{Err: "no such host", Name: addr, IsNotFound: true}
}

// stuckResolver does not answer before it is cancelled.
type stuckResolver struct{}

func (stuckResolver) LookupNetIP(ctx context.Context, _, _ string) ([]netip.Addr, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func (stuckResolver) LookupAddr(ctx context.Context, _ string) ([]string, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

func parseAddrs(list string) []netip.Addr {
	var addrs []netip.Addr
	for _, word := range strings.Fields(list) {
		addrs = append(addrs, netip.MustParseAddr(word))
	}
	return addrs
}

// lookup runs one GetAddrInfo to its end.
func lookup(t *testing.T, l *Loop, host string, hints AddrInfoHints) (addrs []netip.Addr, err error) {
	t.Helper()
	calls := 0
	_, startErr := l.GetAddrInfo(host, hints, func(a []netip.Addr, e error) { addrs, err = a, e; calls++ })
	must(t, startErr)
	run(t, l)
	wantEqual(t, "calls", calls, 1)
	return addrs, err
}

func TestGetAddrInfoNumericHosts(t *testing.T) {
	l := newLoop(t, WithResolver(fakeResolver{}))
	tests := []struct {
		host  string
		hints AddrInfoHints
		want  string // an address or the name of an error
	}{
		{"127.0.0.1", AddrInfoHints{}, "127.0.0.1"},
		{"127.1", AddrInfoHints{}, "127.0.0.1"},
		{"1.2.3", AddrInfoHints{}, "1.2.0.3"},
		{"0x7f.0.0.1", AddrInfoHints{}, "127.0.0.1"},
		{"017700000001", AddrInfoHints{}, "127.0.0.1"},
		{"4294967295", AddrInfoHints{}, "255.255.255.255"},
		{"1", AddrInfoHints{}, "0.0.0.1"},
		{"0", AddrInfoHints{}, "0.0.0.0"},
		{"::1", AddrInfoHints{}, "::1"},
		{"fe80::1%lo", AddrInfoHints{}, "fe80::1%lo"},
		{"::ffff:1.2.3.4", AddrInfoHints{Family: 4}, "1.2.3.4"},
		{"::ffff:1.2.3.4", AddrInfoHints{Family: 6}, "::ffff:1.2.3.4"},
		{"127.1", AddrInfoHints{Family: 6, V4Mapped: true}, "::ffff:127.0.0.1"},
		{"127.1", AddrInfoHints{Family: 6}, "EAI_ADDRFAMILY"},
		{"::1", AddrInfoHints{Family: 4}, "EAI_ADDRFAMILY"},
		{"256.1.1.1", AddrInfoHints{}, "EAI_NONAME"},
		{"1.2.3.4.5", AddrInfoHints{}, "EAI_NONAME"},
		{"1.2.3.", AddrInfoHints{}, "EAI_NONAME"},
		{"4294967296", AddrInfoHints{}, "EAI_NONAME"},
		{"0x", AddrInfoHints{}, "EAI_NONAME"},
		{"08", AddrInfoHints{}, "EAI_NONAME"},
		{"+1", AddrInfoHints{}, "EAI_NONAME"},
		{"1_0", AddrInfoHints{}, "EAI_NONAME"},
		{"::x", AddrInfoHints{}, "EAI_NONAME"},
		{"", AddrInfoHints{}, "EAI_NONAME"},
	}
	for _, test := range tests {
		addrs, err := lookup(t, l, test.host, test.hints)
		got := ""
		if err != nil {
			got = ErrName(AsErrno(err))
		} else if len(addrs) == 1 {
			got = addrs[0].String()
		}
		if got != test.want {
			t.Errorf("%q %+v: got %v %v, want %s", test.host, test.hints, addrs, err, test.want)
		}
	}
}

func TestGetAddrInfoFamilies(t *testing.T) {
	both := parseAddrs("2001:db8::1 192.0.2.1 192.0.2.1 2001:db8::2")
	l := newLoop(t, WithResolver(fakeResolver{hosts: map[string][]netip.Addr{
		"ip both":  both,
		"ip4 both": parseAddrs("192.0.2.1"),
		"ip6 both": parseAddrs("2001:db8::1 2001:db8::2"),
		"ip four":  parseAddrs("192.0.2.1 ::ffff:192.0.2.2"),
	}}))
	tests := []struct {
		host  string
		hints AddrInfoHints
		want  string
	}{
		{"both", AddrInfoHints{}, "2001:db8::1 192.0.2.1 2001:db8::2"},
		{"both", AddrInfoHints{Family: 4}, "192.0.2.1"},
		{"both", AddrInfoHints{Family: 6}, "2001:db8::1 2001:db8::2"},
		{"both", AddrInfoHints{Family: 6, V4Mapped: true}, "2001:db8::1 2001:db8::2"},
		{"both", AddrInfoHints{Family: 6, V4Mapped: true, All: true}, "2001:db8::1 2001:db8::2 ::ffff:192.0.2.1"},
		{"four", AddrInfoHints{}, "192.0.2.1 192.0.2.2"},
		{"four", AddrInfoHints{Family: 6, V4Mapped: true}, "::ffff:192.0.2.1 ::ffff:192.0.2.2"},
	}
	for _, test := range tests {
		addrs, err := lookup(t, l, test.host, test.hints)
		must(t, err)
		if !slices.Equal(addrs, parseAddrs(test.want)) {
			t.Errorf("%s %+v: got %v, want %s", test.host, test.hints, addrs, test.want)
		}
	}
}

func TestGetAddrInfoErrors(t *testing.T) {
	tests := []struct {
		err  error
		want Errno
	}{
		{&net.DNSError{IsNotFound: true}, EAI_NONAME},
		{&net.DNSError{IsTimeout: true}, EAI_AGAIN},
		{&net.DNSError{IsTemporary: true}, EAI_AGAIN},
		{&net.DNSError{Err: "server misbehaving"}, EAI_AGAIN},
		{&net.DNSError{Err: "cannot unmarshal DNS message"}, EAI_FAIL},
		{&net.AddrError{Err: "no suitable address found"}, EAI_NODATA},
		{errors.New("something else"), EAI_FAIL},
	}
	for _, test := range tests {
		l := newLoop(t, WithResolver(fakeResolver{err: test.err}))
		_, err := lookup(t, l, "host.invalid", AddrInfoHints{})
		wantErrno(t, err, test.want)
		var call *SyscallError
		if !errors.As(err, &call) || call.Syscall != "getaddrinfo" {
			t.Errorf("got %v, want a failed getaddrinfo", err)
		}
	}
}

func TestGetAddrInfoLongName(t *testing.T) {
	l := newLoop(t)
	_, err := l.GetAddrInfo(strings.Repeat("a", 256), AddrInfoHints{}, func([]netip.Addr, error) {
		t.Error("the callback ran")
	})
	wantErrno(t, err, syscall.EINVAL)
	run(t, l)
}

func TestGetAddrInfoLocalhost(t *testing.T) {
	l := newLoop(t)
	addrs, err := lookup(t, l, "localhost", AddrInfoHints{})
	must(t, err)
	if len(addrs) == 0 {
		t.Error("no address")
	}
	for _, addr := range addrs {
		if !addr.IsLoopback() {
			t.Errorf("%s is not a loopback address", addr)
		}
	}
}

func TestGetAddrInfoAddrConfig(t *testing.T) {
	v4, v6, err := configuredFamilies()
	must(t, err)
	l := newLoop(t, WithResolver(fakeResolver{hosts: map[string][]netip.Addr{
		"ip host": parseAddrs("192.0.2.1 2001:db8::1"), "ip4 host": parseAddrs("192.0.2.1"), "ip6 host": parseAddrs("2001:db8::1"),
	}}))
	want := "192.0.2.1 2001:db8::1"
	switch {
	case v4 && !v6:
		want = "192.0.2.1"
	case v6 && !v4:
		want = "2001:db8::1"
	}
	addrs, err := lookup(t, l, "host", AddrInfoHints{AddrConfig: true})
	must(t, err)
	if !slices.Equal(addrs, parseAddrs(want)) {
		t.Errorf("got %v, want %s", addrs, want)
	}
	for family, configured := range map[int]bool{4: v4, 6: v6} {
		if _, err := lookup(t, l, "host", AddrInfoHints{Family: family, AddrConfig: true}); configured {
			must(t, err)
		} else {
			wantErrno(t, err, EAI_NONAME)
		}
	}
}

func TestResolveCancel(t *testing.T) {
	l := newLoop(t, WithResolver(stuckResolver{}))
	var errs []error
	addrReq, err := l.GetAddrInfo("host", AddrInfoHints{}, func(_ []netip.Addr, err error) { errs = append(errs, err) })
	must(t, err)
	nameReq, err := l.GetNameInfo(netip.MustParseAddrPort("192.0.2.1:80"), false, func(_, _ string, err error) { errs = append(errs, err) })
	must(t, err)
	addrReq.Cancel()
	nameReq.Cancel()
	wantEqual(t, "callbacks inside Cancel", len(errs), 0)
	run(t, l)
	wantEqual(t, "callbacks", len(errs), 2)
	for _, err := range errs {
		wantErrno(t, err, EAI_CANCELED)
	}
	addrReq.Cancel() // after its end: nothing
}

func TestGetNameInfo(t *testing.T) {
	again := &net.DNSError{Err: "timeout", IsTimeout: true}
	names := map[string][]string{"192.0.2.1": {"one.example.", "other.example."}, "fe80::1": {"link"}}
	tests := []struct {
		addr     string
		required bool
		err      error // of the resolver
		host     string
		want     Errno
	}{
		{"192.0.2.1:0", true, nil, "one.example", 0},
		{"[fe80::1%lo]:0", true, nil, "link", 0},
		{"192.0.2.2:0", true, nil, "", EAI_NONAME},
		{"192.0.2.2:0", false, nil, "192.0.2.2", 0},
		{"192.0.2.2:0", true, again, "", EAI_AGAIN},
		{"192.0.2.2:0", false, again, "192.0.2.2", 0},
	}
	for _, test := range tests {
		l := newLoop(t, WithResolver(fakeResolver{names: names, err: test.err}))
		_, err := l.GetNameInfo(netip.MustParseAddrPort(test.addr), test.required, func(host, service string, err error) {
			wantErrno(t, err, test.want)
			wantEqual(t, test.addr, host, test.host)
			if err == nil {
				wantEqual(t, "service", service, "0")
			}
		})
		must(t, err)
		run(t, l)
	}
	l := newLoop(t)
	_, err := l.GetNameInfo(netip.AddrPort{}, false, nil)
	wantErrno(t, err, syscall.EINVAL)
}

func TestServiceName(t *testing.T) {
	const list = "# comment\n" +
		"http\t\t80/tcp\twww # WorldWideWeb\n" +
		"domain 53/udp\n" +
		"domain 53/tcp\n" +
		"broken\n"
	tests := []struct {
		port uint16
		want string
	}{{80, "http"}, {53, "domain"}, {8, "8"}, {65000, "65000"}}
	for _, test := range tests {
		wantEqual(t, "service", findService(list, test.port), test.want)
	}
}
