package path

import (
	"regexp"
	"strings"
)

// maxAlternatives bounds what the braces of one pattern may expand to.
const maxAlternatives = 100_000

// matchesGlob reports whether path matches pattern, in the language of
// minimatch as Node configures it: "*" and "?" stay within a part and do not
// match a leading dot, "**" is any number of parts, braces are alternatives,
// and a backslash is a slash: in patterns always, in paths on Windows.
func (s *style) matchesGlob(path, pattern string) bool {
	pattern = strings.ReplaceAll(pattern, `\`, "/")
	if s.windows {
		path = strings.ReplaceAll(path, `\`, "/")
	}
	parts := globParts(path)
	for _, alternative := range expandBraces(pattern) {
		if matchParts(parts, globParts(alternative)) {
			return true
		}
	}
	return false
}

// globParts splits at runs of slashes; the root is an empty part.
func globParts(path string) []string {
	var parts []string
	for i, part := range strings.Split(path, "/") {
		if part != "" || i == 0 {
			parts = append(parts, part)
		}
	}
	if len(path) > 1 && strings.HasSuffix(path, "/") {
		parts = append(parts, "")
	}
	return parts
}

func matchParts(parts, patterns []string) bool {
	for len(patterns) > 0 {
		if patterns[0] == "**" {
			return matchGlobstar(parts, patterns[1:])
		}
		if len(parts) == 0 {
			return false
		}
		if parts[0] == "" && len(parts) == 1 && len(patterns) == 1 && patterns[0] != "" {
			return false
		}
		if !matchPart(parts[0], patterns[0]) {
			return false
		}
		parts, patterns = parts[1:], patterns[1:]
	}
	// A slash at the end of the path matters only if the pattern has one.
	return len(parts) == 0 || len(parts) == 1 && parts[0] == ""
}

// matchGlobstar matches "**" and then rest: any number of parts that are not
// hidden.
func matchGlobstar(parts, rest []string) bool {
	for {
		if len(rest) == 0 {
			for _, part := range parts {
				if strings.HasPrefix(part, ".") {
					return false
				}
			}
			return true
		}
		if matchParts(parts, rest) {
			return true
		}
		if len(parts) == 0 || strings.HasPrefix(parts[0], ".") {
			return false
		}
		parts = parts[1:]
	}
}

func matchPart(part, pattern string) bool {
	if !strings.ContainsAny(pattern, "*?[+@!(") {
		return part == pattern
	}
	if part == "." || part == ".." {
		return false
	}
	if strings.HasPrefix(part, ".") && !strings.HasPrefix(pattern, ".") {
		return false
	}
	if part == "" {
		return false
	}
	m := globMatcher{pattern: pattern}
	return m.match(part)
}

// globMatcher turns one part of a pattern into a regular expression. Negated
// groups, which Go's have not, are matched by trying.
type globMatcher struct {
	pattern string
}

func (m *globMatcher) match(part string) bool {
	if i, end := negatedGroup(m.pattern); i >= 0 {
		return m.matchNegated(part, i, end)
	}
	re, err := regexp.Compile(`^(?s:` + globRegexp(m.pattern) + `)$`)
	if err != nil {
		return part == m.pattern
	}
	return re.MatchString(part)
}

// negatedGroup finds the first "!(...)".
func negatedGroup(pattern string) (start, end int) {
	start = strings.Index(pattern, "!(")
	if start < 0 {
		return -1, 0
	}
	end = closing(pattern, start+1, '(', ')')
	if end < 0 {
		return -1, 0
	}
	return start, end
}

// matchNegated tries every way to cut part in three: what is in front of the
// group, what the group must not match, and what is behind.
func (m *globMatcher) matchNegated(part string, start, end int) bool {
	before, group, after := m.pattern[:start], m.pattern[start+2:end], m.pattern[end+1:]
	for i := 0; i <= len(part); i++ {
		if !matchGlobText(part[:i], before) {
			continue
		}
		for j := i; j <= len(part); j++ {
			if !matchGlobText(part[i:j], "@("+group+")") && matchGlobText(part[j:], after) {
				return true
			}
		}
	}
	return false
}

func matchGlobText(s, pattern string) bool {
	m := globMatcher{pattern: pattern}
	return m.match(s)
}

// closing returns the index of the bracket that closes the one at open, -1 if
// there is none.
func closing(s string, open int, opener, closer byte) int {
	depth := 0
	for i := open; i < len(s); i++ {
		switch s[i] {
		case opener:
			depth++
		case closer:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// globRegexp translates a pattern without negated groups.
func globRegexp(pattern string) string {
	var re strings.Builder
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		if i+1 < len(pattern) && pattern[i+1] == '(' && strings.IndexByte("?*+@", c) >= 0 {
			if end := closing(pattern, i+1, '(', ')'); end >= 0 {
				re.WriteString("(?:" + globAlternatives(pattern[i+2:end]) + ")")
				if c != '@' {
					re.WriteByte(c)
				}
				i = end
				continue
			}
		}
		switch c {
		case '*':
			re.WriteString(".*")
		case '?':
			re.WriteByte('.')
		case '[':
			class, n := globClass(pattern[i:])
			re.WriteString(class)
			i += n - 1
		default:
			re.WriteString(regexp.QuoteMeta(string([]byte{c})))
		}
	}
	return re.String()
}

// globAlternatives translates what stands in a group, with "|" between.
func globAlternatives(group string) string {
	var alternatives []string
	depth, start := 0, 0
	for i := 0; i <= len(group); i++ {
		switch {
		case i == len(group) || group[i] == '|' && depth == 0:
			alternatives = append(alternatives, globRegexp(group[start:i]))
			start = i + 1
		case group[i] == '(':
			depth++
		case group[i] == ')':
			depth--
		}
	}
	return strings.Join(alternatives, "|")
}

// globClass translates the class that s starts with, and returns how long it
// is in the pattern; without an end, "[" is itself.
func globClass(s string) (re string, n int) {
	end := 1
	if end < len(s) && (s[end] == '!' || s[end] == '^') {
		end++
	}
	if end < len(s) && s[end] == ']' {
		end++
	}
	for end < len(s) && s[end] != ']' {
		if strings.HasPrefix(s[end:], "[:") {
			if close := strings.Index(s[end:], ":]"); close >= 0 {
				end += close + 1
			}
		}
		end++
	}
	if end >= len(s) {
		return `\[`, 1
	}
	class := s[1:end]
	negate := ""
	if class[0] == '!' || class[0] == '^' {
		negate, class = "^", class[1:]
	}
	if !strings.Contains(class, "[:") {
		class = strings.ReplaceAll(class, "[", `\[`)
	}
	if strings.HasPrefix(class, "]") {
		class = `\` + class
	}
	return "[" + negate + class + "]", end + 1
}

// expandBraces returns the patterns that "{a,b}" and "{1..3}" stand for.
func expandBraces(pattern string) []string {
	results := []string{""}
	for i := 0; i < len(pattern); {
		open := strings.IndexByte(pattern[i:], '{')
		if open < 0 {
			return appendAll(results, []string{pattern[i:]})
		}
		open += i
		end := closing(pattern, open, '{', '}')
		choices := []string(nil)
		if end >= 0 && !(open > 0 && pattern[open-1] == '$') {
			choices = braceChoices(pattern[open+1 : end])
		}
		if choices == nil {
			results = appendAll(results, []string{pattern[i : open+1]})
			i = open + 1
			continue
		}
		results = appendAll(appendAll(results, []string{pattern[i:open]}), choices)
		i = end + 1
	}
	return results
}

// appendAll puts every choice behind every result.
func appendAll(results, choices []string) []string {
	var all []string
	for _, r := range results {
		for _, c := range choices {
			if len(all) == maxAlternatives {
				return all
			}
			all = append(all, r+c)
		}
	}
	return all
}

// braceChoices returns the alternatives within braces, nil if the braces stand
// for themselves.
func braceChoices(inner string) []string {
	var choices []string
	depth, start := 0, 0
	for i := 0; i <= len(inner); i++ {
		switch {
		case i == len(inner) || inner[i] == ',' && depth == 0:
			choices = append(choices, inner[start:i])
			start = i + 1
		case inner[i] == '{':
			depth++
		case inner[i] == '}':
			depth--
		}
	}
	if len(choices) == 1 {
		return braceRange(inner)
	}
	var all []string
	for _, choice := range choices {
		all = append(all, expandBraces(choice)...)
	}
	return all
}
