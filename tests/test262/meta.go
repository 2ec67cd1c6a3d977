// Package test262 runs the tests of ECMAScript, github.com/tc39/test262, on
// gonet, and counts what passes. See Test262 for how; docs/language.md has the
// result.
package test262

import "strings"

// meta is what the comment at the head of a test says of it.
type meta struct {
	flags, includes, features []string
	negative                  bool
	errorType                 string // of a negative test
}

// parseMeta reads the YAML between /*--- and ---*/, of which tests use little:
// lists, in brackets or one item a line, and one nested object.
func parseMeta(source string) (m meta) {
	_, rest, _ := strings.Cut(source, "/*---")
	text, _, _ := strings.Cut(rest, "---*/")
	var list *[]string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n ")
		item := strings.TrimLeft(line, " ")
		if list != nil && strings.HasPrefix(item, "- ") {
			*list = append(*list, strings.TrimSpace(item[2:]))
			continue
		}
		key, value, _ := strings.Cut(item, ":")
		value = strings.TrimSpace(value)
		if item != line {
			if key == "type" && m.negative {
				m.errorType = value
			}
			continue
		}
		list = nil
		switch key {
		case "flags":
			list = &m.flags
		case "includes":
			list = &m.includes
		case "features":
			list = &m.features
		case "negative":
			m.negative = true
		}
		if list != nil {
			*list = append(*list, split(value)...)
		}
	}
	return m
}

// split reads a list in brackets.
func split(value string) (items []string) {
	for item := range strings.SplitSeq(strings.Trim(value, "[]"), ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}
