//go:build !windows

package cares

import "net/netip"

const (
	resolvConfPath = "/etc/resolv.conf"
	nsswitchPath   = "/etc/nsswitch.conf"
)

func hostsPath() string { return "/etc/hosts" }

// systemServers returns the servers that no file names.
func systemServers() []netip.AddrPort { return nil }
