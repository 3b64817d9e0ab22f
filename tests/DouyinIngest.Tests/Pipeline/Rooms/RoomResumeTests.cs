using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Tests.Webcast.Polling.Fakes;
using DouyinIngest.Webcast.Polling;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Pipeline.Rooms;

/// <summary>Whether what comes after a reconnect or a takeover leaves a hole, and that it is said.</summary>
public sealed class RoomResumeTests
{
    private const long ServerTime = 1_777_000_000_000;

    private readonly RecordingGaps _gaps = new();

    [Fact]
    public async Task Reconnect_NothingThatWeKnow_IsAGap()
    {
        var rig = Rig();
        await rig.ReadAllAsync(Frame(1, 100, ServerTime, 11));

        await rig.ReadAllAsync(Frame(2, 200, ServerTime + 9000, 12), Frame(3, 201, ServerTime + 10_000, 13));

        var gap = Assert.Single(_gaps.All);
        Assert.Equal(("732001", Wire.RoomId, GapReason.CursorForgotten), (gap.LiveId, gap.RoomId, gap.Reason));
        Assert.Equal(Hole.Between(ServerTime, ServerTime + 9000, 0), gap.Hole);
        Assert.Equal(1, rig.Listener.Count("gap CursorForgotten"));
        Assert.Equal(1, rig.Counters.Gaps);
    }

    [Fact]
    public async Task Reconnect_FourthNewFrame_TellsWithoutWaitingForTheEnd()
    {
        var rig = Rig();
        await rig.ReadAllAsync(Frame(1, 100, ServerTime, 11));
        var session = rig.Session([.. Enumerable.Range(2, 4).Select(i => Frame((ulong)i, 200 + i, ServerTime + (i * 1000), 20 + i))]);
        var reading = rig.ReadAsync(session);
        await DouyinIngest.Tests.Fakes.Waiting.UntilAsync(() => session.Reads == 5);

        Assert.Single(_gaps.All);
        session.End(CloseReason.RemoteClosed);
        await reading;
        Assert.Single(_gaps.All);
    }

    [Fact]
    public async Task Reconnect_ARememberedEvent_IsWhole()
    {
        var rig = Rig();
        await rig.ReadAllAsync(Frame(1, 100, ServerTime, 11));

        await rig.ReadAllAsync(Frame(2, 200, ServerTime + 9000, 12, 11));

        Assert.Empty(_gaps.All);
    }

    [Fact]
    public async Task Reconnect_ARepeatWithinTheSession_ProvesNothing()
    {
        var rig = Rig();
        await rig.ReadAllAsync(Frame(1, 100, ServerTime, 11));

        await rig.ReadAllAsync(Frame(2, 200, ServerTime + 9000, 12), Frame(3, 201, ServerTime + 9500, 12, 13));

        Assert.Single(_gaps.All);
    }

    [Fact]
    public async Task Reconnect_StickyStateAgain_ProvesNothing_ButItsCursorDoes()
    {
        var rig = Rig();
        await rig.ReadAllAsync(Sticky(1, 99, 5), Frame(2, 100, ServerTime, 11));

        await rig.ReadAllAsync(Sticky(3, 100, 5), Frame(4, 107, ServerTime + 1000, 12));
        Assert.Empty(_gaps.All);

        await rig.ReadAllAsync(Sticky(5, 300, 5), Frame(6, 301, ServerTime + 2000, 13));
        Assert.Single(_gaps.All);
    }

    [Fact]
    public async Task Reconnect_AFrameStillOnItsWayAgain_IsWhole()
    {
        var rig = Rig(confirming: false);
        await rig.ReadAllAsync(Wire.Msg(1, [Wire.Chat(11)], "a"), Wire.Msg(2, [Wire.Chat(12)], "b"));

        await rig.ReadAllAsync(Wire.Msg(3, [Wire.Chat(12)], "b"), Wire.Msg(4, [Wire.Chat(13)], "c"));

        Assert.Equal(1, rig.Listener.Count("redelivered"));
        Assert.Empty(_gaps.All);
    }

