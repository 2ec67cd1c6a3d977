// Package pattern rewrites regular expressions that the engine cannot match as
// they stand: with properties of characters, the notation for sets of the flag
// v, modifiers, and names that several groups have. What it makes has none of
// these and means the same.
package pattern

import (
	"slices"
	"strings"
)

// Result is a pattern as the engine takes it.
type Result struct {
	Pattern string
	Flags   string // without d, v, and without i if the pattern has the cases itself
	// Names are the names of the groups by their number, "" for those without,
	// if several have the same: their names in Pattern are others.
	Names []string
}

// Error is what is wrong with a pattern, in V8's words.
type Error string

func (e Error) Error() string { return string(e) }

// Needed reports whether a pattern is to be rewritten. It looks at the text
// only, and errs on the side of rewriting.
func Needed(source, flags string) bool {
	switch {
	case strings.Contains(flags, "v"):
		return true
	case strings.Contains(flags, "m") && strings.Contains(source, "$"):
		return true // the engine's $ knows one line end, \n
	case strings.Contains(flags, "u") && (strings.Contains(source, `\p`) || strings.Contains(source, `\P`)):
		return true
	}
	return strings.Contains(source, "(?") && (hasModifiers(source) || repeatsName(source))
}

// hasModifiers looks for "(?i:" and its like.
func hasModifiers(source string) bool {
	for rest := source; ; {
		_, after, found := strings.Cut(rest, "(?")
		if !found {
			return false
		}
		if len(after) > 0 && strings.IndexByte("ims-", after[0]) >= 0 {
			return true
		}
		rest = after
	}
}

// repeatsName looks for a name that stands twice.
func repeatsName(source string) bool {
	if strings.Count(source, "(?<") < 2 {
		return false
	}
	var names []string
	for i, part := range strings.Split(source, "(?<") {
		name, _, ok := strings.Cut(part, ">")
		if i == 0 || !ok || name == "" || name[0] == '=' || name[0] == '!' {
			continue
		}
		if slices.Contains(names, name) {
			return true
		}
		names = append(names, name)
	}
	return false
}

// Rewrite rewrites a pattern. Flags are valid. The error is an Error.
func Rewrite(source, flags string) (res Result, err error) {
	t := newTranslator(source, flags)
	defer func() {
		switch e := recover().(type) {
		case nil:
		case Error:
			err = e
		default:
			panic(e)
		}
	}()
	t.disjunction(0)
	if t.more() {
		panic(Error("Unmatched ')'"))
	}
	res.Pattern = t.out.String()
	res.Flags = strings.NewReplacer("d", "", "v", "u").Replace(flags)
	if t.cases {
		res.Flags = strings.ReplaceAll(res.Flags, "i", "")
	}
	if t.renamed {
		res.Names = t.names
	}
	return res, nil
}
