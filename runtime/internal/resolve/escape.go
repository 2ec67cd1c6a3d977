package resolve

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
)

// What "exports" and "imports" name, and what a specifier names, are parts of
// URLs: a path in them may hold escapes.

// ErrMalformed is what Import returns for a path whose escapes are none.
var ErrMalformed = errors.New("URI malformed")

func unescape(path string) (string, error) { return url.PathUnescape(path) }

func escapePercent(path string) string { return strings.ReplaceAll(path, "%", "%25") }

var encodedSlash = regexp.MustCompile(`(?i)%2f|%5c`)

func hasEncodedSeparator(path string) bool { return encodedSlash.MatchString(path) }

func encodedSeparator(path, base string) error {
	return invalidSpecifier(path, `must not include encoded "/" or "\" characters`, base)
}

// scheme matches the beginning of an absolute URL.
var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

func isURL(s string) bool { return scheme.MatchString(s) }
