// Package encoding is TextEncoder and TextDecoder, the WHATWG Encoding Standard
// as Node has it. Source: nodejs/node:lib/internal/encoding.js.
package encoding

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// newLabels are labels that the standard has got since x/text made its table.
var newLabels = map[string]string{
	"unicode11utf8":   "utf-8",
	"unicode20utf8":   "utf-8",
	"x-unicode20utf8": "utf-8",
	"csunicode":       "utf-16le",
	"iso-10646-ucs-2": "utf-16le",
	"ucs-2":           "utf-16le",
	"unicode":         "utf-16le",
	"unicodefeff":     "utf-16le",
	"unicodefffe":     "utf-16be",
}

// lookUp returns the standard's name for the encoding with the given label,
// and what decodes it: nil for UTF-8 and UTF-16, which are decoded here.
func lookUp(label string) (name string, enc encoding.Encoding, ok bool) {
	label = strings.ToLower(strings.Trim(label, "\t\n\f\r "))
	if label == "utf-8" || label == "utf8" {
		return "utf-8", nil, true
	}
	if name, ok = newLabels[label]; ok {
		return name, nil, true
	}
	if strings.ContainsFunc(label, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", nil, false // spaces that x/text would trim
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return "", nil, false
	}
	if name, err = htmlindex.Name(enc); err != nil {
		return "", nil, false
	}
	switch name {
	case "utf-8", "utf-16le", "utf-16be":
		enc = nil
	}
	return name, enc, true
}
