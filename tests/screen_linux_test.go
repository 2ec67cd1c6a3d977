package tests

import (
	"slices"
	"strconv"
	"strings"
)

// screen is what a terminal shows of the bytes that a program writes: as much
// of a terminal as Node's line editing needs.
type screen struct {
	columns int
	rows    [][]rune
	row, at int // of the cursor; at may be behind the last column
	pending string
}

func newScreen(columns int) *screen {
	return &screen{columns: columns, rows: make([][]rune, 1)}
}

// cursor stands for the cursor in what shown returns.
const cursor = "▮"

// shown returns the rows down to the cursor's. What follows is no more than a
// hint of Node's as to what the line will give.
func (s *screen) shown() []string {
	var list []string
	for i, row := range s.rows[:s.row+1] {
		if i == s.row {
			row = pad(slices.Clone(row), s.at)
			row = slices.Insert(row, s.at, []rune(cursor)...)
		}
		list = append(list, strings.TrimRight(string(row), " "))
	}
	return list
}

// write takes what the program writes. A sequence or a character may come in
// pieces.
func (s *screen) write(text string) {
	text = s.pending + text
	s.pending = ""
	for text != "" {
		n := s.step(text)
		if n == 0 {
			s.pending = text
			return
		}
		text = text[n:]
	}
}

// step takes one character or sequence and returns its length, 0 if there is
// more to come.
func (s *screen) step(text string) int {
	switch text[0] {
	case '\r':
		s.at = 0
		return 1
	case '\n':
		s.down(1)
		return 1
	case '\x1b':
		end := strings.IndexFunc(text, func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' })
		if end < 0 {
			return 0
		}
		s.control(text[end], strings.TrimPrefix(text[:end], "\x1b["))
		return end + 1
	}
	for i, r := range text {
		if i > 0 {
			return i
		}
		s.put(r)
	}
	return len(text)
}

func (s *screen) put(r rune) {
	if s.at >= s.columns {
		s.at = 0
		s.down(1)
	}
	row := pad(s.rows[s.row], s.at+1)
	row[s.at] = r
	s.rows[s.row] = row
	s.at++
}

func (s *screen) down(n int) {
	s.row += n
	for len(s.rows) <= s.row {
		s.rows = append(s.rows, nil)
	}
}

func (s *screen) control(kind byte, argument string) {
	n, err := strconv.Atoi(argument)
	if err != nil {
		n = 1
	}
	switch kind {
	case 'A':
		s.row = max(s.row-n, 0)
	case 'B':
		s.down(n)
	case 'C':
		s.at = min(s.at+n, s.columns-1)
	case 'D':
		s.at = max(s.at-n, 0)
	case 'G':
		s.at = n - 1
	case 'J':
		s.rows = s.rows[:s.row+1]
		s.rows[s.row] = s.rows[s.row][:min(s.at, len(s.rows[s.row]))]
	case 'K':
		s.rows[s.row] = s.rows[s.row][:min(s.at, len(s.rows[s.row]))]
	}
}

func pad(row []rune, length int) []rune {
	for len(row) < length {
		row = append(row, ' ')
	}
	return row
}
