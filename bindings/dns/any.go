package dns

import (
	"github.com/dop251/goja"
	"github.com/miekg/dns"

	"gonet/bindings/internal/cares"
	"gonet/bindings/internal/ipaddr"
)

// readAny reads an answer with records of any type, one type after the other.
func readAny(m *module, answer *cares.Message) (goja.Value, []uint32, cares.Status) {
	var list []any
	list = append(list, m.anyAddresses(answer, false)...)
	list = append(list, m.anyAddresses(answer, true)...)
	list = append(list, convertAll(m, answer, mx)...)
	servers, _ := answer.NameServers() // none is no failure here
	list = append(list, m.anyNames("NS", servers)...)
	for _, entries := range convertAll(m, answer, txt) {
		o := m.env.VM.NewObject()
		o.Set("entries", entries)
		o.Set("type", "TXT")
		list = append(list, o)
	}
	list = append(list, convertAll(m, answer, srv)...)
	pointers, _ := answer.Pointers()
	list = append(list, m.anyNames("PTR", pointers)...)
	list = append(list, m.typed("NAPTR", convertAll(m, answer, naptr))...)
	if records := cares.Records[*dns.SOA](answer); len(records) > 0 {
		list = append(list, m.typed("SOA", []any{soa(m, records[0])})...)
	}
	array := m.env.VM.NewArray(list...)
	m.addTLSA(array, len(list), answer)
	for _, record := range convertAll(m, answer, caa) {
		m.env.Invoke(array, "push", record.(goja.Value))
	}
	return array, nil, cares.Success
}

// anyAddresses makes the elements for addresses. An alias takes the place of
// IPv4 addresses.
func (m *module) anyAddresses(answer *cares.Message, v6 bool) []any {
	hosts, status := answer.Hosts(v6)
	if status != cares.Success {
		return nil
	}
	if len(hosts.Aliases) > 0 && !v6 {
		return m.anyNames("CNAME", []string{hosts.Name})
	}
	kind := "A"
	if v6 {
		kind = "AAAA"
	}
	list := make([]any, len(hosts.Addresses))
	for i, a := range hosts.Addresses {
		o := m.env.VM.NewObject()
		o.Set("address", ipaddr.Text(a.Addr))
		o.Set("ttl", a.TTL)
		o.Set("type", kind)
		list[i] = o
	}
	return list
}

func (m *module) anyNames(kind string, names []string) []any {
	list := make([]any, len(names))
	for i, name := range names {
		o := m.env.VM.NewObject()
		o.Set("value", name)
		o.Set("type", kind)
		list[i] = o
	}
	return list
}

// typed gives each of the objects its type.
func (m *module) typed(kind string, list []any) []any {
	for _, o := range list {
		o.(*goja.Object).Set("type", kind)
	}
	return list
}
