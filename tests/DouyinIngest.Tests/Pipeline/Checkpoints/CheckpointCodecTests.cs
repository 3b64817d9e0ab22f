using DouyinIngest.Pipeline.Checkpoints;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Sockets;
using Google.Protobuf;

namespace DouyinIngest.Tests.Pipeline.Checkpoints;

public sealed class CheckpointCodecTests(ITestOutputHelper output)
{
    private const long RoomId = 7_300_000_000_000_000_001;
    private const long Now = 1_777_000_000_000;

    private static readonly ResumePoint Position = new(
        $"t-{Now}_r-7630000000000000123_d-1_u-1", $"internal_src:pushserver|first_req_ms:{Now}|wss_msg_type:r|wrds_v:7630000000000000456");

    private static readonly CheckpointMoment Moment = new(RoomId, Position, Now + 5, Now, 12.5);

    [Fact]
    public void Write_QuietRoom_IsAboutOneKibibyte()
    {
        var record = Write(new RoomEventsState { EventIds = Ids(RoomEvents.LeastCaptured), Versions = Versions(12), EndedCombos = Ended(2) });
        record.Instance = "ingest-5d9c7b8f6-abcde/0123456789abcdef";
        record.Epoch = 123_456;
        var size = record.CalculateSize();

        output.WriteLine($"quiet room: {size} bytes");
        Assert.InRange(size, 700, 1400);
    }

    [Fact]
    public void Write_BusyRoom_IsAtMostSixtyFourKibibytes()
    {
        var record = Filled(Write(new RoomEventsState
        {
            EventIds = Ids(CheckpointCodec.MostIds),
            OmittedIds = 50_000,
            Versions = Versions(StickyVersions.MostKeys),
            OpenCombos = Open(100),
            EndedCombos = Ended(600),
        }));

        output.WriteLine($"busy room: {record.CalculateSize()} bytes with {record.EventIds.Count} ids");
        Assert.InRange(record.CalculateSize(), CheckpointCodec.MostBytes - 1024, CheckpointCodec.MostBytes);
    }

    [Fact]
    public void Write_TooManyIds_CutsTheOldestAndCountsThem()
    {
        var ids = Ids(CheckpointCodec.MostIds);

        var record = Write(new RoomEventsState { EventIds = ids, OmittedIds = 7, OpenCombos = Open(50), EndedCombos = Ended(300) });

        Assert.InRange(record.EventIds.Count, 4000, ids.Length - 1);
        Assert.Equal(ids[^record.EventIds.Count..], record.EventIds);
        Assert.Equal(7 + ids.Length - record.EventIds.Count, record.CutIds);
        Assert.Equal((50, 300), (record.OpenCombos.Count, record.EndedCombos.Count));
    }

    [Fact]
    public void Write_CombosAlmostFillIt_IdsGoFirstAndCombosStay()
    {
        var record = Write(new RoomEventsState { EventIds = Ids(500), EndedCombos = Ended(3100), OpenCombos = Open(10) });

        Assert.Equal((10, 3100), (record.OpenCombos.Count, record.EndedCombos.Count));
        Assert.InRange(record.EventIds.Count, 0, 499);
        Assert.Equal(500 - record.EventIds.Count, record.CutIds);
        Assert.InRange(Filled(record).CalculateSize(), 0, CheckpointCodec.MostBytes);
    }

    [Fact]
    public void Write_CombosAloneTooMany_CutsThoseThatEndedFirst()
    {
        var ended = Ended(GiftLedger.MostEnded);

        var record = Write(new RoomEventsState { EventIds = Ids(3), EndedCombos = ended, OpenCombos = Open(10) });

        Assert.InRange(record.EndedCombos.Count, 2000, ended.Length - 1);
        Assert.Equal(ended[^record.EndedCombos.Count..].Select(static c => c.Key), record.EndedCombos.Select(static c => c.Key));
        Assert.Equal(10, record.OpenCombos.Count);
        Assert.Equal(3 - record.EventIds.Count + ended.Length - record.EndedCombos.Count, record.CutIds);
        Assert.InRange(Filled(record).CalculateSize(), 0, CheckpointCodec.MostBytes);
    }

    [Fact]
    public void Write_OpenCombosAloneTooMany_CutsThoseIdleForLongest()
    {
        var open = Open(1000);
        Array.Reverse(open);

        var record = Write(new RoomEventsState { OpenCombos = open, EndedCombos = Ended(5) });

        Assert.Empty(record.EndedCombos);
        Assert.InRange(record.OpenCombos.Count, 200, 999);
        Assert.Equal(1000 - record.OpenCombos.Count, record.OpenCombos.Min(static c => c.LastProgress) - Now);
        Assert.InRange(Filled(record).CalculateSize(), 0, CheckpointCodec.MostBytes);
    }

    [Fact]
    public void Write_SenselesslyLargePosition_IsNone()
        => Assert.Null(CheckpointCodec.Write(Moment with { Position = new ResumePoint("c", new string('x', 20_000)) }, RoomEventsState.Empty, new Counters()));

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var state = new RoomEventsState { EventIds = Ids(5), Versions = Versions(3), OpenCombos = Open(2), EndedCombos = Ended(4), OmittedIds = 6 };
        var counters = new Counters { Frames = 3, Duplicates = 4, Gaps = 5, Reconnects = 6, Events = { 0, 1, 2 } };
        var written = CheckpointCodec.Write(Moment, state, counters)!;

