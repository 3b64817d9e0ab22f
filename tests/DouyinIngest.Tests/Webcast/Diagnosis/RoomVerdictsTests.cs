using DouyinIngest.Webcast.Diagnosis;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Diagnosis;

public sealed class RoomVerdictsTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    [Theory]
    [InlineData(RoomCheckStep.Dns, RoomCheckOutcome.Failed, true, true)]
    [InlineData(RoomCheckStep.Dns, RoomCheckOutcome.Advice, false, false)]
    [InlineData(RoomCheckStep.RoomInfo, RoomCheckOutcome.Failed, false, true)]
    [InlineData(RoomCheckStep.RoomInfo, RoomCheckOutcome.Failed, true, false)]
    [InlineData(RoomCheckStep.Live, RoomCheckOutcome.Failed, true, true)]
    [InlineData(RoomCheckStep.Heartbeat, RoomCheckOutcome.Failed, true, false)]
    public void Stops_Outcome_OnlyWhatIsNeededLater(RoomCheckStep step, RoomCheckOutcome outcome, bool roomIdKnown, bool stops) =>
        Assert.Equal(stops, RoomVerdicts.Stops(new RoomCheck(step, outcome, ""), roomIdKnown));

    [Theory]
    [InlineData("", "", false, RoomCheckOutcome.Skipped, "none given")]
    [InlineData("", "", true, RoomCheckOutcome.Advice, "no app id")]
    [InlineData("tt01", "", true, RoomCheckOutcome.Advice, "no secret")]
    [InlineData("tt01", "hidden", false, RoomCheckOutcome.Passed, "app id tt01 and its secret")]
    public void Credentials_Given_AreToldWithoutTheSecret(string appId, string secret, bool needed, RoomCheckOutcome outcome, string says)
    {
        var check = RoomVerdicts.Credentials(new AppCredentials(appId, secret), needed);

        Assert.Equal(outcome, check.Outcome);
        Assert.Contains(says, check.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", check.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", RoomCheckOutcome.Advice, "gave no ttwid")]
    [InlineData("", "ttwid=hidden", RoomCheckOutcome.Advice, "no cookies given, a ttwid obtained; no login")]
    [InlineData("ttwid=hidden; a=1", "ttwid=hidden; a=1", RoomCheckOutcome.Advice, "ttwid, a given; no login")]
    [InlineData("sessionid=hidden", "sessionid=hidden; ttwid=hidden", RoomCheckOutcome.Passed, "sessionid given, a ttwid obtained, a login among them")]
    [InlineData("sessionid=hidden; ttwid=hidden", "x", RoomCheckOutcome.Passed, "a login among them")]
    [InlineData("sessionid=; ttwid=hidden", "x", RoomCheckOutcome.Advice, "no login")]
    public void Cookie_Jar_IsToldByNames(string jar, string header, RoomCheckOutcome outcome, string says)
    {
        var check = RoomVerdicts.Cookie(CookieJar.Parse(jar, "test", "douyin.com", Now), header);

        Assert.Equal(outcome, check.Outcome);
        Assert.Contains(says, check.Detail, StringComparison.Ordinal);
        Assert.Equal(outcome == RoomCheckOutcome.Advice, check.Remedy.Contains("DOUYIN_COOKIE", StringComparison.Ordinal));
        Assert.DoesNotContain("hidden", check.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cookie_LoginExpired_IsSaidBeforeAllElse()
    {
        var jar = CookieJar.Parse(".douyin.com\tTRUE\t/\tTRUE\t1700000000\tsessionid\thidden", "test", "douyin.com", Now);

        var check = RoomVerdicts.Cookie(jar, "ttwid=hidden");

        Assert.Equal(RoomCheckOutcome.Advice, check.Outcome);
        Assert.Contains("the login among them has expired", check.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RoomStatus.Live, RoomCheckOutcome.Passed, "live: 唱歌聊天, 小测试, 12 online")]
    [InlineData(RoomStatus.Paused, RoomCheckOutcome.Passed, "paused: ")]
    [InlineData(RoomStatus.Preparing, RoomCheckOutcome.Failed, "the broadcast is preparing")]
    [InlineData(RoomStatus.Ended, RoomCheckOutcome.Failed, "the broadcast is ended")]
    public void LiveNow_Status_DecidesIt(RoomStatus status, RoomCheckOutcome outcome, string says)
    {
        var check = RoomVerdicts.LiveNow(new RoomCard { LiveId = "1", Status = status, Title = "唱歌聊天", AnchorName = "小测试", Online = 12 });

        Assert.Equal((outcome, outcome == RoomCheckOutcome.Failed ? CloseReason.RoomOffline : null), (check.Outcome, check.Reason));
        Assert.StartsWith(says, check.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void RoomInfo_Refused_HasClassAndRemedy()
    {
        var check = RoomVerdicts.RoomInfo(new RoomInfoResult(null, CloseReason.RateLimited, "room API: HTTP 429"));

        Assert.Equal((RoomCheckOutcome.Failed, CloseReason.RateLimited, "room API: HTTP 429"), (check.Outcome, check.Reason, check.Detail));
        Assert.Equal(Remedies.For(CloseReason.RateLimited), check.Remedy);
    }

    public static TheoryData<bool, bool, string?, RoomCheckOutcome, string> SignerCases() => new()
    {
        { true, true, null, RoomCheckOutcome.Skipped, "not asked" },
        { true, true, "it is down", RoomCheckOutcome.Failed, "it is down" },
        { true, true, "", RoomCheckOutcome.Passed, "it gave a signature" },
        { false, true, "", RoomCheckOutcome.Advice, "wants a signature" },
        { false, false, "", RoomCheckOutcome.Skipped, "unsigned" },
    };

    [Theory]
    [MemberData(nameof(SignerCases))]
    public void Signer_Call_IsJudged(bool signs, bool realSite, string? error, RoomCheckOutcome outcome, string says)
    {
        var check = RoomVerdicts.Signer(signs, realSite, error is null ? null : new SignerCall(Wait, WholeUrl: false, error));

        Assert.Equal(outcome, check.Outcome);
        Assert.Contains(says, check.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Session_Answered_TakesItsOwnTimes()
    {
        var sight = new SessionSight { HeartbeatAfter = TimeSpan.FromMilliseconds(12), FrameAfter = TimeSpan.FromMilliseconds(34), Messages = 8, Bytes = 3086 };

        Assert.Equal((RoomCheckOutcome.Passed, sight.HeartbeatAfter), (RoomVerdicts.Heartbeat(sight, Wait).Outcome, RoomVerdicts.Heartbeat(sight, Wait).Took));
        var frame = RoomVerdicts.FirstFrame(sight, Wait);
        Assert.Equal((RoomCheckOutcome.Passed, "8 messages in 3086 bytes", sight.FrameAfter), (frame.Outcome, frame.Detail, frame.Took));
    }

    [Fact]
    public void Session_Silent_EachHasItsOwnRemedy()
    {
        var heartbeat = RoomVerdicts.Heartbeat(new SessionSight(), Wait);
        var frame = RoomVerdicts.FirstFrame(new SessionSight(), Wait);

        Assert.Equal((CloseReason.IdleTimeout, CloseReason.IdleTimeout), (heartbeat.Reason, frame.Reason));
        Assert.Contains("proxy or firewall", heartbeat.Remedy, StringComparison.Ordinal);
        Assert.Contains("room id", frame.Remedy, StringComparison.Ordinal);
        Assert.Contains("within 10 s", frame.Detail, StringComparison.Ordinal);
        Assert.Equal(Wait, frame.Took);
    }

    [Fact]
    public void Session_ClosedOrUnreadable_IsSaid()
    {
        var closed = new SessionSight { Closed = CloseReason.RemoteClosed };

        Assert.Equal(CloseReason.RemoteClosed, RoomVerdicts.Heartbeat(closed, Wait).Reason);
        Assert.Equal(CloseReason.RemoteClosed, RoomVerdicts.FirstFrame(closed, Wait).Reason);
        Assert.Equal(
            CloseReason.UnreadableFrame,
            RoomVerdicts.FirstFrame(closed with { FrameAfter = Wait, Unreadable = DropReason.BadCompression }, Wait).Reason);
    }
}
