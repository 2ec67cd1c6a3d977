package netimpl

import (
	"sync"
	"time"
)

// connShared is what the connections of one loop share.
type connShared struct {
	timer     *time.Timer    // of patient
	lingering sync.WaitGroup // connections closed before all was sent
}

// patience is how long the loop waits for a write to reach the connection. It
// nearly always does in a few microseconds; then errors are known at once, as
// with a socket, and nothing is lost if the process ends. A connection whose
// peer lets it wait is not waited for again until it is quick.
const patience = 5 * time.Millisecond

// patient waits for settled and reports false if that takes too long.
func (s *connShared) patient(settled <-chan struct{}) bool {
	if s.timer == nil {
		s.timer = time.NewTimer(patience)
	} else {
		s.timer.Reset(patience)
	}
	defer s.timer.Stop()
	select {
	case <-settled:
		return true
	case <-s.timer.C:
		return false
	}
}

// lastWait bounds how long closing a loop waits for what its connections have
// still to send. The process may end then, and unlike a kernel's buffers theirs
// end with it.
const lastWait = 500 * time.Millisecond

// close waits for the connections that linger.
func (s *connShared) close() {
	sent := make(chan struct{})
	go func() {
		s.lingering.Wait()
		close(sent)
	}()
	select {
	case <-sent:
	case <-time.After(lastWait):
	}
}
