package net

import (
	"net/netip"
	"strings"

	"github.com/dop251/goja"

	"gonet/bindings/env"
	"gonet/bindings/errs"
	"gonet/bindings/internal/ipaddr"
	"gonet/bindings/internal/validate"
)

// socketAddress is the state of a net.SocketAddress, which never changes.
// Source: nodejs/node:lib/internal/socketaddress.js.
type socketAddress struct {
	addr      netip.AddrPort
	flowLabel uint32
}

func (s *socketAddress) family() string {
	if s.addr.Addr().Is4() {
		return "ipv4"
	}
	return "ipv6"
}

func socketAddressOf(e *env.Env, v goja.Value) (*socketAddress, bool) {
	return env.PartOf[*socketAddress](e, v, env.PartOwner)
}

var socketAddressSlot = env.NewSlot(newSocketAddressClass)

func newSocketAddressClass(e *env.Env) *env.Class {
	var class *env.Class
	class = e.NewClass("SocketAddress", 0, nil, func(c goja.ConstructorCall) *goja.Object {
		requireNew(e, c, class, "SocketAddress")
		options := c.Argument(0)
		if goja.IsUndefined(options) {
			options = e.VM.NewObject()
		}
		s := newSocketAddress(e, validate.Object(e, options, "options"))
		e.Attach(c.This).Parts[env.PartOwner] = s
		return nil
	})
	accessor := func(name string, get func(*socketAddress) any) {
		class.Accessor(name, func(this goja.Value) goja.Value {
			return e.VM.ToValue(get(thisSocketAddress(e, this)))
		}, nil)
	}
	accessor("address", func(s *socketAddress) any { return ipaddr.Text(s.addr.Addr()) })
	accessor("port", func(s *socketAddress) any { return s.addr.Port() })
	accessor("family", func(s *socketAddress) any { return s.family() })
	accessor("flowlabel", func(s *socketAddress) any { return s.flowLabel })
	class.Method("toJSON", 0, func(c goja.FunctionCall) goja.Value {
		return thisSocketAddress(e, c.This).toJSON(e)
	})
	class.SymbolMethod(customInspect(e), "[nodejs.util.inspect.custom]", 2, func(c goja.FunctionCall) goja.Value {
		return inspectAs(e, c, "SocketAddress", func() *goja.Object { return thisSocketAddress(e, c.This).toJSON(e) })
	})
	defineClone(e, class, func(this goja.Value) any { return thisSocketAddress(e, this) })
	class.Static("isSocketAddress", e.Function("isSocketAddress", 1, func(c goja.FunctionCall) goja.Value {
		_, ok := socketAddressOf(e, c.Argument(0))
		return e.VM.ToValue(ok)
	}))
	class.Static("parse", e.Function("parse", 1, func(c goja.FunctionCall) goja.Value {
		return parseSocketAddress(e, class, validate.String(e, c.Argument(0), "input"))
	}))
	return class
}

func thisSocketAddress(e *env.Env, this goja.Value) *socketAddress {
	s, ok := socketAddressOf(e, this)
	if !ok {
		errs.Throw(e, "ERR_INVALID_THIS", "SocketAddress")
	}
	return s
}

func newSocketAddress(e *env.Env, options *goja.Object) *socketAddress {
	family := options.Get("family")
	name := "ipv4"
	if !validate.IsUndefined(family) {
		name = ""
		if validate.IsString(family) {
			name = strings.ToLower(family.String())
		}
	}
	address := map[string]string{"ipv4": "127.0.0.1", "ipv6": "::"}[name]
	if address == "" {
		errs.Throw(e, "ERR_INVALID_ARG_VALUE", "options.family", family)
	}
	if v := options.Get("address"); !validate.IsUndefined(v) {
		address = validate.String(e, v, "options.address")
	}
	var port uint16
	if v := options.Get("port"); !validate.IsUndefined(v) {
		port = validate.Port(e, v, "options.port")
	}
	s := new(socketAddress)
	if v := options.Get("flowlabel"); !validate.IsUndefined(v) {
		s.flowLabel = validate.Uint32(e, v, "options.flowlabel")
	}
	addr, ok := parseAs(address, name)
	if !ok {
		panic(errs.NewText(e, "ERR_INVALID_ADDRESS", "Invalid socket address"))
	}
	if addr.Is4() {
		s.flowLabel = 0 // only IPv6 has them
	}
	s.addr = netip.AddrPortFrom(addr, port)
	return s
}

