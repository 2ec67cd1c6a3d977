package timers

import (
	"container/heap"

	"github.com/dop251/goja"
)

// expirer is what an entry stands for.
type expirer interface {
	// expire runs what the timeout was set for, and reports false if that
	// threw. The entry has been taken from its list.
	expire() bool
}

// entry is a timeout's place in the list of its duration.
type entry struct {
	next, prev *entry
	list       *list // nil while the timeout is not running
	start      int64 // when it was started, in the loop's milliseconds
	owner      expirer
}

// list is all timeouts of one duration, in the order in which they were
// started, which is the order in which they expire.
type list struct {
	entry               // sentinel
	msecs  int64        // the duration
	expiry int64        // when the first may be due, in the loop's milliseconds
	id     int64        // orders lists of one expiry
	index  int          // in the queue
	object *goja.Object // what scripts see; made on first need
}

func newList(msecs, expiry, id int64) *list {
	l := &list{msecs: msecs, expiry: expiry, id: id}
	l.next, l.prev = &l.entry, &l.entry
	return l
}

func (l *list) first() *entry {
	if l.empty() {
		return nil
	}
	return l.next
}

func (l *list) empty() bool { return l.next == &l.entry }

// append puts x, wherever it was, at the end of l.
func (l *list) append(x *entry) {
	x.remove()
	x.list = l
	x.prev, x.next = l.prev, &l.entry
	x.prev.next, x.next.prev = x, x
}

// remove takes x from its list, if it is in one.
func (x *entry) remove() {
	if x.list == nil {
		return
	}
	x.prev.next, x.next.prev = x.next, x.prev
	x.next, x.prev, x.list = nil, nil, nil
}

// queue is the lists by expiry, and among equals by id: a heap.
type queue []*list

func (q queue) first() *list {
	if len(q) == 0 {
		return nil
	}
	return q[0]
}

func (q queue) Len() int { return len(q) }

func (q queue) Less(i, j int) bool {
	if q[i].expiry != q[j].expiry {
		return q[i].expiry < q[j].expiry
	}
	return q[i].id < q[j].id
}

func (q queue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}

func (q *queue) Push(x any) {
	l := x.(*list)
	l.index = len(*q)
	*q = append(*q, l)
}

func (q *queue) Pop() any {
	last := len(*q) - 1
	l := (*q)[last]
	(*q)[last] = nil
	*q = (*q)[:last]
	return l
}

func (q *queue) add(l *list)    { heap.Push(q, l) }
func (q *queue) remove(l *list) { heap.Remove(q, l.index) }
func (q *queue) fix(l *list)    { heap.Fix(q, l.index) }
