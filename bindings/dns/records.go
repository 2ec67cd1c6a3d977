package dns

import (
	"encoding/hex"
	"strconv"

	"github.com/dop251/goja"
	"github.com/miekg/dns"

	"gonet/bindings/buffer"
	"gonet/bindings/internal/cares"
	"gonet/bindings/internal/ipaddr"
)

// recordType is a kind of question that a resolver asks.
type recordType struct {
	binding string // as errors call it
	method  string
	name    string // as resolve takes it; "" if it does not
	query   uint16
	// read turns the answer into a value, with the times to live of addresses.
	// It is nil for reverse.
	read func(m *module, answer *cares.Message) (goja.Value, []uint32, cares.Status)
}

var recordTypes = []recordType{
	{"queryAny", "resolveAny", "ANY", dns.TypeANY, readAny},
	{"queryA", "resolve4", "A", dns.TypeA, readAddresses(false)},
	{"queryAaaa", "resolve6", "AAAA", dns.TypeAAAA, readAddresses(true)},
	{"queryCaa", "resolveCaa", "CAA", dns.TypeCAA, readList(caa)},
	{"queryCname", "resolveCname", "CNAME", dns.TypeCNAME, readCanonicalName},
	{"queryMx", "resolveMx", "MX", dns.TypeMX, readList(mx)},
	{"queryNs", "resolveNs", "NS", dns.TypeNS, readNames((*cares.Message).NameServers)},
	{"queryTlsa", "resolveTlsa", "TLSA", dns.TypeTLSA, readTLSA},
	{"queryTxt", "resolveTxt", "TXT", dns.TypeTXT, readList(txt)},
	{"querySrv", "resolveSrv", "SRV", dns.TypeSRV, readList(srv)},
	{"queryPtr", "resolvePtr", "PTR", dns.TypePTR, readNames((*cares.Message).Pointers)},
	{"queryNaptr", "resolveNaptr", "NAPTR", dns.TypeNAPTR, readList(naptr)},
	{"querySoa", "resolveSoa", "SOA", dns.TypeSOA, readSOA},
	{"getHostByAddr", "reverse", "", dns.TypePTR, nil},
}

type reader = func(m *module, answer *cares.Message) (goja.Value, []uint32, cares.Status)

func readAddresses(v6 bool) reader {
	return func(m *module, answer *cares.Message) (goja.Value, []uint32, cares.Status) {
		hosts, status := answer.Hosts(v6)
		if status != cares.Success {
			return nil, nil, status
		}
		list, ttls := make([]any, len(hosts.Addresses)), make([]uint32, len(hosts.Addresses))
		for i, a := range hosts.Addresses {
			list[i], ttls[i] = ipaddr.Text(a.Addr), a.TTL
		}
		return m.env.VM.NewArray(list...), ttls, cares.Success
	}
}

func readCanonicalName(m *module, answer *cares.Message) (goja.Value, []uint32, cares.Status) {
	hosts, status := answer.Hosts(false)
	if status != cares.Success {
		return nil, nil, status
	}
	return m.env.VM.NewArray(hosts.Name), nil, cares.Success
}

func readNames(names func(*cares.Message) ([]string, cares.Status)) reader {
	return func(m *module, answer *cares.Message) (goja.Value, []uint32, cares.Status) {
		list, status := names(answer)
		return m.strings(list), nil, status
	}
}

// readList reads records that each make one element of a list, which may end
// up empty.
func readList[T dns.RR](convert func(m *module, record T) goja.Value) reader {
	return func(m *module, answer *cares.Message) (goja.Value, []uint32, cares.Status) {
		return m.env.VM.NewArray(convertAll(m, answer, convert)...), nil, cares.Success
	}
}

func convertAll[T dns.RR](m *module, answer *cares.Message, convert func(m *module, record T) goja.Value) []any {
	records := cares.Records[T](answer)
	list := make([]any, len(records))
	for i, record := range records {
		list[i] = convert(m, record)
	}
	return list
}

