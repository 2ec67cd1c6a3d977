package events

import "gonet/bindings/frames"

func init() {
	frames.Play((*Events).Emit, "this.emit (node:events)")
	frames.Play((*Events).emitMethod, "this.emit (node:events)")
	frames.Play((*Events).fire, "this.wrapper (node:events)")
}
