package errs

import (
	"maps"

	"github.com/dop251/goja"

	"gonet/bindings/env"
)

// http2Table has the errors of node:http2.
var http2Table = map[string]def{
	"ERR_HTTP2_ALTSVC_INVALID_ORIGIN":          {typeError, "HTTP/2 ALTSVC frames require a valid origin", nil},
	"ERR_HTTP2_ALTSVC_LENGTH":                  {typeError, "HTTP/2 ALTSVC frames are limited to 16382 bytes", nil},
	"ERR_HTTP2_CONNECT_AUTHORITY":              {plain, ":authority header is required for CONNECT requests", nil},
	"ERR_HTTP2_CONNECT_PATH":                   {plain, "The :path header is forbidden for CONNECT requests", nil},
	"ERR_HTTP2_CONNECT_SCHEME":                 {plain, "The :scheme header is forbidden for CONNECT requests", nil},
	"ERR_HTTP2_GOAWAY_SESSION":                 {plain, "New streams cannot be created after receiving a GOAWAY", nil},
	"ERR_HTTP2_HEADERS_AFTER_RESPOND":          {plain, "Cannot specify additional headers after response initiated", nil},
	"ERR_HTTP2_HEADERS_SENT":                   {plain, "Response has already been initiated.", nil},
	"ERR_HTTP2_HEADER_SINGLE_VALUE":            {typeError, `Header field "%s" must only have a single value`, nil},
	"ERR_HTTP2_INFO_STATUS_NOT_ALLOWED":        {rangeError, "Informational status codes cannot be used", nil},
	"ERR_HTTP2_INVALID_CONNECTION_HEADERS":     {typeError, `HTTP/1 Connection specific headers are forbidden: "%s"`, nil},
	"ERR_HTTP2_INVALID_HEADER_VALUE":           {typeError, `Invalid value "%s" for header "%s"`, nil},
	"ERR_HTTP2_INVALID_INFO_STATUS":            {rangeError, "Invalid informational status code: %s", nil},
	"ERR_HTTP2_INVALID_ORIGIN":                 {typeError, "HTTP/2 ORIGIN frames require a valid origin", nil},
	"ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH": {rangeError, "Packed settings length must be a multiple of six", nil},
	"ERR_HTTP2_INVALID_PSEUDOHEADER":           {typeError, `"%s" is an invalid pseudoheader or is used incorrectly`, nil},
	"ERR_HTTP2_INVALID_SESSION":                {plain, "The session has been destroyed", nil},
	"ERR_HTTP2_INVALID_SETTING_VALUE":          {typeError, "", invalidSetting},
	"ERR_HTTP2_INVALID_STREAM":                 {plain, "The stream has been destroyed", nil},
	"ERR_HTTP2_MAX_PENDING_SETTINGS_ACK":       {plain, "Maximum number of pending settings acknowledgements", nil},
	"ERR_HTTP2_NESTED_PUSH":                    {plain, "A push stream cannot initiate another push stream.", nil},
	"ERR_HTTP2_NO_MEM":                         {plain, "Out of memory", nil},
	"ERR_HTTP2_NO_SOCKET_MANIPULATION":         {plain, "HTTP/2 sockets should not be directly manipulated (e.g. read and written)", nil},
	"ERR_HTTP2_ORIGIN_LENGTH":                  {typeError, "HTTP/2 ORIGIN frames are limited to 16382 bytes", nil},
	"ERR_HTTP2_OUT_OF_STREAMS":                 {plain, "No stream ID is available because maximum stream ID has been reached", nil},
	"ERR_HTTP2_PAYLOAD_FORBIDDEN":              {plain, "Responses with %s status must not have a payload", nil},
	"ERR_HTTP2_PING_CANCEL":                    {plain, "HTTP2 ping cancelled", nil},
	"ERR_HTTP2_PING_LENGTH":                    {rangeError, "HTTP2 ping payload must be 8 bytes", nil},
	"ERR_HTTP2_PSEUDOHEADER_NOT_ALLOWED":       {typeError, "Cannot set HTTP/2 pseudo-headers", nil},
	"ERR_HTTP2_PUSH_DISABLED":                  {plain, "HTTP/2 client has disabled push streams", nil},
	"ERR_HTTP2_SEND_FILE":                      {plain, "Directories cannot be sent", nil},
	"ERR_HTTP2_SEND_FILE_NOSEEK":               {plain, "Offset or length can only be specified for regular files", nil},
	"ERR_HTTP2_SESSION_ERROR":                  {plain, "Session closed with error code %s", nil},
	"ERR_HTTP2_SETTINGS_CANCEL":                {plain, "HTTP2 session settings canceled", nil},
	"ERR_HTTP2_SOCKET_BOUND":                   {plain, "The socket is already bound to an Http2Session", nil},
	"ERR_HTTP2_SOCKET_UNBOUND":                 {plain, "The socket has been disconnected from the Http2Session", nil},
	"ERR_HTTP2_STATUS_101":                     {plain, "HTTP status code 101 (Switching Protocols) is forbidden in HTTP/2", nil},
	"ERR_HTTP2_STATUS_INVALID":                 {rangeError, "Invalid status code: %s", nil},
	"ERR_HTTP2_STREAM_CANCEL":                  {plain, "", streamCanceled},
	"ERR_HTTP2_STREAM_ERROR":                   {plain, "Stream closed with error code %s", nil},
	"ERR_HTTP2_STREAM_SELF_DEPENDENCY":         {plain, "A stream cannot depend on itself", nil},
	"ERR_HTTP2_TOO_MANY_CUSTOM_SETTINGS":       {plain, "Number of custom settings exceeds MAX_ADDITIONAL_SETTINGS", nil},
	"ERR_HTTP2_TOO_MANY_INVALID_FRAMES":        {plain, "Too many invalid HTTP/2 frames", nil},
	"ERR_HTTP2_TOO_MANY_ORIGINS":               {plain, "The server sent more ORIGIN frames than the allowed number of %s", nil},
	"ERR_HTTP2_TRAILERS_ALREADY_SENT":          {plain, "Trailing headers have already been sent", nil},
	"ERR_HTTP2_TRAILERS_NOT_READY":             {plain, "Trailing headers cannot be sent until after the wantTrailers event is emitted", nil},
	"ERR_HTTP2_UNSUPPORTED_PROTOCOL":           {plain, `protocol "%s" is unsupported.`, nil},
}

func init() { maps.Copy(table, http2Table) }

// invalidSetting's further arguments become properties in JavaScript.
func invalidSetting(_ *env.Env, args []any) string {
	return `Invalid value for setting "` + text(args, 0) + `": ` + text(args, 1)
}

// streamCanceled says what error canceled a stream that had not begun.
func streamCanceled(_ *env.Env, args []any) string {
	const message = "The pending stream has been canceled"
	if len(args) == 0 {
		return message
	}
	if cause, ok := args[0].(*goja.Object); ok {
		if m := cause.Get("message"); m != nil && goja.IsString(m) {
			return message + " (caused by: " + m.String() + ")"
		}
	}
	return message
}
