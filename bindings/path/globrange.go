package path

import (
	"fmt"
	"strconv"
	"strings"
)

// braceRange returns what "1..3", "01..10..2" or "a..e" stands for, nil if
// inner is none of these.
func braceRange(inner string) []string {
	fields := strings.Split(inner, "..")
	if len(fields) < 2 || len(fields) > 3 {
		return nil
	}
	step := 1
	if len(fields) == 3 {
		n, err := strconv.Atoi(fields[2])
		if err != nil {
			return nil
		}
		step = max(n, -n, 1)
	}
	low, err1 := strconv.Atoi(fields[0])
	high, err2 := strconv.Atoi(fields[1])
	if err1 == nil && err2 == nil {
		width := 0
		if isPadded(fields[0]) || isPadded(fields[1]) {
			width = max(len(fields[0]), len(fields[1]))
		}
		return countRange(low, high, step, func(n int) string { return fmt.Sprintf("%0*d", width, n) })
	}
	if len(fields[0]) == 1 && len(fields[1]) == 1 && isLetter(fields[0][0]) && isLetter(fields[1][0]) {
		return countRange(int(fields[0][0]), int(fields[1][0]), step, func(n int) string { return string(rune(n)) })
	}
	return nil
}

func isPadded(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return len(s) > 1 && s[0] == '0'
}

func countRange(low, high, step int, text func(int) string) []string {
	var all []string
	if low > high {
		step = -step
	}
	for n := low; (step > 0 && n <= high || step < 0 && n >= high) && len(all) < maxAlternatives; n += step {
		all = append(all, text(n))
	}
	return all
}