    [Fact]
    public async Task Polled_AnswersThatGoOn_AreWholeHoweverFarTheCursorJumps()
    {
        var rig = Rig();
        await rig.ReadAllAsync(Frame(1, 100, ServerTime, 11));

        await PollAsync(rig, fetcher => fetcher.Answers(Cursor(200), chats: 12).Answers(Cursor(300), chats: 13).Answers(Cursor(400), chats: 14).Answers(Cursor(500), chats: 15).Answers(Cursor(600), chats: 16), polls: 5);

        Assert.Empty(_gaps.All);
        Assert.Equal(Cursor(600), rig.Pipeline.Resume.Cursor);
    }

    [Fact]
    public async Task Polled_UpstreamBeganAnewAndShowsNothingThatWeKnow_IsAGapAtOnce()
    {
        var rig = Rig();
        await PollAsync(rig, fetcher => fetcher.Answers(Cursor(100), chats: 11).Answers("fh-7_" + Cursor(900), chats: 12).Answers(Cursor(901), chats: 13), polls: 3);

        Assert.Equal([GapReason.CursorForgotten], _gaps.All.Select(static g => g.Reason));
    }

    [Fact]
    public async Task Polled_UpstreamBeganAnewAndItsHistoryReachesBack_IsWhole()
    {
        var rig = Rig();
        await PollAsync(rig, fetcher => fetcher.Answers(Cursor(100), chats: 11).Answers("fh-7_" + Cursor(900), chats: [11, 12]).Answers(Cursor(901), chats: 13), polls: 3);

        Assert.Empty(_gaps.All);
    }

    [Fact]
    public async Task Polled_BrokerNotConfirming_NothingIsAskedBehindIt()
    {
        var rig = Rig(confirming: false);
        var fetcher = new ScriptedFetcher(rig.Time).Answers(Cursor(100), chats: 11).Answers(Cursor(101), chats: 12);
        await using var session = new PollingSession(fetcher, await fetcher.FetchAsync(ResumePoint.None, TestContext.Current.CancellationToken), rig.Time.GetTimestamp(), TimeSpan.FromSeconds(2), rig.Counters, rig.Time);
        var reading = rig.Pipeline.ReadAsync(session, static () => { }, CancellationToken.None);
        await DouyinIngest.Tests.Fakes.Waiting.UntilAsync(() => rig.Sink.Published.Count == 1);
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Single(fetcher.Asked);

        rig.Sink.ConfirmAll();
        await DouyinIngest.Tests.Fakes.Waiting.UntilAsync(() => fetcher.Asked.Count == 2);
        Assert.Equal(Cursor(100), fetcher.Asked[1].Cursor);
        session.Abort(CloseReason.Network);
        Assert.Equal(CloseReason.Network, await reading);
    }

