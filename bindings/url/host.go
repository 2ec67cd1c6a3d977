package url

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/weburl"
)

// What the module loader needs of URLs, in Go.

// Resolve is the text of the URL that input is relative to base, which may be
// empty; false if it is none.
func Resolve(input, base string) (string, bool) {
	var from *weburl.URL
	if base != "" {
		var ok bool
		if from, ok = weburl.Parse(base, nil); !ok {
			return "", false
		}
	}
	u, ok := weburl.Parse(input, from)
	if !ok {
		return "", false
	}
	return u.Href(), true
}

// Invalid makes the error of Node's parser, whose text does not show its code.
func Invalid(e *env.Env, input string) *goja.Object {
	err := errs.TypeError(e, "Invalid URL")
	err.Set("code", "ERR_INVALID_URL")
	err.Set("input", input)
	return err
}

// EncodeFilePath percent-encodes a path as url.pathToFileURL does.
func EncodeFilePath(path string) string { return weburl.EncodeFilePath(path) }

// PercentDecode decodes percent-encoded bytes; what is none stays as it is.
func PercentDecode(s string) []byte { return weburl.PercentDecode(s) }
