package netimpl

import (
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// ConstrainedMemory returns how many bytes the process may have, by its
// control group and its limit on address space: 0 if that is unknown and
// math.MaxUint64 if there is no limit. As uv_get_constrained_memory.
func ConstrainedMemory() uint64 {
	group, byGroup := findMemoryGroup()
	limit := uint64(0)
	if byGroup {
		limit = group.limit()
	}
	if most := addressSpaceLimit(); most != 0 && (limit == 0 || most < limit) {
		limit = most
	}
	return limit
}

// AvailableMemory returns how many bytes the process can still get: what its
// control group leaves it, or without a limit there FreeMemory. As
// uv_get_available_memory.
func AvailableMemory() (uint64, error) {
	total, err := TotalMemory()
	if err != nil {
		return 0, err
	}
	group, ok := findMemoryGroup()
	if !ok {
		return FreeMemory()
	}
	limit := group.limit()
	if limit == 0 || limit > total {
		return FreeMemory()
	}
	current, ok := group.read(group.current)
	if !ok || current > limit { // a group may exceed its limit for a moment
		return 0, nil
	}
	return limit - current, nil
}

// memoryGroup is the directory of the control group that limits the process's
// memory, and the names of its files in this version of control groups.
type memoryGroup struct {
	dir       string
	hard      string
	soft      string
	current   string
	unlimited uint64 // from here on a number means that there is no limit
}

// findMemoryGroup looks the process up in /proc/self/cgroup: version 1 has a line for
// each controller, version 2 one line with the number 0.
func findMemoryGroup() (memoryGroup, bool) {
	text, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return memoryGroup{}, false
	}
	unified := ""
	for line := range strings.Lines(string(text)) {
		fields := strings.SplitN(strings.TrimSpace(line), ":", 3)
		switch {
		case len(fields) != 3:
		case fields[1] == "memory":
			return memoryGroupV1(fields[2]), true
		case fields[0] == "0":
			unified = fields[2]
		}
	}
	if unified == "" {
		return memoryGroup{}, false
	}
	return memoryGroup{
		dir:  filepath.Join("/sys/fs/cgroup", unified),
		hard: "memory.max", soft: "memory.high", current: "memory.current",
		unlimited: math.MaxUint64,
	}, true
}

// memoryGroupV1 takes the root's files where the group's own are not mounted,
// as in most containers.
func memoryGroupV1(path string) memoryGroup {
	const root = "/sys/fs/cgroup/memory"
	group := memoryGroup{
		dir:  filepath.Join(root, path),
		hard: "memory.limit_in_bytes", soft: "memory.soft_limit_in_bytes", current: "memory.usage_in_bytes",
		// The kernel rounds the highest number down to whole pages.
		unlimited: math.MaxInt64 &^ uint64(os.Getpagesize()-1),
	}
	if _, ok := group.read(group.hard); !ok {
		group.dir = root
	}
	return group
}

// limit is the lower of the hard and the soft limit, math.MaxUint64 if there
// is none and 0 if that is unknown.
func (g memoryGroup) limit() uint64 {
	hard, ok := g.read(g.hard)
	if !ok {
		return 0
	}
	soft, ok := g.read(g.soft)
	if !ok {
		return 0
	}
	if limit := min(hard, soft); limit < g.unlimited {
		return limit
	}
	return math.MaxUint64
}

func (g memoryGroup) read(name string) (uint64, bool) {
	text, err := os.ReadFile(filepath.Join(g.dir, name))
	if err != nil {
		return 0, false
	}
	word := strings.TrimSpace(string(text))
	if word == "max" {
		return math.MaxUint64, true
	}
	n, err := strconv.ParseUint(word, 10, 64)
	return n, err == nil
}

// addressSpaceLimit is RLIMIT_AS, 0 without a limit.
func addressSpaceLimit() uint64 {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_AS, &limit) != nil || limit.Cur == unix.RLIM_INFINITY {
		return 0
	}
	return limit.Cur
}
