// Package path is node:path, both of its styles on every system. Source:
// nodejs/node:lib/path.js.
package path

import "strings"

// style is one of the two ways to write paths: posix or win32.
type style struct {
	sep       string
	delimiter string
	windows   bool
	// cwd is process.cwd() in this style, and driveCwd the current folder of a
	// drive of Windows, "" if it is not known.
	cwd      func() string
	driveCwd func(drive string) string
}

func (s *style) isSep(c byte) bool {
	return c == '/' || s.windows && c == '\\'
}

// pathList are the arguments of resolve, each of which is only looked at if
// those behind it leave something open.
type pathList struct {
	n  int
	at func(i int) string
}

func onePath(path string) pathList {
	return pathList{1, func(int) string { return path }}
}

// isCurrent reports whether nothing but the current folder is meant.
func (l pathList) isCurrent() bool {
	return l.n == 0 || l.n == 1 && (l.at(0) == "" || l.at(0) == ".")
}

func isSlash(c byte) bool { return c == '/' || c == '\\' }

func isLetter(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// hasDrive reports whether path starts with a drive letter and a colon.
func hasDrive(path string) bool {
	return len(path) >= 2 && isLetter(path[0]) && path[1] == ':'
}

// normalizeParts resolves "." and ".." and drops double separators. Without
// aboveRoot, ".." that would lead above the start are dropped too.
func (s *style) normalizeParts(path string, aboveRoot bool) string {
	parts := make([]string, 0, 16)
	for len(path) > 0 {
		n := 0
		for n < len(path) && !s.isSep(path[n]) {
			n++
		}
		part := path[:n]
		path = path[min(n+1, len(path)):]
		switch {
		case part == "" || part == ".":
		case part != "..":
			parts = append(parts, part)
		case len(parts) > 0 && parts[len(parts)-1] != "..":
			parts = parts[:len(parts)-1]
		case aboveRoot:
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, s.sep)
}

// lastPart returns where the last part of path begins and ends, apart from
// separators behind it; it does not begin before start. end is -1 if there are
// only separators.
func (s *style) lastPart(path string, start int) (begin, end int) {
	end = len(path)
	for end > start && s.isSep(path[end-1]) {
		end--
	}
	if end == start {
		return start, -1
	}
	for begin = end; begin > start && !s.isSep(path[begin-1]); begin-- {
	}
	return begin, end
}

// start is where the parts of path begin: behind a drive.
func (s *style) start(path string) int {
	if s.windows && hasDrive(path) {
		return 2
	}
	return 0
}

func (s *style) basename(path, suffix string) string {
	if suffix != "" && suffix == path {
		return ""
	}
	begin, end := s.lastPart(path, s.start(path))
	base := path[begin:max(begin, end)]
	switch {
	case suffix == "" || len(suffix) > len(path):
	case strings.HasSuffix(base, suffix) && base != suffix:
		return strings.TrimSuffix(base, suffix)
	case len(base) < len(suffix) && strings.HasSuffix(suffix, base):
		return path[begin:]
	}
	return base
}

// extension returns where the extension of the part from begin to end starts,
// end if it has none.
func extension(path string, begin, end int) int {
	part := path[begin:end]
	dot := strings.LastIndexByte(part, '.')
	if dot <= 0 || part == ".." {
		return end
	}
	return begin + dot
}

func (s *style) extname(path string) string {
	begin, end := s.lastPart(path, s.start(path))
	if end < 0 {
		return ""
	}
	return path[extension(path, begin, end):end]
}

// parsed is what path.parse returns.
type parsed struct {
	root, dir, base, ext, name string
}

func (p *parsed) setBase(path string, begin, end, dot int) {
	p.base, p.name, p.ext = path[begin:end], path[begin:dot], path[dot:end]
}

// joinFrom is the way up from the part of from behind its first common bytes
// with another path: ".." for each of its parts.
func (s *style) joinFrom(from string, common int) string {
	var up []string
	for i := common + 1; i <= len(from); i++ {
		if i == len(from) || from[i] == s.sep[0] {
			up = append(up, "..")
		}
	}
	return strings.Join(up, s.sep)
}

// commonPrefix returns how many bytes a and b have in common, and where the
// last separator among them is, -1 if there is none.
func commonPrefix(a, b string, sep byte) (n, lastSep int) {
	lastSep = -1
	for n < min(len(a), len(b)) && a[n] == b[n] {
		if a[n] == sep {
			lastSep = n
		}
		n++
	}
	return n, lastSep
}
