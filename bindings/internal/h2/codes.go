package h2

// Code is an error code of RFC 9113, section 7.
type Code = uint32

// The error codes that a session uses itself.
const (
	NoError            Code = 0
	ProtocolError      Code = 1
	InternalError      Code = 2
	FlowControlError   Code = 3
	StreamClosed       Code = 5
	FrameSizeError     Code = 6
	RefusedStream      Code = 7
	Cancel             Code = 8
	CompressionError   Code = 9
	EnhanceYourCalm    Code = 11
	inadequateSecurity Code = 12
)

// Errors of nghttp2, by which Node reports what goes wrong.
const (
	ErrInvalidArgument       = -501
	ErrProto                 = -505
	ErrStreamIDNotAvailable  = -509
	ErrStreamClosed          = -510
	ErrStreamClosing         = -511
	ErrStreamShutWR          = -512
	ErrInvalidStreamState    = -514
	ErrStartStreamNotAllowed = -516
	ErrInvalidState          = -519
	ErrFrameSize             = -522
	ErrHeaderComp            = -523
	ErrFlowControl           = -524
	ErrPushDisabled          = -528
	ErrDataExist             = -529
	ErrSessionClosing        = -530
	ErrHTTPHeader            = -531
	ErrHTTPMessaging         = -532
	ErrRefusedStream         = -533
	ErrInternal              = -534
	ErrCancel                = -535
	ErrSettingsExpected      = -536
	ErrTooManySettings       = -537
	ErrNoMem                 = -901
	ErrCallbackFailure       = -902
	ErrBadClientMagic        = -903
	ErrFlooded               = -904
	ErrTooManyContinuations  = -905
)

var errorTexts = map[int]string{
	0:                        "Success",
	ErrInvalidArgument:       "Invalid argument",
	ErrProto:                 "Protocol error",
	ErrStreamIDNotAvailable:  "No more Stream ID available",
	ErrStreamClosed:          "Stream was already closed or invalid",
	ErrStreamClosing:         "Stream is closing",
	ErrStreamShutWR:          "The transmission is not allowed for this stream",
	ErrInvalidStreamState:    "Invalid stream state",
	ErrStartStreamNotAllowed: "request HEADERS is not allowed",
	ErrInvalidState:          "Invalid state",
	ErrFrameSize:             "The length of the frame is invalid",
	ErrHeaderComp:            "Header compression/decompression error",
	ErrFlowControl:           "Flow control error",
	ErrPushDisabled:          "Server push is disabled by peer",
	ErrDataExist:             "DATA or HEADERS frame has already been submitted for the stream",
	ErrSessionClosing:        "The current session is closing",
	ErrHTTPHeader:            "Invalid HTTP header field was received",
	ErrHTTPMessaging:         "Violation in HTTP messaging rule",
	ErrRefusedStream:         "Stream was refused",
	ErrInternal:              "Internal error",
	ErrCancel:                "Cancel",
	ErrSettingsExpected:      "When a local endpoint expects to receive SETTINGS frame, it receives an other type of frame",
	ErrTooManySettings:       "SETTINGS frame contained more than the maximum allowed entries",
	ErrNoMem:                 "Out of memory",
	ErrCallbackFailure:       "The user callback function failed",
	ErrBadClientMagic:        "Received bad client magic byte string",
	ErrFlooded:               "Flooding was detected in this HTTP/2 session, and it must be closed",
	ErrTooManyContinuations:  "Too many CONTINUATION frames following a HEADER frame",
}

// ErrorText is what nghttp2 says of one of its errors.
func ErrorText(lib int) string {
	if text, ok := errorTexts[lib]; ok {
		return text
	}
	return "Unknown error code"
}

// fatal reports whether nghttp2 cannot go on after an error.
func fatal(lib int) bool { return lib <= ErrNoMem+1 }

// codeOf is the code that a peer is told for an error of nghttp2.
func codeOf(lib int) Code {
	switch lib {
	case ErrStreamClosed:
		return StreamClosed
	case ErrHeaderComp:
		return CompressionError
	case ErrFrameSize:
		return FrameSizeError
	case ErrFlowControl:
		return FlowControlError
	case ErrRefusedStream:
		return RefusedStream
	case ErrProto, ErrHTTPHeader, ErrHTTPMessaging:
		return ProtocolError
	}
	return InternalError
}
