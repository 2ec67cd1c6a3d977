package dns

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"syscall"
	"time"

	"github.com/miekg/dns"
)

// The codes of c-ares that a query can end with.
const (
	codeNoData      = "ENODATA"
	codeFormErr     = "EFORMERR"
	codeServFail    = "ESERVFAIL"
	codeNotFound    = "ENOTFOUND"
	codeNotImp      = "ENOTIMP"
	codeRefused     = "EREFUSED"
	codeBadName     = "EBADNAME"
	codeBadResp     = "EBADRESP"
	codeConnRefused = "ECONNREFUSED"
	codeTimeout     = "ETIMEOUT"
	codeCancelled   = "ECANCELLED"
	codeNoServer    = "UNKNOWN_ARES_ERROR" // as Node names what it does not know
)

// client is what a query needs of its resolver: it is not changed while
// queries run, so that goroutines may read it.
type client struct {
	servers    []netip.AddrPort
	timeout    time.Duration // of the first try; later rounds double it
	maxTimeout time.Duration // 0: no limit
	tries      int           // rounds through all servers
	local4     netip.Addr
	local6     netip.Addr
}

// The defaults of c-ares.
const (
	defaultTimeout = 2 * time.Second
	defaultTries   = 4
)

// maxUDPSize is the largest answer that a query without EDNS can get by UDP.
const maxUDPSize = 512

// query asks for the records of a type and returns the answer, or one of the
// codes. It blocks.
func (c client) query(ctx context.Context, name string, rrtype uint16) (answer *dns.Msg, code string) {
	if !validName(name) {
		return nil, codeBadName
	}
	if len(c.servers) == 0 {
		return nil, codeNoServer
	}
	question := new(dns.Msg)
	question.SetQuestion(dns.Fqdn(name), rrtype)
	code = codeConnRefused
	timeout := c.timeout
	for range c.tries {
		for _, server := range c.servers {
			if answer, code = c.ask(ctx, question, server, timeout); answer != nil {
				return answer, answerCode(answer)
			}
			if ctx.Err() != nil {
				return nil, codeCancelled
			}
		}
		timeout *= 2
		if c.maxTimeout > 0 {
			timeout = min(timeout, c.maxTimeout)
		}
	}
	return nil, code
}

// validName reports whether name can be put into a question.
func validName(name string) bool {
	if len(name) > 0 {
		for _, r := range name {
			if r <= ' ' || r >= 0x7f {
				return false
			}
		}
	}
	_, ok := dns.IsDomainName(dns.Fqdn(name))
	return ok
}

// answerCode says what an answer means for the query.
func answerCode(answer *dns.Msg) string {
	switch answer.Rcode {
	case dns.RcodeSuccess:
		if len(answer.Answer) == 0 {
			return codeNoData
		}
		return ""
	case dns.RcodeFormatError:
		return codeFormErr
	case dns.RcodeServerFailure:
		return codeServFail
	case dns.RcodeNameError:
		return codeNotFound
	case dns.RcodeNotImplemented:
		return codeNotImp
	case dns.RcodeRefused:
		return codeRefused
	}
	return codeBadResp
}

// ask asks one server, by TCP if its answer does not fit into a datagram.
func (c client) ask(ctx context.Context, question *dns.Msg, server netip.AddrPort, timeout time.Duration) (*dns.Msg, string) {
	answer, code := c.exchange(ctx, "udp", question, server, timeout)
	if answer != nil && answer.Truncated {
		return c.exchange(ctx, "tcp", question, server, timeout)
	}
	return answer, code
}

func (c client) exchange(ctx context.Context, network string, question *dns.Msg, server netip.AddrPort, timeout time.Duration) (*dns.Msg, string) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	dialer := net.Dialer{LocalAddr: c.localAddr(network, server)}
	conn, err := dialer.DialContext(ctx, network, server.String())
	if err != nil {
		return nil, exchangeCode(err)
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	packed, err := question.Pack()
	if err != nil {
		return nil, codeBadName
	}
	return talk(ctx, conn, network == "tcp", packed, question)
}

// talk sends the question and waits for its answer. What answers something
// else is ignored.
func talk(ctx context.Context, conn net.Conn, framed bool, packed []byte, question *dns.Msg) (*dns.Msg, string) {
	if framed {
		packed = append(binary.BigEndian.AppendUint16(nil, uint16(len(packed))), packed...)
	}
	if _, err := conn.Write(packed); err != nil {
		return nil, exchangeCode(contextError(ctx, err))
	}
	for {
		raw, err := receive(conn, framed)
		if err != nil {
			return nil, exchangeCode(contextError(ctx, err))
		}
		answer := new(dns.Msg)
		if err := answer.Unpack(raw); err != nil || len(answer.Answer) != announced(raw) {
			return nil, codeBadResp
		}
		if answer.Id == question.Id && answer.Response && sameQuestion(answer, question) {
			return answer, ""
		}
	}
}

// announced returns how many answers a message says that it has.
func announced(raw []byte) int { return int(binary.BigEndian.Uint16(raw[6:])) }

func sameQuestion(answer, question *dns.Msg) bool {
	if len(answer.Question) != 1 {
		return len(answer.Question) == 0
	}
	a, q := answer.Question[0], question.Question[0]
	return dns.CanonicalName(a.Name) == dns.CanonicalName(q.Name) && a.Qtype == q.Qtype
}

func receive(conn net.Conn, framed bool) ([]byte, error) {
	if !framed {
		raw := make([]byte, maxUDPSize)
		n, err := conn.Read(raw)
		return raw[:n], err
	}
	var size [2]byte
	if _, err := io.ReadFull(conn, size[:]); err != nil {
		return nil, err
	}
	raw := make([]byte, binary.BigEndian.Uint16(size[:]))
	_, err := io.ReadFull(conn, raw)
	return raw, err
}

func (c client) localAddr(network string, server netip.AddrPort) net.Addr {
	local := c.local4
	if server.Addr().Is6() {
		local = c.local6
	}
	switch {
	case !local.IsValid():
		return nil
	case network == "tcp":
		return net.TCPAddrFromAddrPort(netip.AddrPortFrom(local, 0))
	}
	return net.UDPAddrFromAddrPort(netip.AddrPortFrom(local, 0))
}

// contextError returns the context's error if that is why err happened.
func contextError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

func exchangeCode(err error) string {
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded),
		errors.As(err, &timeout) && timeout.Timeout():
		return codeTimeout
	case errors.Is(err, context.Canceled):
		return codeCancelled
	case errors.Is(err, syscall.ECONNREFUSED):
		return codeConnRefused
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return codeBadResp
	}
	return codeConnRefused
}
