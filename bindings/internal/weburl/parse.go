package weburl

import (
	"strconv"
	"strings"
)

// state is a state of the standard's parser that has a name of its own here;
// the others are parts of these.
type state int

const (
	noState state = iota
	stateHost
	stateHostname
	statePort
	statePathStart
)

// parser is the standard's basic URL parser. Its pointer stands at in[i].
type parser struct {
	url      *URL
	base     *URL
	in       string
	i        int
	override state // the setter that parses, noState for a whole URL
}

// Parse parses input, relative to base if that is not nil.
func Parse(input string, base *URL) (*URL, bool) {
	input = strings.TrimFunc(input, func(r rune) bool { return r <= ' ' })
	p := &parser{url: &URL{port: NoPort}, base: base, in: dropTabs(input)}
	return p.url, p.parse()
}

// dropTabs removes tabs and newlines, wherever they are.
func dropTabs(s string) string {
	if !strings.ContainsAny(s, "\t\n\r") {
		return s
	}
	return strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(s)
}

func (p *parser) rest() string { return p.in[p.i:] }

// peek returns the character at the pointer, 0 at the end, where a NUL does no
// harm.
func (p *parser) peek() byte {
	if p.i < len(p.in) {
		return p.in[p.i]
	}
	return 0
}

func (p *parser) atEnd() bool { return p.i >= len(p.in) }

// isSlash reports whether c ends a segment in a URL of this scheme.
func (p *parser) isSlash(c byte) bool {
	return c == '/' || c == '\\' && p.url.IsSpecial()
}

// until returns what stands before the first character of stops, and moves the
// pointer there.
func (p *parser) until(stops string) string {
	start := p.i
	n := strings.IndexAny(p.rest(), stops)
	if n < 0 {
		n = len(p.rest())
	}
	p.i += n
	return p.in[start:p.i]
}

func (p *parser) parse() bool {
	scheme, ok := p.scheme()
	if !ok {
		return p.noScheme()
	}
	u := p.url
	u.scheme = scheme
	switch {
	case scheme == "file":
		return p.file()
	case u.IsSpecial():
		if p.base != nil && p.base.scheme == scheme && !strings.HasPrefix(p.rest(), "//") {
			return p.relative()
		}
		return p.specialAuthority()
	case p.peek() == '/':
		p.i++
		if p.peek() == '/' {
			p.i++
			return p.authority()
		}
		return p.pathState()
	}
	return p.opaquePath()
}

// scheme takes "scheme:" from the front of the input.
func (p *parser) scheme() (string, bool) {
	for i := range len(p.in) {
		c := p.in[i]
		switch {
		case isLetter(c):
		case i > 0 && (isDigit(c) || c == '+' || c == '-' || c == '.'):
		case i > 0 && c == ':':
			p.i = i + 1
			return strings.ToLower(p.in[:i]), true
		default:
			return "", false
		}
	}
	return "", false
}

func (p *parser) noScheme() bool {
	switch {
	case p.base == nil || p.base.isOpaque && p.peek() != '#':
		return false
	case p.base.isOpaque:
		u := p.url
		u.scheme, u.opaque, u.isOpaque = p.base.scheme, p.base.opaque, true
		u.query, u.hasQuery = p.base.query, p.base.hasQuery
		return p.queryAndFragment()
	case p.base.scheme == "file":
		p.url.scheme = "file"
		return p.file()
	}
	return p.relative()
}

func (p *parser) copyAuthority() {
	u, b := p.url, p.base
	u.username, u.password = b.username, b.password
	u.host, u.hasHost, u.port = b.host, b.hasHost, b.port
}

// copyPath copies path and query of the base.
func (p *parser) copyPath() {
	p.url.path = append([]string(nil), p.base.path...)
	p.url.query, p.url.hasQuery = p.base.query, p.base.hasQuery
}

