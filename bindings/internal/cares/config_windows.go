package cares

import (
	"errors"
	"net/netip"
	"path/filepath"
	"unsafe"

	"golang.org/x/sys/windows"
)

const (
	resolvConfPath = ""
	nsswitchPath   = ""
)

func hostsPath() string {
	dir, err := windows.GetSystemDirectory()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "drivers", "etc", "hosts")
}

// systemServers returns the name servers of the adapters that are up.
func systemServers() []netip.AddrPort {
	var servers []netip.AddrPort
	for a := adapters(); a != nil; a = a.Next {
		if a.OperStatus != windows.IfOperStatusUp {
			continue
		}
		for d := a.FirstDnsServerAddress; d != nil; d = d.Next {
			addr, ok := netip.AddrFromSlice(d.Address.IP())
			if ok = ok && !addr.IsLinkLocalUnicast(); ok {
				servers = append(servers, netip.AddrPortFrom(addr.Unmap(), defaultPort))
			}
		}
	}
	return servers
}

// adapters returns the list of network adapters, nil if the system does not
// tell.
func adapters() *windows.IpAdapterAddresses {
	const flags = windows.GAA_FLAG_SKIP_UNICAST | windows.GAA_FLAG_SKIP_ANYCAST | windows.GAA_FLAG_SKIP_MULTICAST
	for size := uint32(16 << 10); ; {
		buffer := make([]byte, size)
		list := (*windows.IpAdapterAddresses)(unsafe.Pointer(&buffer[0]))
		err := windows.GetAdaptersAddresses(windows.AF_UNSPEC, flags, 0, list, &size)
		if err == nil {
			return list
		}
		if !errors.Is(err, windows.ERROR_BUFFER_OVERFLOW) || size <= uint32(len(buffer)) {
			return nil
		}
	}
}