    [Fact]
    public async Task SocketThenPolling_TheOverlap_IsPublishedOnce()
    {
        var rig = Rig();
        await rig.ReadAllAsync(Frame(1, 100, ServerTime, 11), Frame(2, 101, ServerTime, 12));
        await PollAsync(rig, fetcher => fetcher.Answers(Cursor(102), chats: [12, 13]), polls: 1);
        await rig.ReadAllAsync(Frame(3, 102, ServerTime, 13), Frame(4, 103, ServerTime, 14));

        Assert.Equal([11L, 12, 13, 14], rig.Sink.Published.Select(id => long.Parse(id.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Empty(_gaps.All);
    }

    [Fact]
    public async Task Connect_WithoutCursor_IsNoGap()
    {
        var rig = Rig();

        await rig.ReadAllAsync(Frame(1, 100, ServerTime, 11), Frame(2, 200, ServerTime, 12));

        Assert.Empty(_gaps.All);
    }

    [Fact]
    public async Task Takeover_CursorForgotten_IsAGapSinceTheCheckpoint_ByItsRate()
    {
        var checkpoint = new RoomCheckpoint
        {
            Version = 1,
            RoomId = Wire.RoomId,
            Cursor = Cursor(100),
            ServerTime = ServerTime,
            EventsPerSecond = 3,
            Counters = new Counters { Gaps = 4 },
        };
        var rig = Rig(from: checkpoint);

        await rig.ReadAllAsync(Frame(1, 500, ServerTime + 20_000, 11));

        Assert.Equal(Hole.Between(ServerTime, ServerTime + 20_000, 3), Assert.Single(_gaps.All).Hole);
        Assert.Equal(60, _gaps.All[0].Hole.EstimatedEvents);
        Assert.Equal(5, rig.Counters.Capture().Gaps);
    }

    [Fact]
    public async Task Takeover_GoesOnFromTheCheckpoint_IsWhole()
    {
        var rig = Rig(from: new RoomCheckpoint { Version = 1, RoomId = Wire.RoomId, Cursor = Cursor(100), ServerTime = ServerTime });

        await rig.ReadAllAsync(Frame(1, 101, ServerTime + 1000, 11), Frame(2, 102, ServerTime + 2000, 12));

        Assert.Empty(_gaps.All);
    }

    [Fact]
    public async Task UnreadableThreeTimes_IsNotedWithItsReason()
    {
        var rig = Rig();
        await rig.ReadAllAsync(Frame(1, 100, ServerTime, 11));
        for (var time = 0; time < 3; time++)
        {
            await rig.ReadAllAsync(Wire.Garbage);
        }

        Assert.Equal([GapReason.UnreadableFrame], _gaps.All.Select(static g => g.Reason));
        Assert.Equal(ServerTime, _gaps.All[0].Hole.From.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task TooLargeThreeTimes_IsNotedWithItsReason()
    {
        var rig = Rig();
        await rig.ReadAllAsync(Frame(1, 100, ServerTime, 11));
        for (var time = 0; time < 3; time++)
        {
            await rig.ReadAsync(rig.Session().End(CloseReason.MessageTooLarge));
        }

        Assert.Equal([GapReason.MessageTooLarge], _gaps.All.Select(static g => g.Reason));
    }

    private static string Cursor(long position) => $"t-1_r-{7_000_000_000_000_000_000 + position}_d-1_u-1";

    private static byte[] Frame(ulong logId, long position, long now, params long[] ids)
        => Wire.Msg(logId, ids.Select(Wire.Chat), Cursor(position), now: now);

    private static byte[] Sticky(ulong logId, long position, long version)
    {
        var state = new Message { Method = "WebcastRoomStatsMessage", MsgId = 900 + (long)logId, NeedWrdsStore = true, WrdsVersion = version };
        return Wire.Msg(logId, [state], Cursor(position), "wss_msg_type:wrds");
    }

    /// <summary>Reads so many answers; then the session ends.</summary>
    private static async Task PollAsync(PipelineRig rig, Func<ScriptedFetcher, ScriptedFetcher> script, int polls)
    {
        var fetcher = script(new ScriptedFetcher(rig.Time)).Refuses(CloseReason.RateLimited);
        var interval = TimeSpan.FromSeconds(2);
        await using var session = new PollingSession(fetcher, await fetcher.FetchAsync(rig.Pipeline.Resume, default), rig.Time.GetTimestamp(), interval, rig.Counters, rig.Time);
        var reading = rig.Pipeline.ReadAsync(session, static () => { }, CancellationToken.None);
        for (var poll = 1; poll <= polls; poll++)
        {
            await DouyinIngest.Tests.Fakes.Waiting.UntilAsync(() =>
            {
                rig.Time.Advance(interval);
                return fetcher.Asked.Count > poll;
            });
        }

        Assert.Equal(CloseReason.RateLimited, await reading);
    }

    private PipelineRig Rig(bool confirming = true, RoomCheckpoint? from = null)
        => new(fleet: new RoomFleet("732001", null, null, _gaps), from: from) { Sink = { Confirming = confirming } };
}
