package netimpl

import (
	"os"
	"os/signal"
	"syscall"
)

// Signal calls back when the process gets a signal.
type Signal struct {
	handle
	cb     func()
	number syscall.Signal
	caught chan os.Signal
	quit   chan struct{} // closed to end the goroutine of the current Start
}

// NewSignal makes a Signal that does not listen.
func NewSignal(l *Loop) *Signal {
	s := new(Signal)
	s.init(l, s)
	return s
}

// Start makes cb called in the poll phase for each sig, instead of what s
// called before. Signals that come faster than the loop runs may be merged.
// It fails with EINVAL if s is closing, cb is nil, or sig cannot be caught.
func (s *Signal) Start(sig syscall.Signal, cb func()) error {
	if s.IsClosing() || cb == nil || !canCatch(sig) {
		return fail("uv_signal_start", syscall.EINVAL)
	}
	s.Stop()
	s.cb = cb
	s.caught, s.quit = make(chan os.Signal, 1), make(chan struct{})
	s.number = sig
	listen(sig, 1)
	signal.Notify(s.caught, sig)
	go s.forward(s.caught, s.quit)
	s.start()
	return nil
}

// forward posts the callback for each signal until quit is closed.
func (s *Signal) forward(caught <-chan os.Signal, quit chan struct{}) {
	for {
		select {
		case <-quit:
			return
		case <-caught:
			s.loop.Post(func() {
				if s.quit == quit { // neither stopped nor restarted meanwhile
					s.cb()
				}
			})
		}
	}
}

// Stop ends the callbacks. A signal that comes later has its default effect.
func (s *Signal) Stop() {
	if s.quit != nil {
		signal.Stop(s.caught)
		listen(s.number, -1)
		close(s.quit)
		s.caught, s.quit = nil, nil
		s.stop()
	}
}

func (s *Signal) release() { s.Stop() }
func (s *Signal) finish()  {}
