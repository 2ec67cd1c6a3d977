package compile

import (
	"encoding/json"
	"errors"
	"sort"
	"strings"
	"unicode/utf8"
)

// sourceMap maps byte offsets of a text that esbuild made to those of the text
// that it was made of.
type sourceMap struct {
	made, from string
	segments   []segment // by made
}

type segment struct{ made, from int }

// newSourceMap reads the mappings of a version 3 source map of one source.
func newSourceMap(data []byte, made, from string) (*sourceMap, error) {
	var v struct{ Mappings string }
	if err := json.Unmarshal(data, &v); err != nil {
		return nil, err
	}
	m := &sourceMap{made: made, from: from}
	return m, m.read(v.Mappings)
}

var errMappings = errors.New("compile: malformed source map")

func (m *sourceMap) read(mappings string) error {
	made, from := newLines(m.made), newLines(m.from)
	line, column, fromLine, fromColumn := 0, 0, 0, 0
	for len(mappings) > 0 {
		switch mappings[0] {
		case ';':
			line, column = line+1, 0
			mappings = mappings[1:]
			continue
		case ',':
			mappings = mappings[1:]
			continue
		}
		end := strings.IndexAny(mappings, ",;")
		if end < 0 {
			end = len(mappings)
		}
		fields, err := decodeVLQ(mappings[:end])
		if err != nil {
			return err
		}
		mappings = mappings[end:]
		column += fields[0]
		fromLine += fields[2]
		fromColumn += fields[3]
		m.segments = append(m.segments, segment{made.offset(line, column), from.offset(fromLine, fromColumn)})
	}
	return nil
}

// decodeVLQ decodes the four fields of a segment: column, source, line, column.
func decodeVLQ(s string) (fields [5]int, err error) {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	n, value, shift := 0, 0, 0
	for i := 0; i < len(s); i++ {
		d := strings.IndexByte(digits, s[i])
		if d < 0 || n == len(fields) {
			return fields, errMappings
		}
		value |= (d & 31) << shift
		shift += 5
		if d&32 != 0 {
			continue
		}
		fields[n] = value >> 1
		if value&1 != 0 {
			fields[n] = -fields[n]
		}
		n, value, shift = n+1, 0, 0
	}
	return fields, nil
}

// finder returns a function that maps an offset of the made text to one of the
// source, or to -1 if it lies in code that esbuild has added. The function is
// quickest when its arguments ascend.
func (m *sourceMap) finder() func(int) int {
	near := 0
	return func(offset int) int {
		if near >= len(m.segments) || m.segments[near].made > offset {
			near = 0
		}
		if near+8 < len(m.segments) && m.segments[near+8].made <= offset {
			near = sort.Search(len(m.segments), func(i int) bool { return m.segments[i].made > offset }) - 1
		}
		for near+1 < len(m.segments) && m.segments[near+1].made <= offset {
			near++
		}
		if near >= len(m.segments) || m.segments[near].made > offset {
			return -1
		}
		return m.inSegment(m.segments[near], offset)
	}
}

// inSegment carries the distance from the segment's start over, as far as both
// texts are the same there.
func (m *sourceMap) inSegment(s segment, offset int) int {
	distance := offset - s.made
	if s.from+distance <= len(m.from) && offset <= len(m.made) && m.made[s.made:offset] == m.from[s.from:s.from+distance] {
		return s.from + distance
	}
	return s.from
}

// lines finds the byte offset of a line and a column in UTF-16 units.
type lines struct {
	text   string
	starts []int
}

func newLines(text string) *lines {
	l := &lines{text: text, starts: []int{0}}
	for i := 0; i < len(text); i++ {
		n := lineEnd(text, i)
		if n == 0 {
			continue
		}
		l.starts = append(l.starts, i+n)
		i += n - 1
	}
	return l
}

// lineEnd returns the length of the line end at text[i:], or 0.
func lineEnd(text string, i int) int {
	switch text[i] {
	case '\n':
		return 1
	case '\r':
		if i+1 < len(text) && text[i+1] == '\n' {
			return 2
		}
		return 1
	case 0xe2:
		if strings.HasPrefix(text[i:], "\u2028") || strings.HasPrefix(text[i:], "\u2029") {
			return 3
		}
	}
	return 0
}

// offset returns the byte offset of column (from 0) in line (from 0).
func (l *lines) offset(line, column int) int {
	if line >= len(l.starts) {
		return len(l.text)
	}
	i := l.starts[line]
	for column > 0 && i < len(l.text) {
		if l.text[i] < utf8.RuneSelf {
			i, column = i+1, column-1
			continue
		}
		r, n := utf8.DecodeRuneInString(l.text[i:])
		i, column = i+n, column-utf16Len(r)
	}
	return i
}

// position returns the line and the UTF-16 column, both from 1, of offset.
func (l *lines) position(offset int) (line, column int) {
	offset = min(max(offset, 0), len(l.text))
	line = sort.Search(len(l.starts), func(i int) bool { return l.starts[i] > offset })
	for _, r := range l.text[l.starts[line-1]:offset] {
		column += utf16Len(r)
	}
	return line, column + 1
}

// line returns the text of a line (from 1), without its end.
func (l *lines) line(n int) string {
	text := l.text[l.starts[n-1]:]
	for i := range text {
		if lineEnd(text, i) > 0 {
			return text[:i]
		}
	}
	return text
}

func utf16Len(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}
