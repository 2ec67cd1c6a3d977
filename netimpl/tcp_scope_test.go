package netimpl

import (
	"net/netip"
	"slices"
	"testing"
)

// A link-local address without a zone is looked for on the first interface that
// has such addresses.
func TestTCPConnectLinkLocalWithoutZone(t *testing.T) {
	all, err := InterfaceAddresses()
	must(t, err)
	i := slices.IndexFunc(all, func(a InterfaceAddress) bool { return a.ScopeID != 0 })
	if i < 0 {
		t.Skip("no link-local address here")
	}
	local := all[i].Prefix.Addr()
	eachKind(t, func(t *testing.T, l *Loop) {
		server := NewTCP(l)
		must(t, server.Bind(netip.MustParseAddrPort("[::]:0"), 0))
		must(t, server.Listen(1, listenFunc(func(error) { server.Close(nil) })))
		addr, err := server.LocalAddr()
		must(t, err)
		client := NewTCP(l)
		must(t, client.Connect(netip.AddrPortFrom(local, addr.Port()), func(err error) {
			must(t, err)
			peer, err := client.RemoteAddr()
			must(t, err)
			wantEqual(t, "peer", peer.Addr(), local.WithZone(all[i].Interface))
			client.Close(nil)
		}))
		run(t, l)
	})
}