// parseAs reads an address of the family "ipv4" or "ipv6". A zone is taken and
// dropped.
func parseAs(text, family string) (netip.Addr, bool) {
	addr, err := netip.ParseAddr(text)
	if err != nil || addr.Is4() != (family == "ipv4") {
		return netip.Addr{}, false
	}
	return addr.WithZone(""), true
}

func (s *socketAddress) toJSON(e *env.Env) *goja.Object {
	o := e.VM.NewObject()
	o.Set("address", ipaddr.Text(s.addr.Addr()))
	o.Set("port", s.addr.Port())
	o.Set("family", s.family())
	o.Set("flowlabel", s.flowLabel)
	return o
}

// parseSocketAddress reads "host:port" as a URL's authority is read, so that
// all its forms of IPv4 are understood and the port 80 of http is dropped. It
// returns undefined for what is no address.
func parseSocketAddress(e *env.Env, class *env.Class, input string) goja.Value {
	url := parseURL(e, "http://"+input)
	if url == nil {
		return goja.Undefined()
	}
	host, family := url.Get("hostname").String(), "ipv4"
	if strings.HasPrefix(host, "[") {
		host, family = strings.Trim(host, "[]"), "ipv6"
	}
	if _, ok := parseAs(host, family); !ok {
		return goja.Undefined()
	}
	options := e.VM.NewObject()
	options.Set("address", host)
	options.Set("family", family)
	options.Set("port", url.Get("port").ToInteger())
	return e.Construct(class.Ctor, options)
}

// parseURL returns a URL object, nil if text is not a URL.
func parseURL(e *env.Env, text string) *goja.Object {
	ctor := e.Require("url").Get("URL").(*goja.Object)
	url, err := e.VM.New(ctor, e.VM.ToValue(text))
	if err != nil {
		return nil
	}
	return url
}

// requireNew throws what calling a class as a function throws.
func requireNew(e *env.Env, c goja.ConstructorCall, class *env.Class, name string) {
	if c.NewTarget == nil && !class.Is(c.This) {
		panic(errs.TypeError(e, "Class constructor "+name+" cannot be invoked without 'new'"))
	}
}

// customInspect is the symbol under which objects say how they are shown.
func customInspect(e *env.Env) *goja.Symbol {
	symbol := e.VM.Get("Symbol").(*goja.Object)
	return e.Invoke(symbol, "for", e.VM.ToValue("nodejs.util.inspect.custom")).(*goja.Symbol)
}

// inspectAs answers a call of a custom inspect method: name and what shown
// returns, one level deeper.
func inspectAs(e *env.Env, c goja.FunctionCall, name string, shown func() *goja.Object) goja.Value {
	if depth := c.Argument(0); goja.IsNumber(depth) && depth.ToFloat() < 0 {
		return c.This
	}
	options := e.VM.NewObject()
	given, _ := c.Argument(1).(*goja.Object)
	if given != nil {
		for _, key := range given.Keys() {
			options.Set(key, given.Get(key))
		}
	}
	switch depth := options.Get("depth"); {
	case validate.Nullish(depth):
		options.Set("depth", goja.Null())
	default:
		options.Set("depth", depth.ToInteger()-1)
	}
	inspect := env.CallbackOf(c.Argument(2))
	if inspect == nil {
		return e.VM.ToValue(name + " " + e.Inspect(shown(), 2))
	}
	text := inspect(goja.FunctionCall{This: goja.Undefined(), Arguments: []goja.Value{shown(), options}})
	return e.VM.ToValue(name + " " + text.String())
}
