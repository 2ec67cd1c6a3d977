package pattern

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strconv"
	"strings"
	"sync"
)

//go:embed properties/unicode.gz
var packed []byte

// tables are the lines of the table of properties, by kind and each of the
// names: they are read when a pattern first asks for a property.
var tables = sync.OnceValue(func() map[string]string {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		panic(err)
	}
	lines := make(map[string]string)
	for line := range strings.Lines(string(text)) {
		kind, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		names, content, _ := strings.Cut(rest, "\t")
		for _, name := range strings.Fields(names) {
			lines[kind+"="+name] = content
		}
	}
	return lines
})

// long are the names of properties that take a value.
var long = map[string]string{
	"General_Category": "General_Category", "gc": "General_Category",
	"Script": "Script", "sc": "Script",
	"Script_Extensions": "Script_Extensions", "scx": "Script_Extensions",
}

// property returns what \p{expression} stands for; with sets the properties of
// strings count, which are those of the flag v.
func property(expression string, sets bool) (s set, ok bool) {
	name, value, valued := strings.Cut(expression, "=")
	if valued {
		content, ok := tables()[long[name]+"="+value]
		return readSpans(content), ok && long[name] != ""
	}
	for _, kind := range []string{"General_Category", "binary"} {
		if content, ok := tables()[kind+"="+expression]; ok {
			return readSpans(content), true
		}
	}
	if content, ok := tables()["strings="+expression]; ok && sets {
		return readStrings(content), true
	}
	return set{}, false
}

// readSpans reads numbers in base 36: how far each span starts after the end
// of the one before, and how far it goes.
func readSpans(content string) (s set) {
	end := rune(0)
	fields := strings.Fields(content)
	for i := 0; i+1 < len(fields); i += 2 {
		gap, _ := strconv.ParseInt(fields[i], 36, 32)
		length, _ := strconv.ParseInt(fields[i+1], 36, 32)
		start := end + rune(gap)
		end = start + rune(length)
		s.spans = append(s.spans, span{start, end})
	}
	return s
}

func readStrings(content string) (s set) {
	for _, text := range strings.Fields(content) {
		s.add(text)
	}
	return s.normal()
}

// add adds a string, which may be one character.
func (s *set) add(text string) {
	if c := []rune(text); len(c) == 1 {
		s.spans = append(s.spans, span{c[0], c[0]})
		return
	}
	s.strings = append(s.strings, text)
}
