using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Webcast.Sockets;

public sealed class GatheringStreamTests : IDisposable
{
    private readonly Written _inner = new();
    private readonly GatheringStream _stream;

    public GatheringStreamTests() => _stream = new GatheringStream(_inner);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_NothingFollows_GoesOutByItself()
    {
        await WriteAsync(false, 1, 2);
        await WriteAsync(false, 3);
        Assert.Equal([[1, 2], [3]], _inner.Writes);
    }

    [Fact]
    public async Task Write_MoreFollows_WaitsForTheLastAndKeepsTheOrder()
    {
        await WriteAsync(true, 1);
        await WriteAsync(true, 2, 3);
        Assert.Empty(_inner.Writes);

        await WriteAsync(false, 4);
        Assert.Equal([[1, 2, 3, 4]], _inner.Writes);

        await WriteAsync(false, 5);
        Assert.Equal([5], _inner.Writes[1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_MoreThanTheBufferHolds_IsWrittenBehindWhatWaits(bool more)
    {
        await WriteAsync(true, 1);
        var large = new byte[8192];
        large[0] = 9;
        await WriteAsync(more, large);
        Assert.Equal([[1], large], _inner.Writes);
    }

    public void Dispose() => _stream.Dispose();

    private ValueTask WriteAsync(bool more, params byte[] bytes)
    {
        _stream.MoreFollows = more;
        return _stream.WriteAsync(bytes, Token);
    }

    private sealed class Written : MemoryStream
    {
        public List<byte[]> Writes { get; } = [];

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes.Add(buffer.ToArray());
            return ValueTask.CompletedTask;
        }
    }
}
