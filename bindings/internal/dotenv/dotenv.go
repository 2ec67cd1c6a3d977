// Package dotenv reads .env files in the dialect of Node's src/node_dotenv.cc.
package dotenv

import "strings"

// Variable is one assignment of a file.
type Variable struct{ Name, Value string }

// Parse returns the assignments in content, in their order. Lines that are
// none are passed over.
func Parse(content string) []Variable {
	var list []Variable
	rest := strings.TrimSpace(strings.ReplaceAll(content, "\r\n", "\n"))
	for rest != "" {
		rest = strings.TrimLeft(rest, " \t\n")
		line, after, _ := strings.Cut(rest, "\n")
		name, _, ok := strings.Cut(line, "=")
		if strings.HasPrefix(line, "#") || !ok {
			rest = after
			continue
		}
		value, remaining := parseValue(rest[len(name)+1:])
		rest = remaining
		name = strings.TrimSpace(name)
		name = strings.TrimSpace(strings.TrimPrefix(name, "export "))
		if name != "" {
			list = append(list, Variable{name, value})
		}
	}
	return list
}

// parseValue reads the value at the start of s and returns what follows its
// line. A value in quotes may have several lines.
func parseValue(s string) (value, rest string) {
	s = strings.TrimLeft(s, " \t")
	if s != "" && strings.ContainsRune("\"'`", rune(s[0])) {
		if end := strings.IndexByte(s[1:], s[0]); end >= 0 {
			value = s[1 : 1+end]
			if s[0] == '"' {
				value = strings.ReplaceAll(value, `\n`, "\n")
			}
			_, rest, _ = strings.Cut(s[end+2:], "\n")
			return value, rest
		}
	}
	value, rest, _ = strings.Cut(s, "\n")
	value, _, _ = strings.Cut(value, "#")
	return strings.TrimSpace(value), rest
}
