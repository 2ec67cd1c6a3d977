//go:build unix && !linux

package os

var dlopenFlags = []named{{"RTLD_LAZY", 1}, {"RTLD_NOW", 2}, {"RTLD_GLOBAL", 8}, {"RTLD_LOCAL", 4}}

func niceOf(n int) int { return n }
