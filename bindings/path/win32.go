package path

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// reserved are the names of devices, which are that in every folder.
var reserved = []string{
	"CON", "PRN", "AUX", "NUL",
	"COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
	"LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
	"COM¹", "COM²", "COM³", "LPT¹", "LPT²", "LPT³",
}

// isReserved reports whether path[:colon] is a device. A colon of -1 drops the
// last character, as slice(0, -1) does in Node.
func isReserved(path string, colon int) bool {
	if colon < 0 {
		_, last := utf8.DecodeLastRuneInString(path)
		colon = len(path) - last
	}
	return slices.Contains(reserved, strings.ToUpper(path[:colon]))
}

// root is the start of a path of Windows.
type root struct {
	end      int    // where the rest begins
	device   string // "C:", `\\server\share`, `\\.` or ""
	absolute bool
	server   string // of a UNC path, or "." or "?"
	share    int    // where a UNC path's share begins
	unc      int    // and where it ends; 0 if the path is not UNC
}

// matchUNC matches \\server\share.
func matchUNC(path string) (server string, share, end int, ok bool) {
	i := 2
	for i < len(path) && !isSlash(path[i]) {
		i++
	}
	if i == 2 || i == len(path) {
		return "", 0, 0, false
	}
	server = path[2:i]
	for i < len(path) && isSlash(path[i]) {
		i++
	}
	if i == len(path) {
		return "", 0, 0, false
	}
	share = i
	for i < len(path) && !isSlash(path[i]) {
		i++
	}
	return server, share, i, true
}

