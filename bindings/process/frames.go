package process

import "gonet/bindings/frames"

func init() {
	const file = " (node:internal/process/promises)"
	frames.Play((*Process).rejectionError, "throwUnhandledRejectionsMode"+file)
	frames.Play((*Process).processRejections, "processPromiseRejections"+file)
}
