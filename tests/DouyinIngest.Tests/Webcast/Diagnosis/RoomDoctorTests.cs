using System.Net.Sockets;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Diagnosis;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Diagnosis;

public sealed class RoomDoctorTests
{
    private const long RoomId = 7_300_000_000_000_000_001;

    private readonly ArmedTime _time = new();
    private readonly ScriptedRoomInfo _rooms = new();
    private readonly ScriptedConnector _sockets = new();
    private readonly FakeCookies _cookies = new();

    private ScriptedSession Session => new ScriptedSession(_time).Give(Connector.Frames.OfType("hb"), Connector.Frames.Chats(1, "c", 1));

    [Fact]
    public async Task Walk_AllWell_EveryStepInOrder()
    {
        var session = Session;
        _rooms.Live(RoomId);
        _sockets.Opens(session);

        var checks = await WalkAsync("732001");

        Assert.Equal(Enum.GetValues<RoomCheckStep>(), checks.Select(c => c.Step));
        Assert.DoesNotContain(checks, c => c.Outcome == RoomCheckOutcome.Failed);
        Assert.Equal(("732001", RoomId), _sockets.MadeFor);
        Assert.Equal((1, 1), (_sockets.Attempts, _rooms.Asked));
        Assert.True(session.Disposed);
    }

    [Theory]
    [InlineData("nonsense", RoomCheckStep.Url)]
    [InlineData("https://example.com/1", RoomCheckStep.Url)]
    public async Task Walk_NoRoom_AsksNobody(string room, RoomCheckStep fails)
    {
        var network = new FakeNetwork();

        var checks = await WalkAsync(room, network);

        AssertStopsAt(checks, fails, CloseReason.RoomNotFound);
        Assert.Empty(network.Asked);
    }

    [Fact]
    public async Task Walk_NetworkDown_StopsThere()
    {
        var checks = await WalkAsync("732001", new FakeNetwork { Spoil = (layer, _, _) => layer == "tcp" ? throw new SocketException((int)SocketError.ConnectionRefused) : Task.CompletedTask });

        AssertStopsAt(checks, RoomCheckStep.Tcp, CloseReason.Network);
        Assert.Equal(0, _rooms.Asked);
    }