func (p *parser) relative() bool {
	p.url.scheme = p.base.scheme
	if !p.atEnd() && p.isSlash(p.peek()) {
		return p.relativeSlash()
	}
	p.copyAuthority()
	p.copyPath()
	return p.behindBase(true)
}

// behindBase goes on where path and query have been taken from the base: a
// query or a fragment replaces the base's, anything else the last segment.
func (p *parser) behindBase(shorten bool) bool {
	if p.atEnd() || p.peek() == '?' || p.peek() == '#' {
		return p.queryAndFragment()
	}
	p.url.query, p.url.hasQuery = "", false
	if shorten {
		p.url.shortenPath()
	} else {
		p.url.path = nil
	}
	return p.pathState()
}

func (p *parser) relativeSlash() bool {
	p.i++
	switch {
	case p.url.IsSpecial() && !p.atEnd() && p.isSlash(p.peek()):
		return p.specialAuthority()
	case p.peek() == '/':
		p.i++
		return p.authority()
	}
	p.copyAuthority()
	return p.pathState()
}

// specialAuthority skips all slashes in front of the authority of a special
// URL.
func (p *parser) specialAuthority() bool {
	for !p.atEnd() && (p.peek() == '/' || p.peek() == '\\') {
		p.i++
	}
	return p.authority()
}

