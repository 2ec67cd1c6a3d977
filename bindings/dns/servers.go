package dns

import (
	"strconv"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/errs"
	"gonet/bindings/internal/ipaddr"
	"gonet/bindings/internal/validate"
)

// defaultPort is DNS's, which getServers leaves out.
const defaultPort = 53

// getServers is resolver.getServers().
func (m *module) getServers(c goja.FunctionCall) goja.Value {
	vm := m.env.VM
	list, ok := m.invokeHandle(c.This, "getServers").(*goja.Object)
	if !ok {
		return vm.NewArray()
	}
	var servers []any
	vm.ForOf(list, func(v goja.Value) bool {
		item := v.ToObject(vm)
		host, port := item.Get("0").String(), item.Get("1")
		if !port.ToBoolean() || port.ToInteger() == defaultPort {
			servers = append(servers, host)
			return true
		}
		if ipaddr.IsIP(host) == 6 {
			host = "[" + host + "]"
		}
		servers = append(servers, host+":"+port.String())
		return true
	})
	return vm.NewArray(servers...)
}

// setServers is resolver.setServers(servers).
func (m *module) setServers(c goja.FunctionCall) goja.Value {
	e := m.env
	servers := validate.Array(e, c.Argument(0), "servers")
	var list []any
	// As forEach: the length is that at the start, and holes are left out.
	for i := range servers.Get("length").ToInteger() {
		index := strconv.FormatInt(i, 10)
		if v := servers.Get(index); v != nil {
			host, port := m.parseServer(validate.String(e, v, "servers["+index+"]"))
			list = append(list, e.VM.NewArray(ipaddr.IsIP(host), host, port))
		}
	}
	status := m.invokeHandle(c.This, "setServers", e.VM.NewArray(list...))
	if status.ToInteger() == pendingQueries {
		errs.Throw(e, "ERR_DNS_SET_SERVERS_FAILED", "There are pending queries.", e.Inspect(servers, 0))
	}
	return goja.Undefined()
}

// parseServer reads "address", "[IPv6 address]" and both with ":port". A port
// that is no number is left out, and so is port 0.
func (m *module) parseServer(s string) (host string, port int) {
	if ipaddr.IsIP(s) != 0 {
		return s, defaultPort
	}
	before, digits := splitPort(s)
	if host, ok := bracketed(s); ok && ipaddr.IsIP(host) != 0 {
		return host, m.serverPort(digits)
	}
	if ipaddr.IsIP(before) != 0 {
		return before, m.serverPort(digits)
	}
	errs.Throw(m.env, "ERR_INVALID_IP_ADDRESS", s)
	return "", 0
}

// splitPort cuts ":digits" from the end of s.
func splitPort(s string) (before, digits string) {
	before = strings.TrimRight(s, "0123456789")
	digits = s[len(before):]
	if host, ok := strings.CutSuffix(before, ":"); ok && digits != "" && host != "" {
		return host, digits
	}
	return s, ""
}

// bracketed returns what is in the brackets that s begins with.
func bracketed(s string) (host string, ok bool) {
	inner, ok := strings.CutPrefix(s, "[")
	if !ok {
		return "", false
	}
	end := strings.IndexAny(inner, "[]")
	if end < 0 || inner[end] != ']' {
		return "", false
	}
	return inner[:end], true
}

func (m *module) serverPort(digits string) int {
	if digits == "" {
		return defaultPort
	}
	number := m.env.VM.ToValue(digits).ToNumber()
	if !number.ToBoolean() {
		return defaultPort
	}
	return int(validate.Port(m.env, number, "Port"))
}

// setLocalAddress is resolver.setLocalAddress(ipv4[, ipv6]).
func (m *module) setLocalAddress(c goja.FunctionCall) goja.Value {
	validate.String(m.env, c.Argument(0), "ipv4")
	if second := c.Argument(1); !goja.IsUndefined(second) {
		validate.String(m.env, second, "ipv6")
	}
	m.invokeHandle(c.This, "setLocalAddress", c.Argument(0), c.Argument(1))
	return goja.Undefined()
}
