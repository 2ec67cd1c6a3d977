package net

import "gonet/bindings/frames"

func init() {
	const file = " (node:net)"
	frames.Play((*Server).setUpHandle, "Server.setupListenHandle [as _listen2]"+file)
	frames.Play((*Server).listenInCluster, "listenInCluster"+file)
	frames.Play((*Server).tellListening, "emitListeningNT"+file)
	frames.Play((*Server).tellError, "emitErrorNT"+file)
	frames.Play((*Server).tellClosed, "emitCloseNT"+file)
	frames.Play((*Server).onConnection, "TCP.onconnection"+file)
	frames.Play((*Socket).tellClosed, "TCP.<anonymous>"+file)
	frames.Play((*Socket).afterConnect, "TCPConnectWrap.afterConnect [as oncomplete]"+file)
	frames.Play((*Socket).onRead, "TCP.onStreamRead (node:internal/stream_base_commons)")
}
