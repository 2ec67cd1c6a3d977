package netimpl

import (
	"net"
	"net/netip"
	"strconv"
)

// InterfaceAddress is one address of a network interface, with what Node's
// os.networkInterfaces says about it.
type InterfaceAddress struct {
	Interface string
	Prefix    netip.Prefix     // the address and how long its network part is
	Hardware  net.HardwareAddr // six zero bytes where there is none
	Internal  bool             // a loopback interface
	ScopeID   int              // of a link-local IPv6 address, else 0
}

// Netmask returns the address's network mask as an address.
func (a InterfaceAddress) Netmask() netip.Addr {
	all := netip.AddrFrom4([4]byte{255, 255, 255, 255})
	if a.Prefix.Addr().Is6() {
		all = netip.AddrFrom16([16]byte{
			255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
		})
	}
	return netip.PrefixFrom(all, a.Prefix.Bits()).Masked().Addr()
}

// InterfaceAddresses lists the addresses of the interfaces that are up and
// running, interface by interface. As uv_interface_addresses.
func InterfaceAddresses() ([]InterfaceAddress, error) {
	interfaces, err := net.Interfaces()
	if err != nil {
		return nil, interfaceError(err)
	}
	const wanted = net.FlagUp | net.FlagRunning
	var list []InterfaceAddress
	for _, ifc := range interfaces {
		if ifc.Flags&wanted != wanted {
			continue
		}
		addrs, err := ifc.Addrs()
		if err != nil {
			return nil, interfaceError(err)
		}
		for _, addr := range addrs {
			if entry, ok := interfaceAddress(ifc, addr); ok {
				list = append(list, entry)
			}
		}
	}
	return list, nil
}

func interfaceError(err error) error {
	return &SyscallError{Syscall: "uv_interface_addresses", Errno: AsErrno(err)}
}

// interfaceAddress reports false for what is not an IP address.
func interfaceAddress(ifc net.Interface, addr net.Addr) (InterfaceAddress, bool) {
	ipNet, ok := addr.(*net.IPNet)
	if !ok {
		return InterfaceAddress{}, false
	}
	ip, ok := netip.AddrFromSlice(ipNet.IP)
	if !ok {
		return InterfaceAddress{}, false
	}
	bits, _ := ipNet.Mask.Size()
	entry := InterfaceAddress{
		Interface: ifc.Name,
		Prefix:    netip.PrefixFrom(ip.Unmap(), bits),
		Hardware:  ifc.HardwareAddr,
		Internal:  ifc.Flags&net.FlagLoopback != 0,
	}
	if len(entry.Hardware) == 0 {
		entry.Hardware = make(net.HardwareAddr, 6)
	}
	if ip.Is6() && ip.IsLinkLocalUnicast() {
		entry.ScopeID = ifc.Index
	}
	return entry, true
}

// InterfaceZone returns the zone that names the interface with an index in
// addresses such as fe80::1%eth0. As uv_if_indextoiid.
func InterfaceZone(index int) string {
	if ifc, err := net.InterfaceByIndex(index); err == nil {
		return ifc.Name
	}
	return strconv.Itoa(index)
}
