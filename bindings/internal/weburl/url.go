// Package weburl is the URL Standard (https://url.spec.whatwg.org): parsing,
// the setters of the URL API, and application/x-www-form-urlencoded. Texts are
// UTF-8; what a script passes has had its lone surrogates replaced.
package weburl

import (
	"strconv"
	"strings"
)

// NoPort is the port of a URL that has none, or its scheme's default.
const NoPort = -1

// URL is a URL record.
type URL struct {
	scheme   string
	username string
	password string
	host     string
	hasHost  bool // without it the host is null, which is not the empty one
	port     int
	path     []string // unless isOpaque
	opaque   string
	isOpaque bool
	query    string
	hasQuery bool
	fragment string
	hasHash  bool
}

// specialPorts are the default ports of the special schemes; file has none.
var specialPorts = map[string]int{
	"ftp": 21, "file": NoPort, "http": 80, "https": 443, "ws": 80, "wss": 443,
}

func isSpecialScheme(scheme string) bool {
	_, ok := specialPorts[scheme]
	return ok
}

// IsSpecial reports whether the scheme is one of those that the standard has
// rules for.
func (u *URL) IsSpecial() bool { return isSpecialScheme(u.scheme) }

// Scheme is the scheme without its colon.
func (u *URL) Scheme() string { return u.scheme }

// Protocol is the scheme and ":".
func (u *URL) Protocol() string { return u.scheme + ":" }

// Username is the user name, percent-encoded.
func (u *URL) Username() string { return u.username }

// Password is the password, percent-encoded.
func (u *URL) Password() string { return u.password }

// Hostname is the host without the port, "" if there is none.
func (u *URL) Hostname() string { return u.host }

// HasHost reports whether there is a host, be it empty.
func (u *URL) HasHost() bool { return u.hasHost }

// Host is the host and, if there is one, ":" and the port.
func (u *URL) Host() string {
	if u.port == NoPort {
		return u.host
	}
	return u.host + ":" + strconv.Itoa(u.port)
}

// Port is the port in decimal, "" if there is none.
func (u *URL) Port() string {
	if u.port == NoPort {
		return ""
	}
	return strconv.Itoa(u.port)
}

// Pathname is the path.
func (u *URL) Pathname() string {
	if u.isOpaque {
		return u.opaque
	}
	if len(u.path) == 0 {
		return ""
	}
	return "/" + strings.Join(u.path, "/")
}

// Search is "?" and the query, "" if the query is empty.
func (u *URL) Search() string {
	if u.query == "" {
		return ""
	}
	return "?" + u.query
}

// Query is the query without "?".
func (u *URL) Query() string { return u.query }

// Hash is "#" and the fragment, "" if the fragment is empty.
func (u *URL) Hash() string {
	if u.fragment == "" {
		return ""
	}
	return "#" + u.fragment
}

// Href is the whole URL.
func (u *URL) Href() string { return u.Format(Parts{Auth: true, Search: true, Fragment: true}) }

// Parts says what of a URL to write, and whether to write its host in Unicode.
type Parts struct {
	Auth, Search, Fragment, Unicode bool
}

// Format is the URL with the parts that are asked for.
func (u *URL) Format(parts Parts) string {
	var s strings.Builder
	s.WriteString(u.scheme)
	s.WriteByte(':')
	if u.hasHost {
		s.WriteString("//")
		if parts.Auth && u.hasCredentials() {
			s.WriteString(u.username)
			if u.password != "" {
				s.WriteByte(':')
				s.WriteString(u.password)
			}
			s.WriteByte('@')
		}
		s.WriteString(u.hostFor(parts))
	} else if !u.isOpaque && len(u.path) > 1 && u.path[0] == "" {
		// Otherwise the path would be read as a host.
		s.WriteString("/.")
	}
	s.WriteString(u.Pathname())
	if parts.Search && u.hasQuery {
		s.WriteByte('?')
		s.WriteString(u.query)
	}
	if parts.Fragment && u.hasHash {
		s.WriteByte('#')
		s.WriteString(u.fragment)
	}
	return s.String()
}

func (u *URL) hostFor(parts Parts) string {
	if !parts.Unicode {
		return u.Host()
	}
	return DomainToUnicode(u.host) + strings.TrimPrefix(u.Host(), u.host)
}

// Origin is the origin, "null" for one that is opaque.
func (u *URL) Origin() string {
	switch {
	case u.scheme == "blob":
		inner, ok := Parse(u.Pathname(), nil)
		if !ok || inner.scheme != "http" && inner.scheme != "https" {
			return "null"
		}
		return inner.Origin()
	case u.scheme != "file" && u.IsSpecial():
		return u.scheme + "://" + u.Host()
	}
	return "null"
}

func (u *URL) hasCredentials() bool { return u.username != "" || u.password != "" }

// takesNoCredentials reports whether user name, password and port cannot be
// set.
func (u *URL) takesNoCredentials() bool { return u.host == "" || u.scheme == "file" }

// shortenPath drops the last segment, except a drive of Windows.
func (u *URL) shortenPath() {
	if u.scheme == "file" && len(u.path) == 1 && isNormalizedDrive(u.path[0]) {
		return
	}
	if len(u.path) > 0 {
		u.path = u.path[:len(u.path)-1]
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

// isDrive reports whether s is a drive letter and ":" or "|".
func isDrive(s string) bool {
	return len(s) == 2 && isLetter(s[0]) && (s[1] == ':' || s[1] == '|')
}

func isNormalizedDrive(s string) bool { return isDrive(s) && s[1] == ':' }

// startsWithDrive reports whether s starts with a drive and nothing else in
// front of a slash, a query or a fragment.
func startsWithDrive(s string) bool {
	return len(s) >= 2 && isDrive(s[:2]) && (len(s) == 2 || strings.IndexByte(`/\?#`, s[2]) >= 0)
}