// authorityEnd are the characters that end an authority.
func (p *parser) authorityEnd() string {
	if p.url.IsSpecial() {
		return `/?#\`
	}
	return "/?#"
}

func (p *parser) authority() bool {
	start := p.i
	whole := p.until(p.authorityEnd())
	at := strings.LastIndexByte(whole, '@')
	if at >= 0 {
		if at == len(whole)-1 {
			return false
		}
		username, password, _ := strings.Cut(whole[:at], ":")
		p.url.username = userinfoSet.encode(username)
		p.url.password = userinfoSet.encode(password)
	}
	p.i = start + at + 1
	return p.hostState() && p.pathStart()
}

// hostState parses host and port.
func (p *parser) hostState() bool {
	u := p.url
	whole := p.until(p.authorityEnd())
	host, port, hasPort := cutPort(whole)
	switch {
	case hasPort && (host == "" || p.override == stateHostname):
		return false
	case host == "" && u.IsSpecial():
		return false
	case host == "" && p.override != noState && (u.hasCredentials() || u.port != NoPort):
		return false
	}
	parsed, ok := parseHost(host, !u.IsSpecial())
	if !ok {
		return false
	}
	u.host, u.hasHost = parsed, true
	if hasPort && !p.portState(port) {
		// A bad port does not undo the host that a script has set.
		return p.override != noState
	}
	return true
}

// cutPort cuts s at the first ":" that does not stand in brackets.
func cutPort(s string) (host, port string, ok bool) {
	inBrackets := false
	for i := range len(s) {
		switch {
		case s[i] == '[':
			inBrackets = true
		case s[i] == ']':
			inBrackets = false
		case s[i] == ':' && !inBrackets:
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

// portState parses s, which ends where the authority does.
func (p *parser) portState(s string) bool {
	digits := 0
	for digits < len(s) && isDigit(s[digits]) {
		digits++
	}
	if digits < len(s) && p.override == noState {
		return false
	}
	if digits == 0 {
		return p.override == noState
	}
	significant := strings.TrimLeft(s[:digits], "0")
	if len(significant) > 5 {
		return false
	}
	port, _ := strconv.Atoi("0" + significant)
	if port > 0xFFFF {
		return false
	}
	p.url.setPort(port)
	return true
}

func (u *URL) setPort(port int) {
	if u.IsSpecial() && specialPorts[u.scheme] == port {
		port = NoPort
	}
	u.port = port
}

// file parses what follows "file:", or all of a URL relative to one.
func (p *parser) file() bool {
	u := p.url
	u.host, u.hasHost = "", true
	base := p.base
	if base != nil && base.scheme != "file" {
		base = nil
	}
	switch {
	case !p.atEnd() && p.isSlash(p.peek()):
		p.i++
		if !p.atEnd() && p.isSlash(p.peek()) {
			p.i++
			return p.fileHost()
		}
		if base != nil {
			u.host = base.host
			if !startsWithDrive(p.rest()) && len(base.path) > 0 && isNormalizedDrive(base.path[0]) {
				u.path = append(u.path, base.path[0])
			}
		}
		return p.pathState()
	case base != nil:
		u.host = base.host
		p.copyPath()
		return p.behindBase(!startsWithDrive(p.rest()))
	}
	return p.pathState()
}

func (p *parser) fileHost() bool {
	start := p.i
	host := p.until(`/\?#`)
	if p.override == noState && isDrive(host) {
		p.i = start
		return p.pathState()
	}
	if host == "" {
		p.url.host = ""
		return p.override != noState || p.pathStart()
	}
	parsed, ok := parseHost(host, false)
	if !ok {
		return false
	}
	if parsed == "localhost" {
		parsed = ""
	}
	p.url.host = parsed
	return p.override != noState || p.pathStart()
}

func (p *parser) pathStart() bool {
	switch {
	case p.url.IsSpecial():
		if !p.atEnd() && p.isSlash(p.peek()) {
			p.i++
		}
		return p.pathState()
	case p.override == noState && (p.peek() == '?' || p.peek() == '#'):
		return p.queryAndFragment()
	case !p.atEnd():
		if p.peek() == '/' {
			p.i++
		}
		return p.pathState()
	case p.override != noState && !p.url.hasHost:
		p.url.path = append(p.url.path, "")
	}
	return true
}

// pathState parses segments from behind the first slash.
func (p *parser) pathState() bool {
	u := p.url
	stops := "/?#"
	if p.override != noState {
		stops = "/"
	}
	if u.IsSpecial() {
		stops += `\`
	}
	for {
		segment := pathSet.encode(p.until(stops))
		slash := !p.atEnd() && p.isSlash(p.peek())
		switch {
		case isDoubleDot(segment):
			u.shortenPath()
			if !slash {
				u.path = append(u.path, "")
			}
		case isSingleDot(segment):
			if !slash {
				u.path = append(u.path, "")
			}
		default:
			if u.scheme == "file" && len(u.path) == 0 && isDrive(segment) {
				segment = segment[:1] + ":"
			}
			u.path = append(u.path, segment)
		}
		if !slash {
			return p.queryAndFragment()
		}
		p.i++
	}
}

func isSingleDot(s string) bool { return s == "." || len(s) == 3 && strings.EqualFold(s, "%2e") }

func isDoubleDot(s string) bool {
	switch len(s) {
	case 2:
		return s == ".."
	case 4:
		return strings.EqualFold(s, ".%2e") || strings.EqualFold(s, "%2e.")
	case 6:
		return strings.EqualFold(s, "%2e%2e")
	}
	return false
}

func (p *parser) opaquePath() bool {
	path := controlSet.encode(p.until("?#"))
	if !p.atEnd() && strings.HasSuffix(path, " ") {
		// A space there would be lost if the rest were taken away.
		path = path[:len(path)-1] + "%20"
	}
	p.url.opaque, p.url.isOpaque = path, true
	return p.queryAndFragment()
}

// queryAndFragment parses "?query#fragment", each of which may be missing.
func (p *parser) queryAndFragment() bool {
	if p.peek() == '?' {
		p.i++
		p.url.setQuery(p.until("#"))
	}
	if p.peek() == '#' {
		p.url.setFragment(p.in[p.i+1:])
		p.i = len(p.in)
	}
	return true
}

func (u *URL) setQuery(s string) {
	set := querySet
	if u.IsSpecial() {
		set = specialQuerySet
	}
	u.query, u.hasQuery = set.encode(s), true
}

func (u *URL) setFragment(s string) {
	u.fragment, u.hasHash = fragmentSet.encode(s), true
}