        var record = CheckpointCodec.Read(written.ToByteArray(), out var refusal)!;

        Assert.Equal("", refusal);
        Assert.Equal(written, record);
        Assert.Equal((RoomId, Now + 5, Now, 12.5, 6), (record.RoomId, record.Time, record.ServerTime, record.EventsPerSecond, record.CutIds));
        Assert.Equal(Position, new ResumePoint(record.Cursor, record.InternalExt));
        Assert.Equal(counters, record.Counters);
        var read = CheckpointCodec.StateOf(record);
        Assert.Equal(state.EventIds, read.EventIds);
        Assert.Equal(state.Versions, read.Versions);
        Assert.Equal(state.EndedCombos, read.EndedCombos);
        Assert.Equal(state.OmittedIds, read.OmittedIds);
        Assert.Equal(state.OpenCombos.Select(Flat), read.OpenCombos.Select(Flat));
    }

    [Theory]
    [InlineData(2, "The checkpoint is of version 2, and this program reads up to 1: update it.")]
    [InlineData(int.MaxValue, "The checkpoint is of version 2147483647, and this program reads up to 1: update it.")]
    [InlineData(0, "The checkpoint has no version.")]
    [InlineData(-1, "The checkpoint has no version.")]
    public void Read_AnotherVersion_IsRefused(int version, string expected)
    {
        var record = Write(RoomEventsState.Empty);
        record.Version = version;

        Assert.Null(CheckpointCodec.Read(record.ToByteArray(), out var refusal));
        Assert.Equal(expected, refusal);
    }

    [Fact]
    public void Read_NoBroadcast_IsRefused()
    {
        Assert.Null(CheckpointCodec.Read(new RoomCheckpoint { Version = 1 }.ToByteArray(), out var refusal));
        Assert.Equal("The checkpoint names no broadcast.", refusal);
    }

    [Fact]
    public void Read_BrokenBytes_AreRefusedOrAnswered_NeverThrown()
    {
        var random = new Random(5);
        var whole = Write(new RoomEventsState { EventIds = Ids(20), Versions = Versions(5), OpenCombos = Open(3), EndedCombos = Ended(9) }).ToByteArray();
        var refused = 0;
        for (var round = 0; round < 2000; round++)
        {
            var bytes = whole.AsSpan(0, random.Next(whole.Length + 1)).ToArray();
            for (var flips = random.Next(4); flips > 0 && bytes.Length > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var record = CheckpointCodec.Read(bytes, out var refusal);
            Assert.Equal(record is null, refusal.Length > 0);
            refused += record is null ? 1 : 0;
            if (record is not null)
            {
                // Whatever it says, a room can be made of it.
                _ = new RoomEvents(RoomId, new EventOptions(), CheckpointCodec.StateOf(record), record.Time);
            }
        }

        Assert.InRange(refused, 500, 2000);
    }

    private static RoomCheckpoint Write(RoomEventsState state) => CheckpointCodec.Write(Moment, state, new Counters { Frames = 5, Events = { 0, 9, 9, 9, 9, 9, 9, 9 } })!;

    // As its owner fills it in, at its longest.
    private static RoomCheckpoint Filled(RoomCheckpoint record)
    {
        record.Epoch = long.MaxValue;
        record.Instance = new string('p', 253) + "-0123456789abcdef0123456789abcdef";
        record.Final = true;
        record.Closed = RoomCheckpoint.Types.Closed.Ended;
        return record;
    }

    private static string Flat(OpenComboState combo) => ComboCodec.Write(combo).ToString();

    private static ulong[] Ids(int count) => [.. Enumerable.Range(1, count).Select(static i => Hash64.Mix(3, (ulong)i))];

    private static StickyVersionState[] Versions(int count)
        => [.. Enumerable.Range(1, count).Select(static i => new StickyVersionState(Hash64.Mix(4, (ulong)i), 1_777_000_000_000_000_000 + (ulong)i))];

    private static EndedComboState[] Ended(int count)
        => [.. Enumerable.Range(1, count).Select(static i => new EndedComboState(Hash64.Mix(5, (ulong)i), i % 99, Now + i))];

    private static OpenComboState[] Open(int count) => [.. Enumerable.Range(0, count).Select(static i => new OpenComboState
    {
        Key = Hash64.Mix(6, (ulong)i),
        Total = i,
        LastProgress = Now + i,
        GiftId = 685,
        Diamonds = 10,
        GiftName = "一朵花"u8.ToArray(),
        User = Person(i),
        ToUser = i % 2 == 0 ? null : Person(i + 1),
    })];

    private static OwnedUser Person(int i) => new(new UserView
    {
        Present = true,
        Id = 1_000_000_000_000 + i,
        SecUid = "MS4wLjABAAAA-made-up-0123456789abcdef0123456789abcdef"u8,
        Name = "观众甲"u8,
        Masked = i % 3 == 0,
        Level = i,
        FansClubName = i % 5 == 0 ? default : "灯牌"u8,
        FansClubLevel = i % 7,
    });
}
