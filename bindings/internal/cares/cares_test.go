package cares

import (
	"context"
	"encoding/binary"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/miekg/dns"
)

// nameServer answers on the loopback address, over UDP and TCP.
type nameServer struct {
	addr netip.AddrPort

	mu    sync.Mutex
	asked []string // "udp name", in order
}

// serve starts a server that answers what answer makes of a question's name;
// nil is silence.
func serve(t *testing.T, answer func(s *nameServer, network, name string, m *dns.Msg) *dns.Msg) *nameServer {
	t.Helper()
	udp, tcp := listenBoth(t)
	s := &nameServer{addr: netip.MustParseAddrPort(udp.LocalAddr().String())}
	handle := func(network string) dns.HandlerFunc {
		return func(w dns.ResponseWriter, m *dns.Msg) {
			name := m.Question[0].Name
			s.mu.Lock()
			s.asked = append(s.asked, network+" "+name)
			s.mu.Unlock()
			if reply := answer(s, network, name, new(dns.Msg).SetReply(m)); reply != nil {
				if err := w.WriteMsg(reply); err != nil {
					t.Error(err)
				}
			}
		}
	}
	for network, server := range map[string]*dns.Server{"udp": {PacketConn: udp}, "tcp": {Listener: tcp}} {
		server.Handler = handle(network)
		started := make(chan struct{})
		server.NotifyStartedFunc = func() { close(started) }
		go server.ActivateAndServe()
		<-started
		t.Cleanup(func() { server.Shutdown() })
	}
	return s
}

// listenBoth finds a port that is free for UDP and TCP.
func listenBoth(t *testing.T) (net.PacketConn, net.Listener) {
	t.Helper()
	for range 10 {
		udp, err := net.ListenPacket("udp4", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		if tcp, err := net.Listen("tcp4", udp.LocalAddr().String()); err == nil {
			return udp, tcp
		}
		udp.Close()
	}
	t.Fatal("no port is free for both")
	return nil, nil
}

func (s *nameServer) questions() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.asked)
}

// addresses answers with A records.
func addresses(list ...string) func(*nameServer, string, string, *dns.Msg) *dns.Msg {
	return func(_ *nameServer, _, name string, m *dns.Msg) *dns.Msg {
		for _, addr := range list {
			m.Answer = append(m.Answer, &dns.A{
				Hdr: dns.RR_Header{Name: name, Rrtype: dns.TypeA, Class: dns.ClassINET, Ttl: 60},
				A:   net.ParseIP(addr),
			})
		}
		return m
	}
}

func silent(*nameServer, string, string, *dns.Msg) *dns.Msg { return nil }

func channel(o Options, servers ...netip.AddrPort) *Channel {
	c := New(o)
	c.SetServers(servers)
	return c
}

var nobody = netip.MustParseAddrPort("127.0.0.1:1")

func wantStatus(t *testing.T, got, want Status) {
	t.Helper()
	if got != want {
		t.Errorf("got %s, want %s", got.Code(), want.Code())
	}
}

func TestResolve(t *testing.T) {
	s := serve(t, addresses("192.0.2.1", "192.0.2.2"))
	c := channel(Options{Tries: 1}, s.addr)
	m, status := c.Resolve(context.Background(), "Host.Example", dns.TypeA)
	wantStatus(t, status, Success)
	hosts, status := m.Hosts(false)
	wantStatus(t, status, Success)
	if len(hosts.Addresses) != 2 || hosts.Addresses[1].Addr.String() != "192.0.2.2" || hosts.Addresses[1].TTL != 60 {
		t.Errorf("got %+v", hosts)
	}
	if _, status = m.Hosts(true); status != NoData {
		t.Errorf("IPv6: %s", status.Code())
	}
}

