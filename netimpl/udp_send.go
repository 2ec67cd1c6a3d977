package netimpl

import (
	"net/netip"
	"syscall"
)

// datagram is one to be sent, or that has been.
type datagram struct {
	bufs [][]byte
	size int
	to   netip.AddrPort
	cb   func(err error)
	err  error
}

// sendQueue is the datagrams that the system would not take at once, in order,
// and those whose callbacks are still to run.
type sendQueue struct {
	waiting, done []*datagram
	size, count   int
	feeding       bool // runSent is on its way
}

func (q *sendQueue) empty() bool { return q.count == 0 }

// SendQueueSize and SendQueueCount are the bytes and the number of the
// datagrams whose callbacks have not run.
func (u *UDP) SendQueueSize() int  { return u.sends.size }
func (u *UDP) SendQueueCount() int { return u.sends.count }

// TrySend sends one datagram made of bufs, to the peer if to is not valid. It
// fails with EAGAIN if it cannot be sent at once, EDESTADDRREQ without an
// address or a peer, EISCONN with both, and EINVAL if u is closing. Follows
// uv_udp_try_send.
func (u *UDP) TrySend(bufs [][]byte, to netip.AddrPort) error {
	if err := u.prepareSend(to); err != nil {
		return err
	}
	if !u.sends.empty() {
		return fail("send", syscall.EAGAIN)
	}
	return wrap("send", u.end.send(bufs, to))
}

// Send is TrySend that waits until the datagram can be sent and then calls cb
// from the loop, with ECANCELED if u is closed first. bufs must be left alone
// until then. Follows uv_udp_send.
func (u *UDP) Send(bufs [][]byte, to netip.AddrPort, cb func(err error)) error {
	if err := u.prepareSend(to); err != nil {
		return err
	}
	d := &datagram{bufs: bufs, to: to, cb: cb}
	for _, b := range bufs {
		d.size += len(b)
	}
	q := &u.sends
	first := q.empty()
	q.waiting = append(q.waiting, d)
	q.size += d.size
	q.count++
	u.loop.reqs++
	u.start()
	if first {
		u.sendWaiting()
	}
	if len(q.waiting) > 0 {
		u.watch(evWrite, 0)
	}
	return nil
}

// prepareSend checks the address, and binds u if it has no socket.
func (u *UDP) prepareSend(to netip.AddrPort) error {
	switch {
	case u.IsClosing():
		return fail("send", syscall.EINVAL)
	case to.IsValid() && u.connected:
		return fail("send", syscall.EISCONN)
	case !to.IsValid() && !u.connected:
		return fail("send", syscall.EDESTADDRREQ)
	case !to.IsValid():
		return nil
	}
	return u.ensureBound(to.Addr().Is6(), 0)
}

// sendWaiting sends what the system takes now.
func (u *UDP) sendWaiting() {
	q := &u.sends
	for len(q.waiting) > 0 {
		d := q.waiting[0]
		err := u.end.send(d.bufs, d.to)
		if err == errAgain {
			break
		}
		d.err = wrap("send", err)
		q.waiting = q.waiting[1:]
		q.done = append(q.done, d)
	}
	if len(q.done) > 0 && !q.feeding {
		q.feeding = true
		u.loop.Post(u.runSent)
	}
}

// sendReady goes on when the socket is writable.
func (u *UDP) sendReady() {
	u.sendWaiting()
	u.runSent()
}

// runSent calls the callbacks of what has been sent or has failed.
func (u *UDP) runSent() {
	q := &u.sends
	q.feeding = false
	for len(q.done) > 0 {
		d := q.done[0]
		q.done = q.done[1:]
		u.loop.reqs--
		q.size -= d.size
		q.count--
		if d.cb != nil {
			d.cb(d.err)
		}
	}
	if len(q.waiting) == 0 && !u.IsClosing() {
		u.watch(0, evWrite)
		u.stopIfIdle()
	}
}

func (u *UDP) cancelSends() {
	q := &u.sends
	for _, d := range q.waiting {
		d.err = fail("send", syscall.ECANCELED)
	}
	q.done = append(q.done, q.waiting...)
	q.waiting = nil
	u.runSent()
}