    [Fact]
    public async Task Walk_CookiesMalformed_StopsThere()
    {
        var checks = await WalkAsync("732001", jar: () => CookieJar.Parse("nonsense", "DOUYIN_COOKIE", "douyin.com", default));

        AssertStopsAt(checks, RoomCheckStep.Cookie, CloseReason.Forbidden);
        Assert.Contains("DOUYIN_COOKIE", Of(checks, RoomCheckStep.Cookie).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Walk_CredentialsMalformed_StopsThere()
    {
        var checks = await WalkAsync("732001", credentials: () => throw new FormatException("DOUYIN_APP_ID must be letters"));

        AssertStopsAt(checks, RoomCheckStep.Credentials, CloseReason.CredentialUnknown);
    }

    [Fact]
    public async Task Walk_RoomOffline_OpensNoSocket()
    {
        _rooms.Offline();

        AssertStopsAt(await WalkAsync("732001"), RoomCheckStep.Live, CloseReason.RoomOffline);
        Assert.Equal(0, _sockets.Attempts);
    }

    [Fact]
    public async Task Walk_LookUpRefused_StopsUnlessTheRoomIdIsKnown()
    {
        _rooms.Refuses(CloseReason.DeviceBlocked);
        AssertStopsAt(await WalkAsync("732001"), RoomCheckStep.RoomInfo, CloseReason.DeviceBlocked);

        _sockets.Opens(Session);
        var checks = await WalkAsync($"{RoomId}");

        Assert.Equal(RoomCheckOutcome.Failed, Of(checks, RoomCheckStep.RoomInfo).Outcome);
        Assert.Equal(RoomCheckOutcome.Skipped, Of(checks, RoomCheckStep.Live).Outcome);
        Assert.Equal(RoomCheckOutcome.Passed, Of(checks, RoomCheckStep.FirstFrame).Outcome);
    }

    [Fact]
    public async Task Walk_RoomIdGiven_NeedsNoLookUp()
    {
        _sockets.Opens(Session);

        var checks = await WalkAsync("", roomId: RoomId);

        Assert.Equal(RoomCheckOutcome.Skipped, Of(checks, RoomCheckStep.RoomInfo).Outcome);
        Assert.Equal(0, _rooms.Asked);
        Assert.Equal(("", RoomId), _sockets.MadeFor);
    }

    [Fact]
    public async Task Walk_HandshakeRefused_HasItsClass()
    {
        _rooms.Live(RoomId);
        _sockets.Refuses(CloseReason.DeviceBlocked, "HTTP 200 in place of 101");

        var checks = await WalkAsync("732001");

        AssertStopsAt(checks, RoomCheckStep.Handshake, CloseReason.DeviceBlocked);
        Assert.Equal("HTTP 200 in place of 101", Of(checks, RoomCheckStep.Handshake).Detail);
    }

    [Fact]
    public async Task Walk_SignerFails_IsTheSignersFault()
    {
        _rooms.Live(RoomId);
        var signer = new ObservedSigner(new BrokenSigner(), _time);
        await Assert.ThrowsAsync<SignerException>(async () => await signer.SignAsync(new SignRequest("", "", "", "", ""), TestContext.Current.CancellationToken));
        _sockets.Refuses(CloseReason.SignerFailed, "it is down");

        AssertStopsAt(await WalkAsync("732001", signer: signer), RoomCheckStep.Signer, CloseReason.SignerFailed);
    }

    [Fact]
    public async Task Walk_SessionSilent_BothAreTold()
    {
        _rooms.Live(RoomId);
        _sockets.Opens(new ScriptedSession(_time).End(CloseReason.RemoteClosed));

        var checks = await WalkAsync("732001");

        Assert.Equal(
            [RoomCheckStep.Heartbeat, RoomCheckStep.FirstFrame],
            checks.Where(c => c.Outcome == RoomCheckOutcome.Failed).Select(c => c.Step));
    }

    private static RoomCheck Of(IEnumerable<RoomCheck> checks, RoomCheckStep step) => Assert.Single(checks, c => c.Step == step);

    private static void AssertStopsAt(IReadOnlyList<RoomCheck> checks, RoomCheckStep step, CloseReason reason)
    {
        Assert.Equal(Enum.GetValues<RoomCheckStep>(), checks.Select(c => c.Step));
        var failed = Assert.Single(checks, c => c.Outcome == RoomCheckOutcome.Failed);
        Assert.Equal((step, reason), (failed.Step, failed.Reason));
        Assert.NotEmpty(failed.Remedy);
        Assert.All(checks.Where(c => c.Step > step), c => Assert.Equal((RoomCheckOutcome.Skipped, "not tried: an earlier step failed"), (c.Outcome, c.Detail)));
    }

    private async Task<List<RoomCheck>> WalkAsync(
        string room,
        FakeNetwork? network = null,
        long roomId = 0,
        Func<CookieJar>? jar = null,
        Func<AppCredentials>? credentials = null,
        ObservedSigner? signer = null)
    {
        var checks = new List<RoomCheck>();
        await using var doctor = new RoomDoctor(
            new DoctorParts
            {
                Network = network ?? new FakeNetwork(),
                Upstream = new Uri("https://live.douyin.com"),
                Socket = new SocketOptions(),
                Credentials = credentials ?? (() => AppCredentials.None),
                Jar = jar ?? (() => CookieJar.Empty),
                Signer = signer ?? new ObservedSigner(null, _time),
                Services = _ => new DoctorServices(_cookies, _rooms, _sockets),
                Wait = TimeSpan.FromSeconds(10),
                Time = _time,
            },
            room,
            roomId);
        await foreach (var check in doctor.WalkAsync(TestContext.Current.CancellationToken))
        {
            checks.Add(check);
        }

        return checks;
    }

    private sealed class FakeCookies : ICookieSource
    {
        public ValueTask<string> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult("ttwid=1");
    }

    private sealed class BrokenSigner : ISigner
    {
        public ValueTask<Signature> SignAsync(SignRequest request, CancellationToken cancellationToken) => throw new SignerException("it is down");
    }
}
