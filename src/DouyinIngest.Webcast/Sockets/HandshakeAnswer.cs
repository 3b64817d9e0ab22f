using System.Net;
using System.Net.WebSockets;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>What came of a handshake.</summary>
/// <param name="Socket">Open, and the caller's; null: the answer was not 101.</param>
/// <param name="Connection">What the socket writes to; null with it.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">Header Handshake-Msg, empty when absent.</param>
/// <param name="Code">Header Handshake-Status, empty when absent.</param>
internal readonly record struct HandshakeAnswer(WebSocket? Socket, GatheringStream? Connection, HttpStatusCode Status, string Message, string Code);
