package cares

import (
	"encoding/binary"
	"strings"

	"github.com/miekg/dns"
)

// Message is a name server's answer.
type Message struct {
	Question string // the name that was asked for, as Name gives it
	Answers  []dns.RR

	id        uint16
	qtype     uint16
	class     uint16
	rcode     int
	truncated bool
	unwritten bool // see unwritable
}

const (
	headerSize     = 12
	flagsOffset    = 2
	countsOffset   = 4
	flagTruncated  = 1 << 9
	flagRecursion  = 1 << 8
	opcodeShift    = 11
	opcodeMask     = 0xf
	rcodeMask      = 0xf
	questionSize   = 4 // type and class
	sectionsOfRRs  = 3
	maxMessageSize = 65535
)

// packQuery makes the message that asks for the records of a type; its id is
// still to be set.
func packQuery(name []byte, qtype uint16) []byte {
	wire := make([]byte, headerSize, headerSize+len(name)+questionSize)
	binary.BigEndian.PutUint16(wire[flagsOffset:], flagRecursion)
	binary.BigEndian.PutUint16(wire[countsOffset:], 1)
	wire = append(wire, name...)
	wire = binary.BigEndian.AppendUint16(wire, qtype)
	return binary.BigEndian.AppendUint16(wire, dns.ClassINET)
}

// parse reads an answer, strictly: a section that is shorter than its count
// says makes the whole message worthless. As ares_dns_parse.
func parse(wire []byte) (m *Message, ok bool) {
	if len(wire) < headerSize {
		return nil, false
	}
	flags := binary.BigEndian.Uint16(wire[flagsOffset:])
	m = &Message{
		id:        binary.BigEndian.Uint16(wire),
		rcode:     int(flags & rcodeMask),
		truncated: flags&flagTruncated != 0,
	}
	if !knownOpcode(int(flags>>opcodeShift&opcodeMask)) || binary.BigEndian.Uint16(wire[countsOffset:]) != 1 {
		return nil, false
	}
	offset, ok := m.parseQuestion(wire, headerSize)
	for section := range sectionsOfRRs {
		count := binary.BigEndian.Uint16(wire[countsOffset+2*(section+1):])
		for range count {
			var rr dns.RR
			if rr, offset, ok = parseRR(wire, offset, ok); !ok {
				return nil, false
			}
			m.add(rr, section)
		}
	}
	return m, ok
}

func knownOpcode(opcode int) bool {
	switch opcode {
	case dns.OpcodeQuery, dns.OpcodeIQuery, dns.OpcodeStatus, dns.OpcodeNotify, dns.OpcodeUpdate:
		return true
	}
	return false
}

// add takes in a record of one of the sections: answer, authority, additional.
func (m *Message) add(rr dns.RR, section int) {
	m.unwritten = m.unwritten || unwritable(rr)
	if section == 0 {
		m.Answers = append(m.Answers, rr)
	}
	if opt, ok := rr.(*dns.OPT); ok {
		m.rcode |= opt.ExtendedRcode() &^ rcodeMask
	}
}

// unwritable reports whether c-ares reads a record but cannot write it: Node
// has it write each answer and reads that again.
func unwritable(rr dns.RR) bool {
	unknown, ok := rr.(*dns.RFC3597)
	return ok && unknown.Hdr.Rdlength == 0
}

func (m *Message) parseQuestion(wire []byte, offset int) (next int, ok bool) {
	name, offset, err := dns.UnpackDomainName(wire, offset)
	if err != nil || len(wire) < offset+questionSize {
		return 0, false
	}
	m.Question = Name(name)
	m.qtype = binary.BigEndian.Uint16(wire[offset:])
	m.class = binary.BigEndian.Uint16(wire[offset+2:])
	return offset + questionSize, true
}

// parseRR reads the record at offset.
func parseRR(wire []byte, offset int, ok bool) (rr dns.RR, next int, valid bool) {
	if !ok || offset >= len(wire) {
		return nil, 0, false
	}
	rr, next, err := dns.UnpackRR(wire, offset)
	if err != nil || next > len(wire) || !complete(rr) {
		return nil, 0, false
	}
	return rr, next, true
}

// complete reports whether a record has the data that its type needs, on which
// c-ares insists and package dns does not.
func complete(rr dns.RR) bool {
	switch rr := rr.(type) {
	case *dns.TLSA:
		return rr.Certificate != ""
	case *dns.CAA:
		return rr.Tag != "" && rr.Value != ""
	case *dns.A, *dns.AAAA, *dns.CNAME, *dns.MX, *dns.NS, *dns.PTR, *dns.SOA, *dns.SRV, *dns.TXT, *dns.NAPTR, *dns.HINFO:
		return rr.Header().Rdlength > 0
	}
	return true
}

// answers reports whether m belongs to the query.
func (m *Message) answers(q *query) bool {
	return m.qtype == q.qtype && m.class == dns.ClassINET && strings.EqualFold(m.Question, q.asked)
}

// status is what the answer says. As ares_dns_query_reply_tostatus.
func (m *Message) status() Status {
	switch m.rcode {
	case dns.RcodeSuccess:
		if len(m.Answers) == 0 {
			return NoData
		}
	case dns.RcodeFormatError:
		return FormErr
	case dns.RcodeServerFailure:
		return ServFail
	case dns.RcodeNameError:
		return NotFound
	case dns.RcodeNotImplemented:
		return NotImp
	case dns.RcodeRefused:
		return Refused
	}
	switch {
	case !knownRcode(m.rcode):
		return ServFail
	case m.unwritten:
		return FormErr
	}
	return Success
}

// knownRcode reports whether c-ares knows a response code.
func knownRcode(rcode int) bool {
	return rcode <= dns.RcodeStatefulTypeNotImplemented || rcode >= dns.RcodeBadVers && rcode <= dns.RcodeBadCookie
}
