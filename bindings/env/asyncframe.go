package env

// AsyncFrame is what AsyncLocalStorage instances hold at one point of the
// program: a map shared by everything that starts there, which only
// AsyncLocalStorage's disable changes. It goes with ticks, promise jobs, timers and requests to their callbacks. Source:
// nodejs/node:lib/internal/async_context_frame.js.
type AsyncFrame struct {
	Values map[any]any
}

// AsyncFrame returns the frame that is current now; nil is the empty one.
func (e *Env) AsyncFrame() *AsyncFrame { return e.frame }

// SetAsyncFrame makes frame current until the running callback ends.
func (e *Env) SetAsyncFrame(frame *AsyncFrame) {
	if frame == e.frame {
		return
	}
	e.jobFrames.mark(len(*e.jobs), e.frame)
	e.frame = frame
}

// EnterWith is Enter with frame current: the callback of something that was
// started under it.
func (e *Env) EnterWith(frame *AsyncFrame, fn func()) {
	before := e.frame
	e.SetAsyncFrame(frame)
	e.Enter(fn)
	e.SetAsyncFrame(before)
}
