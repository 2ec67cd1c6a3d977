package timers

import "gonet/bindings/frames"

func init() {
	const file = " (node:internal/timers)"
	frames.Play((*Timers).runLists, "process.processTimers"+file)
	frames.Play((*Timers).runList, "listOnTimeout"+file)
	frames.Play((*immediates).runQueue, "process.processImmediate"+file)
}
