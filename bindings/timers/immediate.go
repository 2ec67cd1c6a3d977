package timers

import (
	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/netimpl"
)

// Immediate is what setImmediate returns.
type Immediate struct {
	env.State
	env.Async

	queue     *immediates
	callback  goja.Value // nil once it has run or is cleared
	args      []goja.Value
	destroyed bool
	refed     refState
}

// refState is an Immediate's reference: none once it has run.
type refState uint8

const (
	refGone refState = iota
	refOn
	refOff
)

// immediates is the queue of what setImmediate adds. It is run by a handle
// that the loop calls after its poll phase; a second one keeps the loop from
// waiting, and alive, while there are referenced immediates.
type immediates struct {
	env    *env.Env
	timers *Timers
	check  *netimpl.Check
	idle   *netimpl.Idle

	waiting     []*Immediate
	outstanding []*Immediate // what an exception has left of the queue
	count, refs int

	native []func() // of Soon
}

func (q *immediates) init(t *Timers) {
	q.env, q.timers = t.env, t
	q.check, q.idle = netimpl.NewCheck(t.env.Loop), netimpl.NewIdle(t.env.Loop)
	q.check.Unref()
	// Neither fails: both handles are open.
	_ = q.check.Start(q.run)
}

// add makes object, which must be new, an immediate and queues it.
func (q *immediates) add(object *goja.Object, callback goja.Value, args []goja.Value) *Immediate {
	im := &Immediate{queue: q, callback: callback, args: args, refed: refOff}
	im.Parts[env.PartOwner] = im
	q.env.AttachState(object, &im.State)
	q.env.InitAsync(&im.Async, "Immediate", object)
	im.ref()
	q.count++
	q.waiting = append(q.waiting, im)
	return im
}

func (im *Immediate) ref() {
	if im.refed == refOff {
		im.refed = refOn
		if im.queue.refs++; im.queue.refs == 1 {
			_ = im.queue.idle.Start(func() {}) // the handle is open
		}
	}
}

func (im *Immediate) unref() {
	if im.refed == refOn {
		im.refed = refOff
		if im.queue.refs--; im.queue.refs == 0 {
			im.queue.idle.Stop()
		}
	}
}

func (im *Immediate) clear() {
	if im.callback == nil || im.destroyed {
		return
	}
	im.leave()
	if im.queue.refs == 0 {
		im.queue.idle.Stop()
	}
	im.queue.env.DestroyAsync(&im.Async)
	im.callback, im.args = nil, nil
}

// leave takes the immediate out of the counts. It stays in the queue, where it
// is passed over.
func (im *Immediate) leave() {
	im.destroyed = true
	im.queue.count--
	if im.refed == refOn {
		im.queue.refs--
	}
	im.refed = refGone
}

// run is the callback of the check phase. As CheckImmediate in
// nodejs/node:src/env.cc.
func (q *immediates) run() {
	q.runNative()
	if q.count == 0 {
		return
	}
	q.env.Enter(func() {
		for !q.runQueue() {
		}
	})
	if q.refs == 0 {
		q.idle.Stop()
	}
}

// Soon runs fn in the loop's next check phase, before the immediates of
// scripts and outside of JavaScript. Until then the loop stays alive.
func (t *Timers) Soon(fn func()) {
	q := &t.immediates
	q.native = append(q.native, fn)
	if q.refs++; q.refs == 1 {
		_ = q.idle.Start(func() {}) // the handle is open
	}
}

// runNative runs what Soon was given, except by those that it runs.
func (q *immediates) runNative() {
	list := q.native
	q.native = nil
	for _, fn := range list {
		q.refs--
		fn()
	}
	if len(list) > 0 && q.refs == 0 {
		q.idle.Stop()
	}
}

// runQueue runs what has been queued, except by those that it runs: they wait
// for the next iteration. It reports false if one threw; the rest is then
// outstanding and comes first the next time, before the ticks are run.
func (q *immediates) runQueue() bool {
	list := q.outstanding
	if len(list) == 0 {
		list, q.waiting = q.waiting, nil
	}
	q.outstanding = nil
	for i, ran := 0, false; i < len(list); i++ {
		if ran && !q.env.Drain() {
			q.outstanding = list[i:]
			return false
		}
		im := list[i]
		list[i] = nil
		if im.destroyed {
			continue
		}
		ran = true
		if !im.run() {
			q.outstanding = list[i+1:]
			return false
		}
	}
	return true
}

func (im *Immediate) run() bool {
	im.leave()
	return im.queue.env.RunAsync(&im.Async, im.Object, func() {
		defer func() {
			im.callback, im.args = nil, nil
			im.queue.env.DestroyAsync(&im.Async)
		}()
		im.queue.timers.call(im.callback, im.Object, im.args)
	})
}
