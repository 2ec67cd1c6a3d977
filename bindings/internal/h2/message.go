package h2

import (
	"strconv"
	"strings"

	"golang.org/x/net/http/httpguts"
	"golang.org/x/net/http2/hpack"
)

// message is what is known of the message that a stream receives: the rules
// of RFC 9113, section 8, as nghttp2 enforces them.
type message struct {
	final      bool  // the block with the request or the final status has come
	noBody     bool  // it is the answer to HEAD, or has a status without one
	connect    bool  // it is a CONNECT, or the answer to one
	length     int64 // of content-length, -1 if there is none
	received   int64
	statusCode int
}

// expectResponseTo notes what the answer to a request depends on.
func (m *message) expectResponseTo(request []hpack.HeaderField) {
	for _, f := range request {
		if f.Name == ":method" {
			m.noBody = f.Value == "HEAD"
			m.connect = f.Value == "CONNECT"
		}
	}
}

// mayHaveBody reports an error if DATA must not come now.
func (m *message) mayHaveBody() int {
	if !m.final {
		return ErrHTTPMessaging
	}
	return 0
}

func (m *message) addBody(n int) int {
	m.received += int64(n)
	if m.length >= 0 && m.received > m.length {
		return ErrHTTPMessaging
	}
	return 0
}

// end checks a message that is whole.
func (m *message) end() int {
	if !m.final {
		return ErrHTTPMessaging
	}
	if m.length >= 0 && !m.noBody && m.received != m.length {
		return ErrHTTPMessaging
	}
	return 0
}

// blockKind is what a block of fields may hold.
type blockKind struct{ request, trailer bool }

// checkFields checks a block that has been received. It returns the fields
// without those that are passed over, or an error.
func (s *Session) checkFields(st *Stream, fields []hpack.HeaderField, kind blockKind) ([]hpack.HeaderField, int) {
	c := fieldCheck{session: s, message: &st.message, kind: kind, seen: make(map[string]string, 6)}
	if kind.request && !s.server {
		c.message = new(message) // of a promised request
		c.message.length = -1
	}
	kept := fields[:0]
	for _, f := range fields {
		switch lib := c.field(f); lib {
		case 0:
			kept = append(kept, f)
		case passOver:
		default:
			return nil, lib
		}
	}
	return kept, c.end()
}

// passOver is the result for a field that is left out.
const passOver = 1

// fieldCheck is the state of checking one block.
type fieldCheck struct {
	session *Session
	message *message
	kind    blockKind
	seen    map[string]string // pseudo-header fields
	regular bool              // one that is none has come
	host    bool
}

func (c *fieldCheck) field(f hpack.HeaderField) int {
	if strings.HasPrefix(f.Name, ":") {
		return c.pseudo(f)
	}
	c.regular = true
	if !validName(f.Name) {
		if strings.ToLower(f.Name) != f.Name {
			return ErrHTTPHeader
		}
		return passOver
	}
	if !c.validValue(f.Value) {
		return passOver
	}
	switch f.Name {
	case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade":
		return ErrHTTPHeader
	case "te":
		if !strings.EqualFold(f.Value, "trailers") {
			return ErrHTTPHeader
		}
	case "host":
		if c.kind.request {
			if c.host || !validAuthority(f.Value) {
				return ErrHTTPHeader
			}
			c.host = true
		}
	case "content-length":
		return c.contentLength(f.Value)
	}
	return 0
}

func (c *fieldCheck) contentLength(value string) int {
	m := c.message
	if c.kind.trailer {
		return 0
	}
	if !c.kind.request {
		switch status := m.statusCode; {
		case status == 204:
			if value == "0" {
				return passOver
			}
			return ErrHTTPHeader
		case status/100 == 1:
			return ErrHTTPHeader
		case status/100 == 2 && m.connect:
			return passOver
		}
	}
	n, err := strconv.ParseUint(value, 10, 63)
	if err != nil || m.length >= 0 {
		return ErrHTTPHeader
	}
	m.length = int64(n)
	return 0
}

