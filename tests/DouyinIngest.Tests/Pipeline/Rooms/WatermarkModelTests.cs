using System.Text;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Pipeline.Rooms;

/// <summary>The watermark against a model that is too plain to be wrong.</summary>
public sealed class WatermarkModelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task RandomOrder_ReleasesWhatTheModelReleases(int seed)
    {
        var random = new Random(seed);
        var time = new FakeTimeProvider();
        var budget = new InFlightBudget(1 << 20);
        var watermark = new Watermark(budget, new RecordingRoomListener(), time);
        await using var session = new ScriptedSession(time);
        var model = new Model();
        var open = new List<(FrameEntry Entry, ModelFrame Frame)>();
        for (ulong step = 1; step <= 1_500; step++)
        {
            if (open.Count == 0 || random.Next(3) == 0)
            {
                var moves = random.Next(4) != 0;
                var acks = random.Next(4) != 0;
                var frame = new ModelFrame { Id = step, Open = random.Next(4), Moves = moves, Acks = acks };
                var entry = Add(watermark, session, step, moves, acks);
                for (var record = 0; record < frame.Open; record++)
                {
                    entry.Begin(10);
                    open.Add((entry, frame));
                }

                model.Frames.Add(frame);
                watermark.Seal(entry);
            }
            else
            {
                var at = random.Next(open.Count);
                var (entry, frame) = open[at];
                open.RemoveAt(at);
                frame.Open--;
                entry.Settle(10);
            }

            model.Release();
            Compare(model, watermark, budget, session);
        }

        foreach (var (entry, frame) in open)
        {
            frame.Open--;
            entry.Settle(10);
        }

        model.Release();
        Assert.Empty(model.Frames);
        Compare(model, watermark, budget, session);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task TwoDeliveryThreads_NeverRunAhead_AndEndWhereTheModelEnds(int seed)
    {
        const int Frames = 1_500;
        var random = new Random(seed);
        var time = new FakeTimeProvider();
        var budget = new InFlightBudget(1 << 20);
        var watermark = new Watermark(budget, new RecordingRoomListener(), time);
        await using var session = new ScriptedSession(time);
        var lanes = new[] { System.Threading.Channels.Channel.CreateUnbounded<(Delivery, ulong)>(), System.Threading.Channels.Channel.CreateUnbounded<(Delivery, ulong)>() };
        var settled = new int[Frames + 1];
        var records = new int[Frames + 1];
        var threads = Array.ConvertAll(lanes, lane => Task.Run(async () =>
        {
            await foreach (var (delivery, id) in lane.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
            {
                Interlocked.Increment(ref settled[id]);
                delivery.Settle(10);
            }
        }, TestContext.Current.CancellationToken));

        var early = 0;
        for (ulong id = 1; id <= Frames; id++)
        {
            var entry = Add(watermark, session, id, moves: true, acks: true);
            records[id] = random.Next(4);
            for (var record = 0; record < records[id]; record++)
            {
                entry.Begin(10);
                await lanes[random.Next(2)].Writer.WriteAsync((entry, id), TestContext.Current.CancellationToken);
            }

            watermark.Seal(entry);

            // Whatever was acked by now has every one of its records confirmed.
            var acked = session.Sent.Count;
            for (var done = Math.Max(1, acked - 20); done <= acked; done++)
            {
                early += Volatile.Read(ref settled[done]) < records[done] ? 1 : 0;
            }
        }

        Array.ForEach(lanes, lane => lane.Writer.Complete());
        await Task.WhenAll(threads).Soon();

        Assert.Equal(0, early);
        Assert.Equal(Enumerable.Range(1, Frames).Select(id => Convert.ToHexString(Wire.Ack((ulong)id))), session.Sent.Select(Convert.ToHexString));
        Assert.Equal(new ResumePoint($"c{Frames}", $"e{Frames}"), watermark.Resume);
        Assert.Equal((0, 0L, 0L, 0L), (watermark.Pending, watermark.PendingBytes, budget.Bytes, budget.Records));
    }

    private static void Compare(Model model, Watermark watermark, InFlightBudget budget, ScriptedSession session)
    {
        Assert.Equal(model.Frames.Count, watermark.Pending);
        Assert.Equal(model.Frames.Sum(frame => frame.Bytes), watermark.PendingBytes);
        Assert.Equal(model.Frames.Sum(frame => frame.Bytes), budget.Bytes);
        Assert.Equal(model.Acked.Count, session.Sent.Count);
        Assert.Equal(model.Resume, watermark.Resume.Cursor);
        Assert.Equal(model.Received, watermark.ReceivedCursor);
        if (model.Acked.Count > 0)
        {
            Assert.Equal(Wire.Ack(model.Acked[^1]), session.Sent[^1]);
        }
    }

    private static FrameEntry Add(Watermark watermark, ISession session, ulong id, bool moves, bool acks)
    {
        var frame = new Frame { LogId = id, ContentKey = id, Gzip = true, Cursor = Encoding.UTF8.GetBytes($"c{id}"), InternalExt = Encoding.UTF8.GetBytes($"e{id}") };
        return watermark.Add(session, frame, acks, moves ? frame.Cursor : default, frame.InternalExt, DateTimeOffset.UnixEpoch);
    }

    private sealed class ModelFrame
    {
        private int _records;

        public required ulong Id { get; init; }

        public required bool Moves { get; init; }

        public required bool Acks { get; init; }

        public required int Open
        {
            get;
            set
            {
                field = value;
                _records = Math.Max(_records, value);
            }
        }

        public long Bytes => _records * 10L;
    }

    private sealed class Model
    {
        private string _released = "";

        public List<ModelFrame> Frames { get; } = [];

        public List<ulong> Acked { get; } = [];

        public string Received => Frames.LastOrDefault(frame => frame.Moves) is { } last ? $"c{last.Id}" : _released;

        public string Resume => _released.Length > 0 ? _released : Received;

        public void Release()
        {
            while (Frames.Count > 0 && Frames[0].Open == 0)
            {
                if (Frames[0].Acks)
                {
                    Acked.Add(Frames[0].Id);
                }

                _released = Frames[0].Moves ? $"c{Frames[0].Id}" : _released;
                Frames.RemoveAt(0);
            }
        }
    }
}
