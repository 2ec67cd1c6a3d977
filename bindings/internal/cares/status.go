// Package cares asks name servers for records as c-ares does: which server is
// tried when, for how long, over UDP and TCP, and with which status it ends.
// It knows no JavaScript. Source: c-ares/c-ares:src/lib, as configured by
// nodejs/node:src/cares_wrap.cc.
package cares

// Status is how a query ended.
type Status int

const (
	Success Status = iota
	NoData
	FormErr
	ServFail
	NotFound
	NotImp
	Refused
	BadQuery
	BadName
	BadFamily
	BadResp
	ConnRefused
	Timeout
	EOF
	File
	NoMem
	Destruction
	BadStr
	BadFlags
	NoName
	BadHints
	NotInitialized
	LoadIPHLPAPI
	AddrGetNetworkParams
	Cancelled
	noServer // c-ares has a code for it, which Node does not know
	statusCount
)

var codes = [statusCount]string{
	Success: "SUCCESS", NoData: "ENODATA", FormErr: "EFORMERR", ServFail: "ESERVFAIL", NotFound: "ENOTFOUND",
	NotImp: "ENOTIMP", Refused: "EREFUSED", BadQuery: "EBADQUERY", BadName: "EBADNAME", BadFamily: "EBADFAMILY",
	BadResp: "EBADRESP", ConnRefused: "ECONNREFUSED", Timeout: "ETIMEOUT", EOF: "EOF", File: "EFILE",
	NoMem: "ENOMEM", Destruction: "EDESTRUCTION", BadStr: "EBADSTR", BadFlags: "EBADFLAGS", NoName: "ENONAME",
	BadHints: "EBADHINTS", NotInitialized: "ENOTINITIALIZED", LoadIPHLPAPI: "ELOADIPHLPAPI",
	AddrGetNetworkParams: "EADDRGETNETWORKPARAMS", Cancelled: "ECANCELLED", noServer: "UNKNOWN_ARES_ERROR",
}

// Code is the status as Node's errors have it: "ENOTFOUND".
func (s Status) Code() string { return codes[s] }
