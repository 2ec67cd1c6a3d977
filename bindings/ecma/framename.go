package ecma

import "strings"

// frameParts are the parts of a frame's name as describe has put it together.
type frameParts struct {
	typ, function, method string
	construct, async      bool
}

func splitName(name string) (p frameParts) {
	name, p.async = strings.CutPrefix(name, "async ")
	if rest, ok := strings.CutPrefix(name, "new "); ok {
		p.construct = true
		name = rest
	} else if typ, method, ok := strings.Cut(name, "."); ok {
		p.typ, p.method = typ, method
		name = method
	}
	if name != "<anonymous>" {
		p.function = name
	} else {
		p.method = ""
	}
	return p
}
