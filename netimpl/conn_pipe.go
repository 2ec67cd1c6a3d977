package netimpl

import "syscall"

func (c *connEndpoint) listenPipe(int) error {
	if c.server == nil {
		return Errno(syscall.EINVAL)
	}
	c.server.start()
	return nil
}

// localName is the name given to bindPipe, as long as the stream is the one
// that was bound.
func (c *connEndpoint) localName() (string, error) {
	if c.server != nil {
		return c.name, nil
	}
	if !c.exists() {
		return "", Errno(syscall.EBADF)
	}
	return c.connName(localSide)
}

func (c *connEndpoint) remoteName() (string, error) {
	if c.connection() == nil {
		if c.exists() {
			return "", Errno(syscall.ENOTCONN)
		}
		return "", Errno(syscall.EBADF)
	}
	return c.connName(remoteSide)
}

// side is an end of a connection.
type side int

const (
	localSide side = iota
	remoteSide
)
