package cares

import "time"

// How long a server may take follows from how long it took before: five times
// the average, within bounds. Source: ares_metrics.c.
const (
	minTimeout        = 250 * time.Millisecond
	maxTimeout        = 5 * time.Second
	averageMultiplier = 5
	minAnswers        = 3 // for an average
)

// spans are the periods that averages are taken over, the most recent first.
var spans = [...]time.Duration{time.Minute, 15 * time.Minute, time.Hour, 24 * time.Hour, 100 * 365 * 24 * time.Hour}

// metrics is what a server's answers took: for each span its current period
// and the one before.
type metrics [len(spans)]struct{ current, previous period }

type period struct {
	number int64
	total  time.Duration
	count  int
}

func (m *metrics) record(now time.Time, took time.Duration) {
	for i := range m {
		number := now.UnixNano() / int64(spans[i])
		if b := &m[i]; b.current.number != number {
			b.previous, b.current = b.current, period{number: number}
		}
		m[i].current.total += max(took, time.Millisecond)
		m[i].current.count++
	}
}

// timeout returns how long to wait for an answer on the first try; initial is
// for servers that are not known yet, and longest, if not zero, bounds it.
func (m *metrics) timeout(now time.Time, initial, longest time.Duration) time.Duration {
	if longest == 0 {
		longest = maxTimeout
	}
	timeout := initial
	for i := range m {
		number := now.UnixNano() / int64(spans[i])
		p := m[i].current
		if p.number != number || p.count < minAnswers {
			p = m[i].previous
			number--
		}
		if p.number == number && p.count >= minAnswers {
			timeout = averageMultiplier * p.total / time.Duration(p.count)
			break
		}
	}
	return min(max(timeout, minTimeout), longest)
}
