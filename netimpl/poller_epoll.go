//go:build linux

package netimpl

import (
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// epoll is the poller of Linux. The kernel's record of a watcher follows its
// interest lazily: reads that nobody wants any more stay armed until one is
// reported, because most streams that stop reading are closed or start again
// before that.
type epoll struct {
	watchers
	fd     int
	wakeFD int // eventfd
	events []unix.EpollEvent
	barren int // how many waits of waitAlone have brought nothing since one did
}

// maxEvents is how many events one wait can return. As uv__io_poll.
const maxEvents = 1024

// maxBarren is chosen so that it costs no more than what it saves: when a wait
// that the scheduler knew of ends, its monitor looks around sixty times before
// it is back at one look in 10 ms, which takes as long as some twenty
// interrupted waits.
const maxBarren = 20

// wakeStamp marks the wake descriptor's events; watchers count up from 1.
const wakeStamp = 0

func newPoller() (poller, error) {
	fd, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return nil, fail("epoll_create1", err.(Errno))
	}
	wakeFD, err := unix.Eventfd(0, unix.EFD_CLOEXEC|unix.EFD_NONBLOCK)
	if err != nil {
		unix.Close(fd)
		return nil, fail("eventfd", err.(Errno))
	}
	// Edge-triggered: each write is reported once, and nothing has to be read.
	ev := unix.EpollEvent{Events: unix.EPOLLIN | unix.EPOLLET, Fd: int32(wakeFD), Pad: wakeStamp}
	if err := unix.EpollCtl(fd, unix.EPOLL_CTL_ADD, wakeFD, &ev); err != nil {
		unix.Close(fd)
		unix.Close(wakeFD)
		return nil, fail("epoll_ctl", err.(Errno))
	}
	return &epoll{fd: fd, wakeFD: wakeFD, events: make([]unix.EpollEvent, maxEvents)}, nil
}

func (p *epoll) wait(timeout time.Duration) (count int, more bool) {
	return p.waitFor(timeout, timeout == 0)
}

// waitAlone implements lonePoller. A process that is busy waits for some 20 us
// at a time. Go's scheduler, told of such a wait, sets another thread at work
// each time: with one connection a quarter of all processor time was that
// thread's. Without a timeout the wait ends by the signal that the scheduler
// sends to what it takes for a goroutine that computes for more than briefWait;
// setting a timer would cost as much as is saved. After maxBarren such waits the
// process is idle and wants to sleep undisturbed: the scheduler is told.
func (p *epoll) waitAlone(timeout time.Duration) (count int, more bool) {
	if p.barren >= maxBarren {
		count, more = p.wait(timeout)
	} else {
		if timeout > briefWait {
			timeout = briefWait
		}
		count, more = p.waitFor(timeout, true)
	}
	if count == 0 {
		p.barren++
	} else {
		p.barren = 0
	}
	return count, more
}

// waitFor waits; raw says that Go's scheduler is not told.
func (p *epoll) waitFor(timeout time.Duration, raw bool) (count int, more bool) {
	if p.takeChanges(p.apply) {
		timeout = boundWait(timeout)
	}
	count, errno := p.epollWait(epollTimeout(timeout), raw)
	if errno != 0 && errno != syscall.EINTR {
		panic("netimpl: epoll_wait: " + errno.Error())
	}
	return max(count, 0), count == len(p.events)
}

func (p *epoll) epollWait(ms int, raw bool) (int, Errno) {
	buf, size := uintptr(unsafe.Pointer(&p.events[0])), uintptr(len(p.events))
	if raw {
		n, _, errno := unix.RawSyscall6(unix.SYS_EPOLL_PWAIT, uintptr(p.fd), buf, size, uintptr(ms), 0, 0)
		return int(n), errno
	}
	n, _, errno := unix.Syscall6(unix.SYS_EPOLL_PWAIT, uintptr(p.fd), buf, size, uintptr(ms), 0, 0)
	return int(n), errno
}

// epollTimeout rounds up, so that a timer is due when its wait ends.
func epollTimeout(timeout time.Duration) int {
	if timeout < 0 {
		return -1
	}
	ms := (timeout + time.Millisecond - 1) / time.Millisecond
	return int(min(ms, 1<<31-1))
}

// apply tells the kernel what w wants, unless the difference can wait.
func (p *epoll) apply(w *watcher) error {
	missing, surplus := w.want&^w.armed, w.armed&^w.want
	if missing == 0 && surplus&evWrite == 0 {
		return nil
	}
	return p.control(w, w.want)
}

// control sets the kernel's record of w.
func (p *epoll) control(w *watcher, interest events) error {
	op := unix.EPOLL_CTL_MOD
	switch {
	case interest == 0:
		op = unix.EPOLL_CTL_DEL
	case w.armed == 0:
		op = unix.EPOLL_CTL_ADD
	}
	ev := unix.EpollEvent{Events: epollInterest(interest), Fd: w.fd, Pad: int32(w.stamp)}
	err := epollCtl(p.fd, op, int(w.fd), &ev)
	if err == 0 {
		w.armed = interest
		return nil
	}
	return err
}

func epollInterest(interest events) (mask uint32) {
	if interest&evRead != 0 {
		mask |= unix.EPOLLIN
	}
	if interest&evWrite != 0 {
		mask |= unix.EPOLLOUT
	}
	return mask
}

func (p *epoll) ready(i int) (*watcher, events) {
	e := &p.events[i]
	w := p.current(int(e.Fd), uint32(e.Pad))
	if w == nil {
		return nil, 0
	}
	var ev events
	if e.Events&unix.EPOLLIN != 0 {
		ev |= evRead
	}
	if e.Events&unix.EPOLLOUT != 0 {
		ev |= evWrite
	}
	if e.Events&unix.EPOLLERR != 0 {
		ev |= evError
	}
	if e.Events&unix.EPOLLHUP != 0 {
		ev |= evHup
	}
	wanted := ev & (w.want | evError | evHup)
	if w.want == 0 || wanted == 0 {
		// What apply left armed. Told now, it is not reported again.
		_ = p.control(w, w.want)
		return nil, 0
	}
	return w, wanted
}

// forget leaves it to the kernel to drop its record when the descriptor is
// closed, unless another one refers to the same file.
func (p *epoll) forget(w *watcher) {
	if w.armed != 0 && !w.exclusive {
		_ = p.control(w, 0)
	}
	p.remove(w)
}

func (p *epoll) wake() {
	// EAGAIN cannot be: nobody wakes often enough to fill the counter.
	one := uint64(1)
	unix.RawSyscall(unix.SYS_WRITE, uintptr(p.wakeFD), uintptr(unsafe.Pointer(&one)), 8)
}

func (p *epoll) close() error {
	unix.Close(p.wakeFD)
	if err := unix.Close(p.fd); err != nil {
		return fail("close", err.(Errno))
	}
	return nil
}
