package inspect

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/dop251/goja"
)

// shortenFrames leaves out frames that the error's cause shows as well, and
// those that recursion repeats.
func (c *context) shortenFrames(o *goja.Object, frames []string) []string {
	cause, _ := c.tryGet(o, "cause")
	if c.isErrorValue(cause) {
		stack := c.stackOf(cause.(*goja.Object))
		if at := strings.Index(stack, "\n    at"); at >= 0 {
			n, start := sharedRun(frames, strings.Split(stack[at+1:], "\n"))
			if n > 0 {
				note := "    ... " + itoa(n-2) + " lines matching cause stack trace ..."
				frames = slices.Replace(frames, start+1, start+1+n-2, c.paint(note, "undefined"))
			}
		}
	}
	if len(frames) <= 10 {
		return frames
	}
	runs := repeatedRuns(frames)
	for i := len(runs) - 1; i >= 0; i-- {
		run := runs[i]
		hidden := run.length * run.times
		note := "    ... collapsed " + itoa(hidden) + " duplicate lines matching above "
		if run.times > 1 {
			note += itoa(run.length) + " lines " + itoa(run.times) + " times..."
		} else {
			note += "lines ..."
		}
		frames = slices.Replace(frames, run.start, run.start+hidden, c.paint(note, "undefined"))
	}
	return frames
}

// sharedRun finds the first run of more than three frames of a that b has too.
func sharedRun(a, b []string) (length, start int) {
	for i := 0; i < len(a)-3; i++ {
		pos := slices.Index(b, a[i])
		if pos < 0 || len(b)-pos <= 3 {
			continue
		}
		n := 1
		for n < min(len(a)-i, len(b)-pos) && a[i+n] == b[pos+n] {
			n++
		}
		if n > 3 {
			return n, i
		}
	}
	return 0, 0
}

// run is a block of frames, from start, that repeats the length frames before it
// times times.
type run struct{ start, length, times int }

const minRun = 3

// repeatedRuns finds blocks that recursion has repeated. For each frame the
// length of the block is the greatest common divisor of the distances to the
// frame's later occurrences, or else one of the other distances on the way to it,
// whichever hides more.
func repeatedRuns(frames []string) []run {
	at := make(map[string][]int)
	for i, f := range frames {
		at[f] = append(at[f], i)
	}
	if len(frames)-len(at) <= minRun {
		return nil
	}
	var runs []run
	for i := 0; i < len(frames)-minRun; i++ {
		positions := at[frames[i]]
		last := positions[len(positions)-1]
		if last-i < minRun {
			continue
		}
		next := positions[slices.Index(positions, i)+1:]
		length, times := bestRepeat(frames, i, candidateLengths(i, next))
		if length*times >= minRun {
			runs = append(runs, run{i + length, length, times})
			i += length*(times+1) - 1
		}
	}
	return runs
}

// candidateLengths lists block lengths in the order they are tried.
func candidateLengths(i int, next []int) []int {
	if len(next) == 1 {
		return []int{next[0] - i}
	}
	gcd := 0
	var others []int
	for _, position := range next {
		for distance := position - i; distance != 0; {
			if gcd != 0 && !slices.Contains(others, gcd) {
				others = append(others, gcd)
			}
			gcd, distance = distance, gcd%distance
		}
		if gcd == 1 {
			break
		}
	}
	others = slices.DeleteFunc(others, func(n int) bool { return n == gcd })
	slices.Reverse(others)
	return append([]int{gcd}, others...)
}

func bestRepeat(frames []string, i int, lengths []int) (length, times int) {
	for _, n := range lengths {
		count := 0
		for next := i + n; next+n <= len(frames) && slices.Equal(frames[i:i+n], frames[next:next+n]); next += n {
			count++
		}
		if length == 0 || n*count > length*times {
			length, times = n, count
		}
	}
	return length, times
}

var coreFrame = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^ {4}at (?:[^/\\(]+ \(|)node:(.+):\d+:\d+\)?$`)
})

// colorFrames dims frames of built-in modules and the current directory, and
// underlines the names of packages.
func (c *context) colorFrames(frames []string) {
	cwd, known := "", false
	if c.hooks.Cwd != nil {
		cwd, known = c.hooks.Cwd()
	}
	for i, line := range frames {
		core := coreFrame().FindStringSubmatch(line)
		if core != nil && c.hooks.IsBuiltin != nil && c.hooks.IsBuiltin(core[1]) {
			frames[i] = c.paint(line, "undefined")
			continue
		}
		line = c.markPackages(line)
		if known {
			marked := c.markDirectory(line, cwd)
			if marked == line {
				marked = c.markDirectory(line, (&url.URL{Scheme: "file", Path: cwd}).String())
			}
			line = marked
		}
		frames[i] = line
	}
}

// markPackages styles the package's name in paths through node_modules.
func (c *context) markPackages(line string) string {
	const folder = "node_modules"
	var b strings.Builder
	done, from := 0, 0
	for {
		at := strings.Index(line[from:], folder)
		if at < 0 {
			break
		}
		at += from
		after := at + len(folder)
		if at == 0 || after >= len(line) || !isSlash(line[at-1]) || !isSlash(line[after]) {
			from = at + 1
			continue
		}
		start := after + 1
		end := packageEnd(line, start, line[at-1])
		b.WriteString(line[done:start])
		b.WriteString(c.paint(line[start:end], "module"))
		done, from = end, end
	}
	return b.String() + line[done:]
}

func isSlash(c byte) bool { return c == '/' || c == '\\' }

// packageEnd is where the name ends: at the separator, or for @scope/name at the
// second one.
func packageEnd(line string, start int, separator byte) int {
	end := strings.IndexByte(line[start:], separator)
	if end < 0 {
		return len(line)
	}
	if line[start] != '@' {
		return start + end
	}
	second := strings.IndexByte(line[start+end+1:], separator)
	if second < 0 {
		return len(line)
	}
	return start + end + 1 + second
}

// markDirectory dims dir, with what surrounds the path, in a frame.
func (c *context) markDirectory(line, dir string) string {
	at := strings.Index(line, dir)
	if at < 0 || dir == "" {
		return line
	}
	length := len(dir)
	if strings.HasSuffix(line[:at], "file://") {
		at -= len("file://")
		length += len("file://")
	}
	end := min(at+length+1, len(line))
	start, tail := at, ""
	if at > 0 && line[at-1] == '(' {
		start--
		if strings.HasSuffix(line, ")") && end < len(line) {
			line = line[:len(line)-1]
			tail = c.paint(")", "undefined")
		}
	}
	return line[:start] + c.paint(line[start:end], "undefined") + line[end:] + tail
}
