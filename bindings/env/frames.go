package env

import "gonet/bindings/frames"

func init() {
	frames.Bottom((*Env).Enter)
	frames.Play((*Env).processTicks, "process.processTicksAndRejections (node:internal/process/task_queues)")
}
