//go:build unix

package netimpl

func servicesPath() string { return "/etc/services" }
