// Package netimpl plays libuv's part: an event loop with timers, loop
// watchers, signals, TCP and pipe handles. It knows nothing of JavaScript.
//
// One goroutine owns a loop and everything on it: the one that calls Run.
// Only Loop.Post, Loop.Interrupt and the function that Loop.Hold returns may
// be called from other goroutines. Callbacks run on the owning goroutine, from
// Run, and never from inside the call that caused them.
//
// A function that returns an error does not call its callback; a callback
// that gets an error is the only report. Errors are *SyscallError.
package netimpl
