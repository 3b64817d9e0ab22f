using System.Text;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Webcast.Sockets;

public sealed class HandshakeStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HTTP/1.1 101 X\r\nA: b\r\n\r\n", "frames", 4096)]
    [InlineData("HTTP/1.1 101 X\r\nA: b\r\n\r\n", "frames", 1)]
    [InlineData("HTTP/1.1 101 X\r\nA: b\r\n\r\n", "", 4096)]
    [InlineData("HTTP/1.1 101 X\nA: b\n\n", "\r\n\r\nframes", 4096)]
    public async Task Read_StopsBehindTheHeader_AndTheRestIsWithWhoTakesOver(string header, string rest, int atOnce)
    {
        using var connection = Connection(header + rest, atOnce);
        await using var http = new HandshakeStream(connection);

        Assert.Equal(header, await ReadAsync(http, header.Length));
        await using var socket = http.TakeOver();
        Assert.Equal(rest, await ReadAsync(socket, int.MaxValue));
    }

    [Fact]
    public async Task Read_InterimAnswer_StopsBehindBothHeaders()
    {
        using var connection = Connection("HTTP/1.1 103 X\r\n\r\nHTTP/1.1 101 X\r\n\r\nframes", 4096);
        await using var http = new HandshakeStream(connection);
        var buffer = new byte[4096];

        Assert.Equal("HTTP/1.1 103 X\r\n\r\n", Text(buffer, await http.ReadAsync(buffer, Token)));
        Assert.Equal("HTTP/1.1 101 X\r\n\r\n", Text(buffer, await http.ReadAsync(buffer, Token)));
        await using var socket = http.TakeOver();
        Assert.Equal("frames", await ReadAsync(socket, int.MaxValue));
    }

    [Fact]
    public async Task Read_OfNothing_CompletesWhenBytesAreHeld()
    {
        using var connection = Connection("X\r\n\r\nframes", 4096);
        await using var http = new HandshakeStream(connection);
        await ReadAsync(http, 5);
        await using var socket = http.TakeOver();

        Assert.Equal(0, await socket.ReadAsync(Memory<byte>.Empty, Token));
        Assert.Equal("frames", await ReadAsync(socket, int.MaxValue));
    }

    [Fact]
    public async Task TakeOver_NothingHeld_GivesTheConnectionItself()
    {
        using var connection = Connection("X\r\n\r\n", 4096);
        await using var http = new HandshakeStream(connection);
        await ReadAsync(http, 5);

        Assert.Same(connection, http.TakeOver());
    }

    [Theory]
    [InlineData("")]
    [InlineData("frames")]
    public async Task Dispose_AfterTakeOver_LeavesTheConnectionToItsNewOwner(string rest)
    {
        using var connection = Connection("X\r\n\r\n" + rest, 4096);
        var http = new HandshakeStream(connection);
        await ReadAsync(http, 5);
        var socket = http.TakeOver();
        await http.DisposeAsync();

        Assert.True(connection.CanRead);
        await socket.WriteAsync("x"u8.ToArray(), Token);
        await socket.FlushAsync(Token);
        await socket.DisposeAsync();
        Assert.False(connection.CanRead);
    }

    [Fact]
    public async Task Dispose_NotTakenOver_ClosesTheConnection()
    {
        using var connection = Connection("X\r\n\r\n", 4096);
        await new HandshakeStream(connection).DisposeAsync();

        Assert.False(connection.CanRead);
    }

    private static PiecewiseStream Connection(string text, int atOnce) => new(Encoding.ASCII.GetBytes(text), atOnce);

    private static string Text(byte[] buffer, int length) => Encoding.ASCII.GetString(buffer, 0, length);

    // Asks for more than it wants, as a parser does.
    private static async Task<string> ReadAsync(Stream stream, int wanted)
    {
        var text = "";
        var buffer = new byte[4096];
        while (text.Length < wanted && await stream.ReadAsync(buffer, Token) is > 0 and var read)
        {
            text += Text(buffer, read);
        }

        return text;
    }

    private sealed class PiecewiseStream : MemoryStream
    {
        private readonly int _atOnce;

        public PiecewiseStream(byte[] bytes, int atOnce)
        {
            _atOnce = atOnce;
            Write(bytes);
            Position = 0;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
            => base.ReadAsync(buffer[..Math.Min(buffer.Length, _atOnce)], cancellationToken);
    }
}
