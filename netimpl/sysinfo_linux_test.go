package netimpl

import (
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestParseCPUStat(t *testing.T) {
	number, times, ok := parseCPUStat("cpu3 1 2 3 4 5 6 7 0 0 0")
	wantEqual(t, "ok", ok, true)
	wantEqual(t, "number", number, 3)
	const tick = 10 * time.Millisecond
	wantEqual(t, "times", times, CPUTimes{User: tick, Nice: 2 * tick, System: 3 * tick, Idle: 4 * tick, IRQ: 6 * tick})
	for _, line := range []string{"cpu  1 2 3 4 5 6 7", "intr 1 2 3 4 5 6 7", "cpu0 1 2", ""} {
		if _, _, ok := parseCPUStat(line); ok {
			t.Errorf("%q is taken for a processor", line)
		}
	}
}

func TestMemoryGroupLimit(t *testing.T) {
	tests := []struct {
		hard, soft string
		want       uint64
	}{
		{"max", "max", math.MaxUint64},
		{"1000", "max", 1000},
		{"1000", "500", 500},
		{"9223372036854771712", "9223372036854771712", math.MaxUint64},
		{"1000", "", 0},
		{"", "1000", 0},
		{"junk", "1000", 0},
	}
	for _, test := range tests {
		group := memoryGroup{dir: t.TempDir(), hard: "hard", soft: "soft", unlimited: math.MaxInt64 &^ 4095}
		for name, text := range map[string]string{"hard": test.hard, "soft": test.soft} {
			if text != "" {
				must(t, os.WriteFile(filepath.Join(group.dir, name), []byte(text+"\n"), 0o600))
			}
		}
		if got := group.limit(); got != test.want {
			t.Errorf("hard %q, soft %q: %d, want %d", test.hard, test.soft, got, test.want)
		}
	}
}
