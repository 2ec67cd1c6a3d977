package inspect

import (
	"regexp"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Width is the number of terminal columns that s takes. With strip, escape
// sequences count as nothing.
func Width(s string, strip bool) int {
	if strip {
		s = StripVT(s)
	}
	width := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 0x7f:
			return width + wideWidth(norm.NFC.String(s[i:]))
		case c >= 0x20:
			width++
		}
	}
	return width
}

func wideWidth(s string) int {
	width := 0
	for len(s) > 0 {
		r, size := decodeText(s)
		width += runeWidth(r)
		s = s[size:]
	}
	return width
}

func runeWidth(r rune) int {
	switch {
	case r < 0x20 || r == 0x7f:
		return 0
	case r < utf8.RuneSelf:
		return 1
	case inRanges(zeroWidth, r):
		return 0
	case inRanges(doubleWidth, r):
		return 2
	}
	return 1
}

func inRanges(ranges [][2]rune, r rune) bool {
	i := sort.Search(len(ranges), func(i int) bool { return ranges[i][1] >= r })
	return i < len(ranges) && ranges[i][0] <= r
}

// Escape sequences: operating system commands up to their terminator, and
// control sequences.
var (
	controlSequence = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\x1B\](?s:.)*?(?:\x07|\x1B\\|\x{9C})` +
			`|[\x1B\x{9B}][\[\]()#;?]*(?:[0-9]{1,4}(?:[;:][0-9]{0,4})*)?[0-9A-PR-TZcf-nq-uy=><~]`)
	})
	colorSequence = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\x1B\[[0-9][0-9]?m`)
	})
)

// StripVT removes escape sequences from s: util.stripVTControlCharacters.
func StripVT(s string) string {
	if !strings.ContainsAny(s, "\x1b\u009b") {
		return s
	}
	return controlSequence().ReplaceAllString(s, "")
}

func removeColors(s string) string {
	if strings.IndexByte(s, 0x1b) < 0 {
		return s
	}
	return colorSequence().ReplaceAllString(s, "")
}
