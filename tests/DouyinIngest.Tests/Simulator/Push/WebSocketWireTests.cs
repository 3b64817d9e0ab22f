using DouyinIngest.Simulator.Push;
using DouyinIngest.Tests.Simulator.Fakes;

namespace DouyinIngest.Tests.Simulator.Push;

public sealed class WebSocketWireTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(126)]
    [InlineData(600)]
    [InlineData(70_000)]
    public async Task ReadAsync_AnySize_Unmasked(int size)
    {
        var payload = Payload(size);
        var wire = Wire([.. Masked(2, true, payload), .. Masked(9, true, [1])]);
        var message = (await wire.ReadAsync(Sim.Cancel))!.Value;
        Assert.Equal(2, message.Opcode);
        Assert.Equal(payload, message.Payload.ToArray());
        Assert.Equal(9, (await wire.ReadAsync(Sim.Cancel))!.Value.Opcode);
        Assert.Null(await wire.ReadAsync(Sim.Cancel));
    }

    [Fact]
    public async Task ReadAsync_Fragments_AreJoined()
    {
        var wire = Wire([.. Masked(2, false, [1, 2]), .. Masked(0, false, [3]), .. Masked(0, true, [4])]);
        var message = (await wire.ReadAsync(Sim.Cancel))!.Value;
        Assert.Equal((2, "01020304"), (message.Opcode, Convert.ToHexString(message.Payload.Span)));
    }

    [Theory]
    [InlineData("8203010203")] // not masked
    [InlineData("82")]
    [InlineData("82FF7FFFFFFFFFFFFFFF00000000")] // far too large
    [InlineData("828400000000AB")] // cut off
    public async Task ReadAsync_Broken_IsTheEnd(string hex) => Assert.Null(await Wire(Convert.FromHexString(hex)).ReadAsync(Sim.Cancel));

    [Theory]
    [InlineData(10, 2)]
    [InlineData(125, 2)]
    [InlineData(126, 4)]
    [InlineData(65_535, 4)]
    [InlineData(65_536, 10)]
    public async Task WriteAsync_AnySize_HeaderAndBothParts(int size, int head)
    {
        using var stream = new MemoryStream();
        var payload = Payload(size);
        await new WebSocketWire(stream).WriteAsync(WebSocketWire.Binary, payload.AsMemory(0, 3), payload.AsMemory(3), Sim.Cancel);
        var bytes = stream.ToArray();
        Assert.Equal(head + size, bytes.Length);
        Assert.Equal(0x82, bytes[0]);
        Assert.Equal(payload, bytes[head..]);
    }

    private static WebSocketWire Wire(byte[] bytes) => new(new MemoryStream(bytes));

    private static byte[] Payload(int size) => [.. Enumerable.Range(0, size).Select(i => (byte)(i * 7))];

    private static byte[] Masked(int opcode, bool final, byte[] payload)
    {
        var head = new byte[10];
        var length = WebSocketWire.Head(head, opcode, final, payload.Length);
        head[1] |= 0x80;
        byte[] mask = [9, 8, 7, 6];
        return [.. head[..length], .. mask, .. payload.Select((b, i) => (byte)(b ^ mask[i & 3]))];
    }
}
