package cares

import (
	"net"
	"net/netip"
	"os"
	"strconv"
	"strings"
)

// config is what the system says about name servers.
type config struct {
	servers []netip.AddrPort
	lookups string
	rotate  bool
	useTCP  bool
}

// systemConfig reads the system's configuration. What it cannot read or
// understand is left out, as by c-ares.
func systemConfig() config {
	c := config{servers: systemServers()}
	c.readResolvConf(readFile(resolvConfPath))
	c.readNSSwitch(readFile(nsswitchPath))
	c.setOptions(os.Getenv("RES_OPTIONS"))
	if c.lookups == "" {
		c.lookups = "fb"
	}
	return c
}

func readFile(path string) string {
	if path == "" {
		return ""
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return string(text)
}

func (c *config) readResolvConf(text string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") || strings.HasPrefix(line, ";") {
			continue
		}
		keyword, value, _ := strings.Cut(strings.ReplaceAll(line, "\t", " "), " ")
		switch keyword {
		case "nameserver":
			c.addServers(value)
		case "options":
			c.setOptions(value)
		case "lookup", "hostresorder":
			c.setLookups(value)
		}
	}
}

func (c *config) readNSSwitch(text string) {
	for line := range strings.Lines(text) {
		if database, sources, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(database) == "hosts" {
			c.setLookups(sources)
		}
	}
}

// setLookups reads the sources of host names in their order.
func (c *config) setLookups(sources string) {
	order := ""
	for _, source := range strings.Fields(sources) {
		letter := ""
		switch strings.ToLower(source) {
		case "dns", "bind", "resolv", "resolve":
			letter = "b"
		case "files", "file", "local":
			letter = "f"
		}
		if letter != "" && !strings.Contains(order, letter) {
			order += letter
		}
	}
	if order != "" {
		c.lookups = order
	}
}

func (c *config) setOptions(options string) {
	for _, option := range strings.Fields(options) {
		switch option {
		case "rotate":
			c.rotate = true
		case "use-vc", "usevc":
			c.useTCP = true
		}
	}
}

func (c *config) addServers(list string) {
	for _, text := range strings.FieldsFunc(list, func(r rune) bool { return r == ' ' || r == ',' }) {
		if addr, ok := parseServer(text); ok {
			c.servers = append(c.servers, addr)
		}
	}
}

// parseServer reads "address", "[address]", "ipv4:port" and "[address]:port",
// each with "%interface" after it where the address is a link-local one, which
// is of no use without.
func parseServer(text string) (netip.AddrPort, bool) {
	text, zone, _ := strings.Cut(text, "%")
	host, port := text, ""
	if inner, ok := strings.CutPrefix(text, "["); ok {
		var closed bool
		if host, port, closed = strings.Cut(inner, "]"); !closed {
			return netip.AddrPort{}, false
		}
		port = strings.TrimPrefix(port, ":")
	} else if strings.Count(text, ":") == 1 {
		host, port, _ = strings.Cut(text, ":")
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return netip.AddrPort{}, false
	}
	if addr.Is6() && addr.IsLinkLocalUnicast() {
		if _, err := net.InterfaceByName(zone); err != nil {
			return netip.AddrPort{}, false
		}
		addr = addr.WithZone(zone)
	}
	number := uint64(defaultPort)
	if port != "" {
		if number, err = strconv.ParseUint(port, 10, 16); err != nil {
			return netip.AddrPort{}, false
		}
	}
	return netip.AddrPortFrom(addr, uint16(number)), true
}
