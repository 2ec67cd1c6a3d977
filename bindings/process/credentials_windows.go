package process

// defineCredentials defines nothing: Node has no such functions on Windows.
func (p *Process) defineCredentials() {}
