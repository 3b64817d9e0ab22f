using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator.Faults;
using DouyinIngest.Simulator.Push;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Simulator.Fakes;
using Google.Protobuf;

namespace DouyinIngest.Tests.Simulator.Push;

/// <summary>A spoiled frame is unreadable as a whole, or its envelope says the truth: one that names another cursor could not be found out.</summary>
public sealed class EnvelopeTests
{
    [Theory]
    [InlineData("corrupt", true)]
    [InlineData("badgzip", true)]
    [InlineData("uncompressed", true)]
    [InlineData("bomb@size=4096", true)]
    [InlineData("duplicate", true)]
    [InlineData("truncate", false)]
    public async Task Spoiled_Envelope_IsTrueOrUnreadable(string fault, bool readable)
    {
        var time = Sim.Clock();
        await using var host = await Sim.StartAsync(Sim.Quiet(fault), time);
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now > 0);
        Sim.Chat(host, 1, new string('好', 400));
        var spoiled = (await viewer.NextBytesAsync())!;
        if (fault == "duplicate")
        {
            await viewer.NextMessageAsync();
        }

        time.Advance(TimeSpan.FromSeconds(2.5));
        var clean = await viewer.NextMessageAsync();

        Assert.Equal(host.Rooms[0].Current.Log.Find(0)!.Cursor, Viewer.Cursor(clean));
        if (!readable)
        {
            Assert.Throws<InvalidProtocolBufferException>(() => PushFrame.Parser.ParseFrom(spoiled));
            return;
        }

        var frame = PushFrame.Parser.ParseFrom(spoiled);
        Assert.Equal((clean.LogId, clean.PayloadType), (frame.LogId, frame.PayloadType));
        foreach (var header in (string[])["im-cursor", "im-internal_ext"])
        {
            Assert.Equal(Viewer.Header(clean, header), Viewer.Header(frame, header));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(500)]
    public void Truncated_AnySize_IsNoFrame(int messages)
    {
        var broadcast = Sim.Broadcast();
        Built.Add(broadcast, [.. Enumerable.Range(1, messages)]);
        var batch = broadcast.Log.Find(0)!;
        var payload = SpoiledPayload.Of(new FaultRule { Kind = FaultKind.Truncate }, batch);
        var prefix = PushFrames.Prefix(new SentFrame(1, batch, "ext", batch.Cursor), 1, 1, payload.Length);

        byte[] sent = [.. prefix, .. payload.AsSpan(0, payload.Length / 2)];

        Assert.Throws<InvalidProtocolBufferException>(() => PushFrame.Parser.ParseFrom(sent));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(300)]
    public void Corrupt_AnySize_NeverOpens(int messages)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var broadcast = Sim.Broadcast();
            broadcast.Append(
                [.. Enumerable.Range(1, messages).Select(i => new WorldMessage(
                    new Message { Method = "WebcastChatMessage", MsgId = i, Payload = ByteString.CopyFrom(Bytes(random)) }, default))],
                sticky: false);
            var batch = broadcast.Log.Find(0)!;
            var whole = batch.Compressed.ToArray();

            var payload = SpoiledPayload.Of(new FaultRule { Kind = FaultKind.Corrupt }, batch);

            Assert.Equal(whole, batch.Compressed);
            Assert.Equal(whole.Length, payload.Length);
            Assert.ThrowsAny<Exception>(() => BatchBuilder.Open(batch with { Compressed = payload }));
        }

        static byte[] Bytes(Random random)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            return bytes;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1 << 20)]
    [InlineData((1 << 20) + 1)]
    public void Bomb_Size_InflatesToExactlyThat(long size)
    {
        var payload = SpoiledPayload.Of(new FaultRule { Kind = FaultKind.Bomb, Size = size }, Built.Filled(1).Log.Find(1)!);

        using var gzip = new System.IO.Compression.GZipStream(new MemoryStream(payload), System.IO.Compression.CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        gzip.CopyTo(inflated);
        Assert.Equal(size, inflated.Length);
    }

    [Fact]
    public void BadGzip_Payload_HasNoMagicAndTheSameLength()
    {
        var batch = Built.Filled(1).Log.Find(1)!;

        var payload = SpoiledPayload.Of(new FaultRule { Kind = FaultKind.BadGzip }, batch);

        Assert.Equal(batch.Compressed.Length, payload.Length);
        Assert.NotEqual(0x1f, payload[0]);
        Assert.ThrowsAny<InvalidDataException>(() => BatchBuilder.Open(batch with { Compressed = payload }));
    }
}
