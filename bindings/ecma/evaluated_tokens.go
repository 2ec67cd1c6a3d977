package ecma

import (
	"encoding/json"
	"strconv"
	"strings"

	"gonet/bindings/ecma/pattern"
	"gonet/bindings/ecma/token"
)

// importName, with what import() is relative to behind it, is the property of
// the global object that import() calls in texts that scripts evaluate. It is
// there once such a text has been seen.
const importName = "gonet:evaluated import "

// mayLack looks at a text for what rewriteTokens or Lower could be needed for.
func mayLack(text string) bool {
	return strings.Contains(text, "import") || mayNeedLowering(text) || mayHavePattern(text)
}

func mayNeedLowering(text string) bool {
	for _, word := range []string{"await", "async", "using", "@", "accessor"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// mayHavePattern looks for literals of regular expressions that are to be
// rewritten.
func mayHavePattern(text string) bool {
	if strings.Contains(text, `\p`) || strings.Contains(text, `\P`) || strings.Contains(text, "(?") {
		return true
	}
	for rest := text; ; {
		_, after, found := strings.Cut(rest, "/")
		if !found {
			return false
		}
		flags := after[:len(after)-len(strings.TrimLeft(after, "dgimsuvy"))]
		if strings.ContainsAny(flags, "dv") {
			return true
		}
		rest = after
	}
}

// rewriteTokens replaces import() and the regular expressions that the engine
// does not take as literals by calls.
func (r *Realm) rewriteTokens(text string) string {
	var out strings.Builder
	done := 0
	put := func(t token.Token, replacement string) {
		out.WriteString(text[done:t.Start])
		out.WriteString(replacement)
		done = t.End
	}
	s := token.NewScanner(text)
	var last token.Token
	for t := s.Next(); t.Kind != token.EOF; {
		next := s.Next()
		switch {
		case t.Kind == token.Regexp:
			if call := regexpCall(s.Text(t)); call != "" {
				put(t, call)
			}
		case t.Kind == token.Name && s.Text(t) == "import" && next.Kind == token.Punct && s.Text(next) == "(" &&
			!(last.Kind == token.Punct && s.Text(last) == "."):
			if name := r.provideImport(); name != "" {
				put(t, "globalThis["+strconv.Quote(name)+"]")
			}
		}
		last, t = t, next
	}
	if done == 0 {
		return text
	}
	out.WriteString(text[done:])
	return out.String()
}

// regexpCall returns the call in the place of a literal, "" if it may stay.
func regexpCall(literal string) string {
	end := strings.LastIndexByte(literal, '/')
	source, flags := literal[1:end], literal[end+1:]
	if !strings.ContainsAny(flags, "dv") && !pattern.Needed(source, flags) {
		return ""
	}
	quoted, err := json.Marshal(source)
	must(err)
	return "(new RegExp(" + string(quoted) + "," + strconv.Quote(flags) + "))"
}

// provideImport defines what import() calls, and returns the property that it
// is, "" if there is no such.
func (r *Realm) provideImport() string {
	if r.Import == nil {
		return ""
	}
	base := r.ImportBase()
	name := importName + base
	if global := r.vm.GlobalObject(); global.Get(name) == nil {
		hide(global, name, r.Import(base))
	}
	return name
}
