namespace DouyinIngest.Simulator.Push;

/// <summary>One message from a client.</summary>
/// <param name="Opcode">WebSocket opcode: 2 binary, 8 close, 9 ping, 10 pong.</param>
/// <param name="Payload">Unmasked; valid until the next read.</param>
internal readonly record struct WireMessage(int Opcode, ReadOnlyMemory<byte> Payload);