func readSOA(m *module, answer *cares.Message) (goja.Value, []uint32, cares.Status) {
	records := cares.Records[*dns.SOA](answer)
	if len(records) == 0 {
		return nil, nil, cares.BadResp
	}
	return soa(m, records[0]), nil, cares.Success
}

func readTLSA(m *module, answer *cares.Message) (goja.Value, []uint32, cares.Status) {
	list := m.env.VM.NewArray()
	m.addTLSA(list, 0, answer)
	return list, nil, cares.Success
}

// addTLSA puts TLSA records behind the first offset elements of list, each at
// the place that it has in the answer: Node leaves holes for the others.
func (m *module) addTLSA(list *goja.Object, offset int, answer *cares.Message) {
	for i, rr := range answer.Answers {
		if record, ok := rr.(*dns.TLSA); ok {
			must(list.Set(strconv.Itoa(offset+i), tlsa(m, record)))
		}
	}
}

func caa(m *module, r *dns.CAA) goja.Value {
	o := m.env.VM.NewObject()
	o.Set("critical", r.Flag)
	o.Set("type", "CAA")
	o.Set(r.Tag, m.latin1(r.Value))
	return o
}

func mx(m *module, r *dns.MX) goja.Value {
	o := m.env.VM.NewObject()
	o.Set("exchange", cares.Name(r.Mx))
	o.Set("priority", r.Preference)
	o.Set("type", "MX")
	return o
}

func srv(m *module, r *dns.SRV) goja.Value {
	o := m.env.VM.NewObject()
	o.Set("name", cares.Name(r.Target))
	o.Set("port", r.Port)
	o.Set("priority", r.Priority)
	o.Set("weight", r.Weight)
	o.Set("type", "SRV")
	return o
}

func naptr(m *module, r *dns.NAPTR) goja.Value {
	o := m.env.VM.NewObject()
	o.Set("flags", m.latin1(cares.Text(r.Flags)))
	o.Set("service", m.latin1(cares.Text(r.Service)))
	o.Set("regexp", m.latin1(cares.Text(r.Regexp)))
	o.Set("replacement", cares.Name(r.Replacement))
	o.Set("order", r.Order)
	o.Set("preference", r.Preference)
	o.Set("type", goja.Undefined()) // resolveAny says which
	return o
}

func soa(m *module, r *dns.SOA) goja.Value {
	o := m.env.VM.NewObject()
	o.Set("nsname", cares.Name(r.Ns))
	o.Set("hostmaster", cares.Name(r.Mbox))
	o.Set("serial", r.Serial)
	// Node takes these three for signed numbers.
	o.Set("refresh", int32(r.Refresh))
	o.Set("retry", int32(r.Retry))
	o.Set("expire", int32(r.Expire))
	o.Set("minttl", r.Minttl)
	o.Set("type", goja.Undefined()) // resolveAny says which
	return o
}

func tlsa(m *module, r *dns.TLSA) goja.Value {
	o := m.env.VM.NewObject()
	o.Set("certUsage", r.Usage)
	o.Set("selector", r.Selector)
	o.Set("match", r.MatchingType)
	data, err := hex.DecodeString(r.Certificate)
	must(err) // package dns has made it of bytes
	o.Set("data", m.env.VM.NewArrayBuffer(data))
	return o
}

func txt(m *module, r *dns.TXT) goja.Value {
	chunks := make([]any, len(r.Txt))
	for i, chunk := range r.Txt {
		chunks[i] = m.latin1(cares.Text(chunk))
	}
	return m.env.VM.NewArray(chunks...)
}

// strings makes an array of names, which are ASCII.
func (m *module) strings(list []string) goja.Value {
	items := make([]any, len(list))
	for i, s := range list {
		items[i] = s
	}
	return m.env.VM.NewArray(items...)
}

// latin1 makes a string of bytes that may be anything: one character for each.
func (m *module) latin1(s string) goja.Value {
	return buffer.Decode(m.env, []byte(s), buffer.Latin1)
}
