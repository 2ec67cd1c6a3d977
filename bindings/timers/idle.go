package timers

import "gonet/bindings/env"

// Idle is a timeout that is part of another object, such as a socket's: it
// does not keep the loop alive, is not seen by scripts, and restarting it
// costs no allocation. The zero value is a timeout that is not set.
type Idle struct {
	entry
	env.Async
	timers *Timers
	msecs  int64
	owner  Expirer
}

// Expirer is told when its Idle expires, as a callback from the loop.
type Expirer interface {
	IdleExpired()
}

// Start sets the timeout: owner is told after msecs, once.
func (i *Idle) Start(t *Timers, msecs int64, owner Expirer) {
	i.timers, i.msecs, i.owner, i.entry.owner = t, msecs, owner, i
	t.env.InitAsync(&i.Async, "Timeout", nil)
	i.Refresh()
}

// Refresh starts the timeout anew, if it is set; also when it has expired.
func (i *Idle) Refresh() {
	if i.timers != nil {
		i.timers.insert(&i.entry, i.msecs, i.timers.now())
	}
}

// Stop makes the timeout one that is not set.
func (i *Idle) Stop() {
	if i.timers == nil {
		return
	}
	i.remove()
	i.timers.env.DestroyAsync(&i.Async)
	i.timers, i.owner = nil, nil
}

// IsSet reports whether the timeout has been set and not been stopped.
func (i *Idle) IsSet() bool { return i.timers != nil }

// Msecs returns what the timeout was set to.
func (i *Idle) Msecs() int64 { return i.msecs }

func (i *Idle) expire() bool {
	return i.timers.env.RunAsync(&i.Async, nil, i.owner.IdleExpired)
}
