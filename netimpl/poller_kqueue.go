//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package netimpl

import (
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// kqueue is the poller of macOS and the BSDs. Reading and writing are two
// filters, each with its own events. As in epoll, reads that nobody wants any
// more stay armed until one is reported.
type kqueue struct {
	watchers
	fd     int
	wakeR  int // a pipe: not every system here has EVFILT_USER
	wakeW  int
	events []unix.Kevent_t
	round  []uint32 // for each event of the last wait, its watcher's stamp
}

// maxEvents is how many events one wait can return. As uv__io_poll.
const maxEvents = 1024

func newPoller() (poller, error) {
	fd, err := unix.Kqueue()
	if err != nil {
		return nil, wrap("kqueue", err)
	}
	unix.CloseOnExec(fd)
	p := &kqueue{fd: fd, events: make([]unix.Kevent_t, maxEvents), round: make([]uint32, maxEvents)}
	if err := p.openWake(); err != nil {
		unix.Close(fd)
		return nil, err
	}
	return p, nil
}

func (p *kqueue) openWake() error {
	var ends [2]int
	if err := unix.Pipe(ends[:]); err != nil {
		return wrap("pipe", err)
	}
	p.wakeR, p.wakeW = ends[0], ends[1]
	for _, end := range ends {
		unix.CloseOnExec(end)
		if err := unix.SetNonblock(end, true); err != nil {
			return wrap("fcntl", err)
		}
	}
	return wrap("kevent", p.change(p.wakeR, unix.EVFILT_READ, unix.EV_ADD))
}

// change tells the kernel one thing.
func (p *kqueue) change(fd, filter, action int) error {
	var ev unix.Kevent_t
	unix.SetKevent(&ev, fd, filter, action)
	_, err := unix.Kevent(p.fd, []unix.Kevent_t{ev}, nil, nil)
	return err
}

func (p *kqueue) wait(timeout time.Duration) (count int, more bool) {
	if p.takeChanges(p.apply) {
		timeout = boundWait(timeout)
	}
	var limit *unix.Timespec
	if timeout >= 0 {
		ts := unix.NsecToTimespec(int64(timeout))
		limit = &ts
	}
	count, err := unix.Kevent(p.fd, nil, p.events, limit)
	if err != nil && err != unix.EINTR {
		panic("netimpl: kevent: " + err.Error())
	}
	count = max(count, 0)
	for i := range count {
		p.round[i] = 0
		if w := p.at(int(p.events[i].Ident)); w != nil {
			p.round[i] = w.stamp
		}
	}
	return count, count == len(p.events)
}

// apply tells the kernel what w wants, unless the difference can wait.
func (p *kqueue) apply(w *watcher) error {
	missing, surplus := w.want&^w.armed, w.armed&^w.want
	if missing&evRead != 0 {
		if err := p.change(int(w.fd), unix.EVFILT_READ, unix.EV_ADD); err != nil {
			return err
		}
		w.armed |= evRead
	}
	if missing&evWrite != 0 {
		if err := p.change(int(w.fd), unix.EVFILT_WRITE, unix.EV_ADD); err != nil {
			return err
		}
		w.armed |= evWrite
	}
	if surplus&evWrite != 0 {
		p.disarm(w, evWrite)
	}
	return nil
}

// disarm ends the reports of one kind. It cannot fail in a way that matters:
// the filter is there, or the descriptor is gone.
func (p *kqueue) disarm(w *watcher, ev events) {
	filter := unix.EVFILT_READ
	if ev == evWrite {
		filter = unix.EVFILT_WRITE
	}
	_ = p.change(int(w.fd), filter, unix.EV_DELETE)
	w.armed &^= ev
}

func (p *kqueue) ready(i int) (*watcher, events) {
	e := &p.events[i]
	if int(e.Ident) == p.wakeR {
		p.drainWake()
		return nil, 0
	}
	w := p.current(int(e.Ident), p.round[i])
	if w == nil {
		return nil, 0
	}
	ev := evRead
	if int(e.Filter) == unix.EVFILT_WRITE {
		ev = evWrite
	}
	if w.want&ev == 0 {
		p.disarm(w, ev)
		return nil, 0
	}
	if e.Flags&unix.EV_ERROR != 0 {
		ev |= evError
	}
	return w, ev
}

// forget leaves it to the kernel to drop its record when the descriptor is
// closed, unless another one refers to the same file.
func (p *kqueue) forget(w *watcher) {
	if !w.exclusive {
		for _, ev := range [...]events{evRead, evWrite} {
			if w.armed&ev != 0 {
				p.disarm(w, ev)
			}
		}
	}
	p.remove(w)
}

func (p *kqueue) drainWake() {
	var buf [256]byte
	for {
		if n, err := unix.Read(p.wakeR, buf[:]); err != syscall.EINTR && n < len(buf) {
			return
		}
	}
}

func (p *kqueue) wake() {
	// EAGAIN means that the pipe is full of wakes, which is as good.
	_, _ = unix.Write(p.wakeW, []byte{0})
}

func (p *kqueue) close() error {
	unix.Close(p.wakeR)
	unix.Close(p.wakeW)
	return wrap("close", unix.Close(p.fd))
}
