package fs

import "gonet/bindings/frames"

func init() {
	frames.Play(complete, "FSReqCallback.oncomplete (node:fs)")
}
