package dns

import (
	"strings"

	"github.com/dop251/goja"
	"github.com/miekg/dns"

	"gonet/bindings/env"
)

// binding is one kind of query: its name in errors, the rrtype of
// dns.resolve, the record type, and how its records look. The methods of
// Resolver are made from it.
type binding struct {
	name   string // as err.syscall has it
	method string // of Resolver
	rrtype string
	code   uint16
	value  func(e *env.Env, rr dns.RR) any // nil for a record of another type
}

var bindings = []binding{
	{"queryAny", "resolveAny", "ANY", dns.TypeANY, nil},
	{"queryA", "resolve4", "A", dns.TypeA, addressOf},
	{"queryAaaa", "resolve6", "AAAA", dns.TypeAAAA, addressOf},
	{"queryCaa", "resolveCaa", "CAA", dns.TypeCAA, caaOf},
	{"queryCname", "resolveCname", "CNAME", dns.TypeCNAME, nameOf},
	{"queryMx", "resolveMx", "MX", dns.TypeMX, mxOf},
	{"queryNs", "resolveNs", "NS", dns.TypeNS, nameOf},
	{"queryTlsa", "resolveTlsa", "TLSA", dns.TypeTLSA, tlsaOf},
	{"queryTxt", "resolveTxt", "TXT", dns.TypeTXT, txtOf},
	{"querySrv", "resolveSrv", "SRV", dns.TypeSRV, srvOf},
	{"queryPtr", "resolvePtr", "PTR", dns.TypePTR, nameOf},
	{"queryNaptr", "resolveNaptr", "NAPTR", dns.TypeNAPTR, naptrOf},
	{"querySoa", "resolveSoa", "SOA", dns.TypeSOA, soaOf},
}

// anyOrder is the order in which resolveAny lists the records of an answer. As
// in nodejs/node:src/cares_wrap.cc.
var anyOrder = []struct {
	rrtype uint16
	name   string
	key    string // under which a record that is no object of its own stands
	value  func(*env.Env, dns.RR) any
}{
	{dns.TypeA, "A", "address", addressOf},
	{dns.TypeCNAME, "CNAME", "value", nameOf},
	{dns.TypeAAAA, "AAAA", "address", addressOf},
	{dns.TypeMX, "MX", "", mxOf},
	{dns.TypeNS, "NS", "value", nameOf},
	{dns.TypeTXT, "TXT", "entries", txtOf},
	{dns.TypeSRV, "SRV", "", srvOf},
	{dns.TypePTR, "PTR", "value", nameOf},
	{dns.TypeNAPTR, "NAPTR", "", naptrOf},
	{dns.TypeSOA, "SOA", "", soaOf},
	{dns.TypeTLSA, "TLSA", "", tlsaOf},
	{dns.TypeCAA, "CAA", "", caaOf},
}

// records returns what a query of kind b hands out of an answer; with ttl
// addresses come with their time to live. It is nil if there is nothing.
func (b binding) records(e *env.Env, answer *dns.Msg, ttl bool) goja.Value {
	if b.value == nil {
		return anyRecords(e, answer)
	}
	var list []any
	for _, rr := range answer.Answer {
		if rr.Header().Rrtype != b.code {
			continue
		}
		v := b.value(e, rr)
		if b.code == dns.TypeSOA {
			return e.VM.ToValue(v)
		}
		if ttl && (b.code == dns.TypeA || b.code == dns.TypeAAAA) {
			v = object(e, "address", v, "ttl", rr.Header().Ttl)
		}
		list = append(list, v)
	}
	if list == nil {
		return nil
	}
	return e.VM.NewArray(list...)
}

func anyRecords(e *env.Env, answer *dns.Msg) goja.Value {
	var list []any
	for _, kind := range anyOrder {
		for _, rr := range answer.Answer {
			if rr.Header().Rrtype != kind.rrtype {
				continue
			}
			list = append(list, anyRecord(e, rr, kind.name, kind.key, kind.value(e, rr)))
		}
	}
	if list == nil {
		return nil
	}
	return e.VM.NewArray(list...)
}

func anyRecord(e *env.Env, rr dns.RR, name, key string, value any) *goja.Object {
	o, isObject := value.(*goja.Object)
	if key != "" || !isObject {
		o = object(e, key, value)
	}
	if key == "address" {
		o.Set("ttl", rr.Header().Ttl)
	}
	o.Set("type", name)
	return o
}

// object makes an object of keys and values in turn.
func object(e *env.Env, pairs ...any) *goja.Object {
	o := e.VM.NewObject()
	for i := 0; i < len(pairs); i += 2 {
		o.Set(pairs[i].(string), pairs[i+1])
	}
	return o
}

// host is a name without the root's dot.
func host(name string) string { return strings.TrimSuffix(name, ".") }

func addressOf(_ *env.Env, rr dns.RR) any {
	switch rr := rr.(type) {
	case *dns.A:
		return rr.A.String()
	case *dns.AAAA:
		return rr.AAAA.String()
	}
	return nil
}

func nameOf(_ *env.Env, rr dns.RR) any {
	switch rr := rr.(type) {
	case *dns.CNAME:
		return host(rr.Target)
	case *dns.NS:
		return host(rr.Ns)
	case *dns.PTR:
		return host(rr.Ptr)
	}
	return nil
}

func mxOf(e *env.Env, rr dns.RR) any {
	mx := rr.(*dns.MX)
	return object(e, "exchange", host(mx.Mx), "priority", mx.Preference)
}

func txtOf(e *env.Env, rr dns.RR) any {
	var parts []any
	for _, part := range rr.(*dns.TXT).Txt {
		parts = append(parts, unescape(part))
	}
	return e.VM.NewArray(parts...)
}

func srvOf(e *env.Env, rr dns.RR) any {
	srv := rr.(*dns.SRV)
	return object(e, "name", host(srv.Target), "port", srv.Port, "priority", srv.Priority, "weight", srv.Weight)
}

func naptrOf(e *env.Env, rr dns.RR) any {
	n := rr.(*dns.NAPTR)
	return object(e, "flags", unescape(n.Flags), "service", unescape(n.Service), "regexp", unescape(n.Regexp),
		"replacement", host(n.Replacement), "order", n.Order, "preference", n.Preference)
}

func soaOf(e *env.Env, rr dns.RR) any {
	soa := rr.(*dns.SOA)
	return object(e, "nsname", host(soa.Ns), "hostmaster", host(soa.Mbox), "serial", soa.Serial,
		"refresh", soa.Refresh, "retry", soa.Retry, "expire", soa.Expire, "minttl", soa.Minttl)
}

func caaOf(e *env.Env, rr dns.RR) any {
	caa := rr.(*dns.CAA)
	return object(e, "critical", caa.Flag, caa.Tag, unescape(caa.Value))
}

func tlsaOf(e *env.Env, rr dns.RR) any {
	tlsa := rr.(*dns.TLSA)
	return object(e, "certUsage", tlsa.Usage, "selector", tlsa.Selector, "match", tlsa.MatchingType,
		"data", e.VM.NewArrayBuffer(fromHex(tlsa.Certificate)))
}
