package weburl

import "strings"

// The setters of the URL API leave the URL as it is if they cannot use the
// value, except SetHref, which reports that.

// SetHref replaces the whole URL.
func (u *URL) SetHref(value string) bool {
	parsed, ok := Parse(value, nil)
	if ok {
		*u = *parsed
	}
	return ok
}

// SetProtocol sets the scheme; what follows a colon is ignored.
func (u *URL) SetProtocol(value string) {
	p := parser{in: dropTabs(value) + ":"}
	scheme, ok := p.scheme()
	switch {
	case !ok || isSpecialScheme(scheme) != u.IsSpecial():
		return
	case scheme == "file" && (u.hasCredentials() || u.port != NoPort):
		return
	case u.scheme == "file" && u.host == "":
		return
	}
	u.scheme = scheme
	if u.port != NoPort {
		u.setPort(u.port)
	}
}

// SetUsername sets the user name.
func (u *URL) SetUsername(value string) {
	if !u.takesNoCredentials() {
		u.username = userinfoSet.encode(value)
	}
}

// SetPassword sets the password.
func (u *URL) SetPassword(value string) {
	if !u.takesNoCredentials() {
		u.password = userinfoSet.encode(value)
	}
}

// SetHost sets host and, if value has one, port.
func (u *URL) SetHost(value string) { u.setHost(value, stateHost) }

// SetHostname sets the host; a value with a port is not used.
func (u *URL) SetHostname(value string) { u.setHost(value, stateHostname) }

func (u *URL) setHost(value string, s state) {
	if u.isOpaque {
		return
	}
	changed := *u
	p := parser{url: &changed, in: dropTabs(value), override: s}
	ok := false
	if u.scheme == "file" {
		ok = p.fileHost()
	} else {
		ok = p.hostState()
	}
	if ok {
		*u = changed
	}
}

// SetPort sets the port, or removes it if value is empty.
func (u *URL) SetPort(value string) {
	if u.takesNoCredentials() {
		return
	}
	if value == "" {
		u.port = NoPort
		return
	}
	p := parser{url: u, override: statePort}
	p.portState(dropTabs(value))
}

// SetPathname sets the path.
func (u *URL) SetPathname(value string) {
	if u.isOpaque {
		return
	}
	u.path = nil
	p := parser{url: u, in: dropTabs(value), override: statePathStart}
	query, hasQuery, fragment, hasHash := u.query, u.hasQuery, u.fragment, u.hasHash
	p.pathStart()
	u.query, u.hasQuery, u.fragment, u.hasHash = query, hasQuery, fragment, hasHash
}

// SetSearch sets the query; value may start with "?".
func (u *URL) SetSearch(value string) {
	if value == "" {
		u.query, u.hasQuery = "", false
		return
	}
	u.setQuery(dropTabs(strings.TrimPrefix(value, "?")))
}

// SetQuery sets the query as URLSearchParams writes it, or removes it if it is
// empty.
func (u *URL) SetQuery(serialized string) {
	u.query, u.hasQuery = serialized, serialized != ""
}

// SetHash sets the fragment; value may start with "#".
func (u *URL) SetHash(value string) {
	if value == "" {
		u.fragment, u.hasHash = "", false
		return
	}
	u.setFragment(dropTabs(strings.TrimPrefix(value, "#")))
}