func TestResolveManyAtOnceSharesALink(t *testing.T) {
	const count = 200
	ports := map[string]bool{}
	var mu sync.Mutex
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	var held []*dns.Msg
	server := &dns.Server{PacketConn: conn, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, m *dns.Msg) {
		mu.Lock()
		defer mu.Unlock()
		ports[w.RemoteAddr().String()] = true
		if held = append(held, m); len(held) < count {
			return
		}
		for _, m := range held {
			_ = w.WriteMsg(addresses("192.0.2.1")(nil, "", m.Question[0].Name, new(dns.Msg).SetReply(m)))
		}
	})}
	go server.ActivateAndServe()
	defer server.Shutdown()
	c := channel(Options{Tries: 1, Timeout: 5 * time.Second}, netip.MustParseAddrPort(conn.LocalAddr().String()))
	var wait sync.WaitGroup
	for range count {
		wait.Go(func() {
			_, status := c.Resolve(context.Background(), "host.example", dns.TypeA)
			wantStatus(t, status, Success)
		})
	}
	wait.Wait()
	mu.Lock()
	defer mu.Unlock()
	if len(ports) != 1 {
		t.Errorf("the questions came from %d ports", len(ports))
	}
}

func TestResolveCodes(t *testing.T) {
	rcodes := map[string]int{
		"format.": dns.RcodeFormatError, "failure.": dns.RcodeServerFailure, "none.": dns.RcodeNameError,
		"notimp.": dns.RcodeNotImplemented, "refused.": dns.RcodeRefused, "empty.": dns.RcodeSuccess, "odd.": 12,
	}
	s := serve(t, func(_ *nameServer, _, name string, m *dns.Msg) *dns.Msg {
		m.Rcode = rcodes[name]
		return m
	})
	c := channel(Options{Tries: 1}, s.addr)
	for name, want := range map[string]Status{
		"format": FormErr, "failure": ServFail, "none": NotFound, "notimp": NotImp, "refused": Refused,
		"empty": NoData, "odd": ServFail,
		"a..b": BadName, "white space": BadName, strings.Repeat("a", 64): BadName, `\`: BadName, `\300`: BadName,
		"host.onion": NotFound, "onion.": NotFound,
	} {
		m, status := c.Resolve(context.Background(), name, dns.TypeA)
		if status != want || m != nil {
			t.Errorf("%q: got %s, want %s", name, status.Code(), want.Code())
		}
	}
}

func TestResolveTriesServersInTurn(t *testing.T) {
	slow := serve(t, silent)
	good := serve(t, addresses("192.0.2.1"))
	c := channel(Options{Tries: 2, Timeout: 250 * time.Millisecond}, nobody, slow.addr, good.addr)
	_, status := c.Resolve(context.Background(), "host.example", dns.TypeA)
	wantStatus(t, status, Success)
	if got := c.Servers(); got[0] != good.addr || got[1] != nobody || got[2] != slow.addr {
		t.Errorf("the servers are now %v", got)
	}
	_, status = c.Resolve(context.Background(), "other.example", dns.TypeA)
	wantStatus(t, status, Success)
	if asked := slices.Compact(slow.questions()); slices.Contains(asked, "udp other.example.") {
		t.Error("a server that was silent was asked first again")
	}
}

func TestResolveGivesUp(t *testing.T) {
	s := serve(t, silent)
	c := channel(Options{Tries: 3, Timeout: 250 * time.Millisecond, MaxTimeout: 300 * time.Millisecond}, s.addr)
	start := time.Now()
	_, status := c.Resolve(context.Background(), "host.example", dns.TypeA)
	wantStatus(t, status, Timeout)
	if took := time.Since(start); took < 750*time.Millisecond || took > 5*time.Second {
		t.Errorf("it took %v", took)
	}
	if n := len(s.questions()); n != 3 {
		t.Errorf("the server was asked %d times", n)
	}
	_, status = channel(Options{Tries: 1}, nobody).Resolve(context.Background(), "host.example", dns.TypeA)
	wantStatus(t, status, ConnRefused)
	_, status = channel(Options{Tries: 1}).Resolve(context.Background(), "host.example", dns.TypeA)
	wantStatus(t, status, noServer)
}

func TestResolveTruncatedOverTCP(t *testing.T) {
	s := serve(t, func(s *nameServer, network, name string, m *dns.Msg) *dns.Msg {
		if network == "udp" {
			m.Truncated = true
			return m
		}
		return addresses("192.0.2.1")(s, network, name, m)
	})
	_, status := channel(Options{Tries: 1}, s.addr).Resolve(context.Background(), "host.example", dns.TypeA)
	wantStatus(t, status, Success)
	if got := s.questions(); !slices.Equal(got, []string{"udp host.example.", "tcp host.example."}) {
		t.Errorf("asked %v", got)
	}
}

func TestResolveCancelled(t *testing.T) {
	s := serve(t, silent)
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(50*time.Millisecond, cancel)
	_, status := channel(Options{Tries: 1}, s.addr).Resolve(ctx, "host.example", dns.TypeA)
	wantStatus(t, status, Cancelled)
}

func TestResolveFromLocalAddress(t *testing.T) {
	from := make(chan string, 1)
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &dns.Server{PacketConn: conn, Handler: dns.HandlerFunc(func(w dns.ResponseWriter, m *dns.Msg) {
		from <- w.RemoteAddr().(*net.UDPAddr).IP.String()
		_ = w.WriteMsg(new(dns.Msg).SetRcode(m, dns.RcodeNameError))
	})}
	go server.ActivateAndServe()
	defer server.Shutdown()
	c := channel(Options{Tries: 1}, netip.MustParseAddrPort(conn.LocalAddr().String()))
	c.SetLocalAddress(netip.MustParseAddr("127.0.0.2"), netip.Addr{})
	_, status := c.Resolve(context.Background(), "host.example", dns.TypeA)
	if status == ConnRefused {
		t.Skip("127.0.0.2 is no local address here")
	}
	wantStatus(t, status, NotFound)
	if got := <-from; got != "127.0.0.2" {
		t.Errorf("asked from %s", got)
	}
}

func TestSetServersDropsRepetitions(t *testing.T) {
	c := New(Options{Tries: 1})
	if len(c.Servers()) == 0 {
		t.Error("there are no servers at first")
	}
	other := netip.MustParseAddrPort("127.0.0.1:2")
	c.SetServers([]netip.AddrPort{nobody, other, nobody})
	if got := c.Servers(); !slices.Equal(got, []netip.AddrPort{nobody, other}) {
		t.Errorf("got %v", got)
	}
}

func TestReverseAsks(t *testing.T) {
	s := serve(t, func(_ *nameServer, _, name string, m *dns.Msg) *dns.Msg {
		m.Answer = []dns.RR{&dns.PTR{
			Hdr: dns.RR_Header{Name: name, Rrtype: dns.TypePTR, Class: dns.ClassINET}, Ptr: "host.example.",
		}}
		return m
	})
	c := channel(Options{Tries: 1}, s.addr)
	for addr, asked := range map[string]string{
		"192.0.2.1":        "1.2.0.192.in-addr.arpa.",
		"2001:db8::1":      "1." + strings.Repeat("0.", 23) + "8.b.d.0.1.0.0.2.ip6.arpa.",
		"::ffff:192.0.2.1": "1.0.2.0.0.0.0.c.f.f.f.f." + strings.Repeat("0.", 20) + "ip6.arpa.",
	} {
		names, status := c.Reverse(context.Background(), netip.MustParseAddr(addr))
		wantStatus(t, status, Success)
		if !slices.Equal(names, []string{"host.example"}) {
			t.Errorf("%s: got %v", addr, names)
		}
		if got := s.questions(); got[len(got)-1] != "udp "+asked {
			t.Errorf("%s: asked %s", addr, got[len(got)-1])
		}
	}
}

func TestFindHost(t *testing.T) {
	const file = "# hosts\n10.0.0.1 a b # c\n10.0.0.2\tonly\n10.0.0.1 B d\n::1 six Six-2\nbad line\n10.0.0.3\n"
	for addr, want := range map[string]string{"10.0.0.1": "b d", "10.0.0.2": "", "::1": "Six-2"} {
		names, ok := findHost(file, netip.MustParseAddr(addr))
		if !ok || strings.Join(names, " ") != want {
			t.Errorf("%s: got %v", addr, names)
		}
	}
	if _, ok := findHost(file, netip.MustParseAddr("10.0.0.3")); ok {
		t.Error("an address without names was found")
	}
}

func TestConfig(t *testing.T) {
	var c config
	c.readResolvConf("# x\n; y\nnameserver 192.0.2.1\nnameserver\t[2001:db8::1]:5353\nnameserver 192.0.2.2:54 \n" +
		"nameserver bad\nnameserver fe80::1\nnameserver fe80::1%no-such-interface\noptions ndots:2 rotate use-vc\nsearch a b\n")
	want := []string{"192.0.2.1:53", "[2001:db8::1]:5353", "192.0.2.2:54"}
	var got []string
	for _, s := range c.servers {
		got = append(got, s.String())
	}
	if !slices.Equal(got, want) || !c.rotate || !c.useTCP {
		t.Errorf("got %v, %+v", got, c)
	}
	c.readNSSwitch("passwd: files\nhosts: dns [NOTFOUND=return] files dns myhostname\n")
	if c.lookups != "bf" {
		t.Errorf("lookups are %q", c.lookups)
	}
}

func TestParseIsStrict(t *testing.T) {
	query := packQuery([]byte("\x01a\x00"), dns.TypeA)
	record := []byte("\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x3c\x00\x04\x01\x02\x03\x04")
	message := func(counts [4]uint16, flags uint16, parts ...[]byte) []byte {
		wire := slices.Clone(query)
		binary.BigEndian.PutUint16(wire[flagsOffset:], flags)
		for i, n := range counts {
			binary.BigEndian.PutUint16(wire[countsOffset+2*i:], n)
		}
		return append(wire, slices.Concat(parts...)...)
	}
	for name, c := range map[string]struct {
		wire []byte
		want bool
	}{
		"good":          {message([4]uint16{1, 1}, 0x8180, record), true},
		"trailing":      {message([4]uint16{1, 1}, 0x8180, record, record), true},
		"short":         {message([4]uint16{1, 2}, 0x8180, record), false},
		"cut":           {message([4]uint16{1, 1}, 0x8180, record[:12]), false},
		"authority":     {message([4]uint16{1, 1, 1}, 0x8180, record), false},
		"additional":    {message([4]uint16{1, 0, 0, 1}, 0x8180, record), true},
		"no question":   {message([4]uint16{0, 0}, 0x8180), false},
		"two questions": {message([4]uint16{2, 0}, 0x8180, query[headerSize:]), false},
		"opcode":        {message([4]uint16{1, 0}, 0xf980), false},
		"header":        {query[:11], false},
		"loop":          {message([4]uint16{1, 1}, 0x8180, []byte("\xc0\x13"), record[2:]), false},
	} {
		if _, ok := parse(c.wire); ok != c.want {
			t.Errorf("%s: got %v", name, ok)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(packQuery([]byte("\x01a\x00"), dns.TypeA))
	f.Fuzz(func(t *testing.T, wire []byte) {
		if m, ok := parse(wire); ok {
			m.Hosts(false)
			m.Pointers()
			m.status()
		}
	})
}

func TestNames(t *testing.T) {
	for _, name := range []string{"a.b", "a.b.", ".", "", "a_b.*", `a\.b`, `\097`} {
		if _, ok := packName(name); !ok {
			t.Errorf("%q is refused", name)
		}
	}
	for from, want := range map[string]string{
		"a.b.": "a.b", ".": "", `a\.b.`: `a\.b`, `a\ b\'.`: "a b'", `\195\"$.`: `\195\"\$`, `\000.`: `\000`,
	} {
		if got := Name(from); got != want {
			t.Errorf("Name(%q) = %q, want %q", from, got, want)
		}
	}
	if got := Text(`a\"b\\c\233`); got != "a\"b\\c\xe9" {
		t.Errorf("Text gives %q", got)
	}
}

func TestMetrics(t *testing.T) {
	var m metrics
	now := time.Unix(1e9, 0)
	if got := m.timeout(now, 2*time.Second, 0); got != 2*time.Second {
		t.Errorf("at first %v", got)
	}
	for range minAnswers {
		m.record(now, 100*time.Millisecond)
	}
	if got := m.timeout(now, 2*time.Second, 0); got != 500*time.Millisecond {
		t.Errorf("after quick answers %v", got)
	}
	if got := m.timeout(now.Add(time.Minute), 2*time.Second, 0); got != 500*time.Millisecond {
		t.Errorf("a minute later %v", got)
	}
	for range minAnswers * 100 {
		m.record(now, 10*time.Second)
	}
	if got := m.timeout(now, 2*time.Second, 0); got != maxTimeout {
		t.Errorf("after slow answers %v", got)
	}
	if got := m.timeout(now, 0, time.Second); got != time.Second {
		t.Errorf("with a limit %v", got)
	}
}