func rootOf(path string) root {
	switch {
	case path == "":
		return root{}
	case isSlash(path[0]) && (len(path) == 1 || !isSlash(path[1])):
		return root{end: 1, absolute: true}
	case isSlash(path[0]):
		server, share, end, ok := matchUNC(path)
		if !ok {
			return root{absolute: true}
		}
		r := root{absolute: true, server: server, share: share, unc: end}
		if server == "." || server == "?" {
			r.device, r.end = `\\`+server, 4
		} else {
			r.device, r.end = `\\`+server+`\`+path[share:end], end
		}
		return r
	case hasDrive(path) && len(path) > 2 && isSlash(path[2]):
		return root{end: 3, device: path[:2], absolute: true}
	case hasDrive(path):
		return root{end: 2, device: path[:2]}
	}
	return root{}
}

func (s *style) winResolve(paths pathList) string {
	device, tail, absolute := "", "", false
	for i := paths.n - 1; i >= -1; i-- {
		path := ""
		switch {
		case i >= 0:
			if path = paths.at(i); path == "" {
				continue
			}
		case device == "":
			path = s.cwd()
			if paths.isCurrent() && (paths.n == 0 || path != "" && isSlash(path[0])) {
				return strings.ReplaceAll(path, "/", `\`)
			}
		default:
			path = s.onDrive(device)
		}
		r := rootOf(path)
		if r.device != "" {
			if device != "" && !strings.EqualFold(r.device, device) {
				continue
			}
			if device == "" {
				device = r.device
			}
		}
		if !absolute {
			tail = path[min(r.end, len(path)):] + `\` + tail
			absolute = r.absolute
		}
		if absolute && device != "" {
			break
		}
	}
	tail = s.normalizeParts(tail, !absolute)
	if absolute {
		return device + `\` + tail
	}
	if device+tail == "" {
		return "."
	}
	return device + tail
}

// onDrive is the current folder of a drive, its root if that is not known.
func (s *style) onDrive(device string) string {
	path := s.driveCwd(device)
	if path == "" {
		path = s.cwd()
	}
	if !strings.EqualFold(path[:min(2, len(path))], device) && len(path) > 2 && path[2] == '\\' {
		return device + `\`
	}
	return path
}

func (s *style) winNormalize(path string) string {
	if path == "" {
		return "."
	}
	if len(path) == 1 {
		return strings.Replace(path, "/", `\`, 1)
	}
	colon := strings.IndexByte(path, ':')
	r := rootOf(path)
	switch {
	case r.unc == len(path) && r.server != "." && r.server != "?":
		return `\\` + r.server + `\` + path[r.share:] + `\`
	case r.unc > 0 && (r.server == "." || r.server == "?"):
		// Special case: \\?\COM1: and its like.
		if name := path[4:max(colon+1, 4)]; name != "" && isReserved(name, len(name)-1) {
			r.device, r.end = `\\?\`+name, 4+len(name)
		}
	case !r.absolute && r.device == "" && colon > 0 && isReserved(path, colon):
		r.device, r.end = path[:colon+1], colon+1
	}
	tail := ""
	if r.end < len(path) {
		tail = s.normalizeParts(path[r.end:], !r.absolute)
	}
	if tail == "" && !r.absolute {
		tail = "."
	}
	if tail != "" && isSlash(path[len(path)-1]) {
		tail += `\`
	}
	if !r.absolute && r.device == "" && looksAbsolute(path, tail) {
		return `.\` + tail
	}
	if isReserved(path, colon) {
		return `.\` + r.device + tail
	}
	if r.absolute {
		return r.device + `\` + tail
	}
	return r.device + tail
}

// looksAbsolute reports whether tail, what is left of a relative path, has
// become something that Windows would take for an absolute one
// (CVE-2024-36139).
func looksAbsolute(path, tail string) bool {
	if !strings.Contains(path, ":") {
		return false
	}
	if hasDrive(tail) {
		return true
	}
	for i := range len(path) {
		if path[i] == ':' && (i == len(path)-1 || isSlash(path[i+1])) {
			return true
		}
	}
	return false
}

func winIsAbsolute(path string) bool {
	return path != "" && (isSlash(path[0]) || len(path) > 2 && hasDrive(path) && isSlash(path[2]))
}

// winJoin joins parts, none of which is empty.
func (s *style) winJoin(parts []string) string {
	joined := strings.Join(parts, `\`)
	slashes := 0
	for slashes < min(len(parts[0]), 3) && isSlash(parts[0][slashes]) {
		slashes++
	}
	// Two slashes and something else start a UNC path, if they stand in the
	// first part; otherwise they are one slash written twice.
	if slashes != 2 || len(parts[0]) == 2 {
		for slashes < len(joined) && isSlash(joined[slashes]) {
			slashes++
		}
		if slashes >= 2 {
			joined = `\` + joined[slashes:]
		}
	}
	for part := range strings.SplitSeq(joined, `\`) {
		if colon := strings.IndexByte(part, ':'); colon >= 0 && isReserved(part, colon) {
			return strings.ReplaceAll(joined, "/", `\`)
		}
	}
	return s.winNormalize(joined)
}

func (s *style) winRelative(from, to string) string {
	fromOrig, toOrig := s.winResolve(onePath(from)), s.winResolve(onePath(to))
	from, to = lower(fromOrig), lower(toOrig)
	if from == to {
		return ""
	}
	if len(from) != len(fromOrig) || len(to) != len(toOrig) {
		return relativeParts(fromOrig, toOrig)
	}
	fromTrimmed := strings.Trim(from, `\`)
	toStart := len(to) - len(strings.TrimLeft(to, `\`))
	toTrimmed := strings.Trim(to, `\`)
	toOrigEnd := toOrig[:toStart+len(toTrimmed)]

	n, lastSep := commonPrefix(fromTrimmed, toTrimmed, '\\')
	if n < len(fromTrimmed) && n < len(toTrimmed) {
		if lastSep == -1 {
			return toOrig
		}
	} else {
		switch {
		case len(toTrimmed) > n && toTrimmed[n] == '\\':
			return toOrig[toStart+n+1:]
		case len(toTrimmed) > n && n == 2:
			return toOrig[toStart+n:]
		case len(fromTrimmed) > n && fromTrimmed[n] == '\\':
			lastSep = n
		case len(fromTrimmed) > n && n == 2:
			lastSep = 3
		}
		lastSep = max(lastSep, 0)
	}
	up := s.joinFrom(fromTrimmed, lastSep)
	at := min(toStart+lastSep, len(toOrigEnd))
	if up == "" && at < len(toOrigEnd) && toOrigEnd[at] == '\\' {
		at++
	}
	return up + toOrigEnd[at:]
}

// lower is JavaScript's toLowerCase, which keeps the dot of U+0130.
func lower(s string) string {
	return strings.ToLower(strings.ReplaceAll(s, "\u0130", "i\u0307"))
}

// relativeParts is winRelative for paths that lower case makes longer or
// shorter: it compares them part by part.
func relativeParts(from, to string) string {
	fromParts := strings.Split(strings.TrimSuffix(from, `\`), `\`)
	toParts := strings.Split(strings.TrimSuffix(to, `\`), `\`)
	n := 0
	for n < min(len(fromParts), len(toParts)) && lower(fromParts[n]) == lower(toParts[n]) {
		n++
	}
	if n == 0 {
		return to
	}
	parts := slices.Repeat([]string{".."}, len(fromParts)-n)
	return strings.Join(append(parts, toParts[n:]...), `\`)
}

func (s *style) winNamespaced(path string) string {
	resolved := s.winResolve(onePath(path))
	switch {
	case utf8.RuneCountInString(resolved) <= 2:
		return path
	case strings.HasPrefix(resolved, `\\`) && resolved[2] != '?' && resolved[2] != '.':
		return `\\?\UNC\` + resolved[2:]
	case hasDrive(resolved) && resolved[2] == '\\':
		return `\\?\` + resolved
	}
	return resolved
}

// winRootEnd is where the parts of path begin, including the separator behind
// a UNC root. whole is whether the path is a UNC root and nothing else.
func winRootEnd(path string) (end int, whole bool) {
	if path != "" && isSlash(path[0]) {
		if len(path) > 1 && isSlash(path[1]) {
			if _, _, end, ok := matchUNC(path); ok {
				return min(end+1, len(path)), end == len(path)
			}
		}
		return 1, false
	}
	if hasDrive(path) {
		if len(path) > 2 && isSlash(path[2]) {
			return 3, false
		}
		return 2, false
	}
	return 0, false
}

func (s *style) winDirname(path string) string {
	if len(path) <= 1 {
		if path != "" && isSlash(path[0]) {
			return path
		}
		return "."
	}
	rootEnd, whole := winRootEnd(path)
	if whole {
		return path
	}
	begin, end := s.lastPart(path, rootEnd)
	switch {
	case end >= 0 && begin > rootEnd:
		return path[:begin-1]
	case rootEnd == 0:
		return "."
	}
	return path[:rootEnd]
}

func (s *style) winParse(path string) parsed {
	var p parsed
	rootEnd, _ := winRootEnd(path)
	p.root = path[:rootEnd]
	begin, end := s.lastPart(path, rootEnd)
	if end >= 0 {
		p.setBase(path, begin, end, extension(path, begin, end))
	}
	if begin > rootEnd {
		p.dir = path[:begin-1]
	} else {
		p.dir = p.root
	}
	return p
}
