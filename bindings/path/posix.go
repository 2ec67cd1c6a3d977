package path

import "strings"

func (s *style) posixResolve(paths pathList) string {
	if paths.isCurrent() {
		if cwd := s.cwd(); strings.HasPrefix(cwd, "/") {
			return cwd
		}
	}
	resolved, absolute := "", false
	for i := paths.n - 1; i >= 0 && !absolute; i-- {
		if path := paths.at(i); path != "" {
			resolved = path + "/" + resolved
			absolute = path[0] == '/'
		}
	}
	if !absolute {
		cwd := s.cwd()
		resolved = cwd + "/" + resolved
		absolute = strings.HasPrefix(cwd, "/")
	}
	resolved = s.normalizeParts(resolved, !absolute)
	if absolute {
		return "/" + resolved
	}
	if resolved == "" {
		return "."
	}
	return resolved
}

func (s *style) posixNormalize(path string) string {
	if path == "" {
		return "."
	}
	absolute, trailing := path[0] == '/', path[len(path)-1] == '/'
	path = s.normalizeParts(path, !absolute)
	switch {
	case path == "" && absolute:
		return "/"
	case path == "" && trailing:
		return "./"
	case path == "":
		return "."
	}
	if trailing {
		path += "/"
	}
	if absolute {
		return "/" + path
	}
	return path
}

func (s *style) posixRelative(from, to string) string {
	from, to = s.posixResolve(onePath(from)), s.posixResolve(onePath(to))
	if from == to {
		return ""
	}
	from, to = from[1:], to[1:]
	n, lastSep := commonPrefix(from, to, '/')
	switch {
	case n == len(from) && len(to) > n && to[n] == '/':
		return to[n+1:]
	case n == len(from) && n == 0:
		return to
	case n == len(to) && len(from) > n && from[n] == '/':
		lastSep = n
	case n == len(to) && n == 0 && len(from) > 0:
		lastSep = -1
	}
	up := s.joinFrom(from, lastSep)
	if len(to) > lastSep+1 {
		return up + "/" + to[lastSep+1:]
	}
	return up
}

func (s *style) posixDirname(path string) string {
	if path == "" {
		return "."
	}
	begin, end := s.lastPart(path, 1)
	if end < 0 || begin == 1 {
		if path[0] == '/' {
			return "/"
		}
		return "."
	}
	if path[0] == '/' && begin == 2 {
		return "//"
	}
	return path[:begin-1]
}

func (s *style) posixParse(path string) parsed {
	var p parsed
	if path == "" {
		return p
	}
	first := 0
	if path[0] == '/' {
		p.root, first = "/", 1
	}
	begin, end := s.lastPart(path, first)
	if end >= 0 {
		dot := extension(path, begin, end)
		if begin == 1 && path[1:end] == ".." && first == 1 {
			// Node counts the root to the part here.
			dot = end - 1
		}
		p.setBase(path, begin, end, dot)
	}
	if begin > first {
		p.dir = path[:begin-1]
	} else {
		p.dir = p.root
	}
	return p
}
