package dns

import "gonet/bindings/frames"

func init() {
	frames.Play((*module).onLookup, "GetAddrInfoReqWrap.onlookup [as oncomplete] (node:dns)")
}