func (c *fieldCheck) pseudo(f hpack.HeaderField) int {
	_, twice := c.seen[f.Name]
	if c.regular || c.kind.trailer || twice || f.Value == "" {
		return ErrHTTPHeader
	}
	c.seen[f.Name] = f.Value
	ok := false
	switch f.Name {
	case ":status":
		status, err := strconv.Atoi(f.Value)
		ok = !c.kind.request && len(f.Value) == 3 && err == nil && status >= 100 && status != 101
		c.message.statusCode = status
	case ":method":
		ok = c.kind.request && httpguts.ValidHeaderFieldName(f.Value)
	case ":path":
		ok = c.kind.request && !strings.ContainsAny(f.Value, "\x00\r\n ")
	case ":scheme":
		ok = c.kind.request && validScheme(f.Value)
	case ":authority":
		ok = c.kind.request && validAuthority(f.Value)
	case ":protocol":
		ok = c.kind.request && c.session.local.EnableConnect == 1 && c.validValue(f.Value)
	}
	if !ok {
		return ErrHTTPHeader
	}
	return 0
}

// end checks what a block must have.
func (c *fieldCheck) end() int {
	m := c.message
	switch {
	case c.kind.trailer:
		return 0
	case c.kind.request:
		return c.endRequest()
	}
	if m.statusCode == 0 {
		return ErrHTTPHeader
	}
	if _, ok := c.seen[":status"]; !ok {
		return ErrHTTPHeader
	}
	if m.statusCode >= 200 {
		m.final = true
		m.noBody = m.noBody || m.statusCode == 304 || m.statusCode == 204
	}
	return 0
}

func (c *fieldCheck) endRequest() int {
	m := c.message
	_, protocol := c.seen[":protocol"]
	_, path := c.seen[":path"]
	_, scheme := c.seen[":scheme"]
	_, authority := c.seen[":authority"]
	method := c.seen[":method"]
	m.final = true
	m.connect = method == "CONNECT"
	if m.connect && !protocol {
		if path || scheme || !authority {
			return ErrHTTPHeader
		}
		m.length = -1
		return 0
	}
	if method == "" || !path || !scheme || !authority && !c.host || protocol && (!m.connect || !authority) {
		return ErrHTTPHeader
	}
	if p := c.seen[":path"]; p[0] != '/' && !(p == "*" && method == "OPTIONS") && strings.HasPrefix(c.seen[":scheme"], "http") {
		return ErrHTTPHeader
	}
	return 0
}

func validName(name string) bool {
	return httpguts.ValidHeaderFieldName(name) && strings.ToLower(name) == name
}

// validValue checks a field's value; white space around it is refused unless
// the session is lax.
func (c *fieldCheck) validValue(v string) bool {
	if v == "" {
		return true
	}
	for i := range len(v) {
		if b := v[i]; b < ' ' && b != '\t' || b == 0x7f {
			return false
		}
	}
	if c.session.options.LaxWhitespace {
		return true
	}
	blank := func(b byte) bool { return b == ' ' || b == '\t' }
	return !blank(v[0]) && !blank(v[len(v)-1])
}

func validScheme(v string) bool {
	for i := range len(v) {
		b := v[i] | 0x20
		letter := 'a' <= b && b <= 'z'
		if !letter && (i == 0 || !strings.ContainsRune("0123456789+-.", rune(v[i]))) {
			return false
		}
	}
	return v != ""
}

func validAuthority(v string) bool {
	const other = "!$%&'()*+,-.:;=@[]_~"
	for i := range len(v) {
		b := v[i]
		letter := 'a' <= b|0x20 && b|0x20 <= 'z'
		if !letter && (b < '0' || b > '9') && strings.IndexByte(other, b) < 0 {
			return false
		}
	}
	return true
}
