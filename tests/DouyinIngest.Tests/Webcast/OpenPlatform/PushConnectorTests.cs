using System.Text;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Webcast.Http;
using DouyinIngest.Webcast.OpenPlatform;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace DouyinIngest.Tests.Webcast.OpenPlatform;

/// <summary>The opening of a pushed room, its tasks while it lives, and their end.</summary>
public sealed class PushConnectorTests : IDisposable
{
    private const long RoomId = 7_300_000_000_000_000_001;
    private static readonly SessionTarget Target = new("732001", RoomId, RoomTransport.Push);
    private readonly ArmedTime _time = new();
    private readonly CountingListener _listener = new();
    private readonly PushRooms _rooms = new();
    private readonly OpenPlatformOptions _options = new() { ApiUrl = new("https://api.example"), TokenUrl = new("https://token.example/token") };
    private Func<string, string> _answer = _ => """{"err_no":0,"data":{"status":3}}""";
    private ScriptedHandler _handler = new(_ => throw new InvalidOperationException());

    public void Dispose() => _handler.Dispose();

    [Fact]
    public async Task Connect_AllWell_StartsATaskForEachTypeAndTakesPushes()
    {
        var result = await Connector().ConnectAsync(default, CancellationToken.None).Soon();

        await using (result.Session)
        {
            Assert.Same(result.Session, _rooms.Find(RoomId));
            Assert.Equal(3, _listener.Succeeded[PlatformCall.TaskStart]);
            Assert.Equal(3, _listener.Tasks[PushTaskState.Running]);
        }

        Assert.Null(_rooms.Find(RoomId));
        Assert.Equal(0, _listener.Tasks[PushTaskState.Running]);
        Assert.Equal(0, _listener.Succeeded[PlatformCall.TaskStop]);
    }

    [Fact]
    public async Task Connect_PlatformRefuses_SaysItsErrNo()
    {
        _answer = path => path.EndsWith("/start", StringComparison.Ordinal) ? """{"err_no":40004,"err_msg":"no permission"}""" : """{"err_no":0,"data":{"status":1}}""";

        var result = await Connector().ConnectAsync(default, CancellationToken.None).Soon();

        Assert.Equal((CloseReason.PushRefused, "/api/live_data/task/start: HTTP 200, err_no 40004 no permission"), (result.Reason, result.Detail));
        Assert.Null(_rooms.Find(RoomId));
    }

    [Fact]
    public async Task Connect_RunsAlready_GoesOn()
    {
        _answer = path => path.EndsWith("/start", StringComparison.Ordinal) ? """{"err_no":40022001,"err_msg":"exists"}""" : """{"err_no":0,"data":{"status":3}}""";

        await using var session = (await Connector().ConnectAsync(default, CancellationToken.None).Soon()).Session;

        Assert.Equal(3, _listener.Tasks[PushTaskState.Running]);
    }

    [Fact]
    public async Task Connect_PlatformIsAway_TakesPushesAllTheSameAndStartsLater()
    {
        var away = true;
        _answer = _ => away ? "<html>" : """{"err_no":0,"data":{"status":1}}""";
        await using var session = (await Connector().ConnectAsync(default, CancellationToken.None).Soon()).Session;
        Assert.Equal(3, _listener.Tasks[PushTaskState.Failed]);

        away = false;
        await Waiting.UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return _listener.Tasks[PushTaskState.Running] == 3;
        });
        Assert.Equal(0, _listener.Tasks[PushTaskState.Failed]);
    }

    [Fact]
    public async Task Connect_NoAppOrNoWebhook_SaysWhichSetting()
    {
        var noApp = await Connector(app: AppCredentials.None).ConnectAsync(default, CancellationToken.None).Soon();
        Assert.Equal((CloseReason.PushNotConfigured, "DOUYIN_APP_ID and DOUYIN_APP_SECRET are not both set here"), (noApp.Reason, noApp.Detail));

        var other = await Connector(target: Target with { Credential = "second" }).ConnectAsync(default, CancellationToken.None).Soon();
        Assert.Equal("the credential 'second' has no OpenPlatform:Credentials:second here", other.Detail);

        var noWebhook = await Connector(webhook: false).ConnectAsync(default, CancellationToken.None).Soon();
        Assert.Contains("Push:Port", noWebhook.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_BroadcastIsTakenAlready_IsRefused()
    {
        await using var first = (await Connector().ConnectAsync(default, CancellationToken.None).Soon()).Session;

        var second = await Connector().ConnectAsync(default, CancellationToken.None).Soon();

        Assert.Equal(CloseReason.PushNotConfigured, second.Reason);
        Assert.Same(first, _rooms.Find(RoomId));
    }

    [Fact]
    public async Task Attend_MissedGifts_AreHandedToTheRoomPageByPage()
    {
        _options.PageSize = 2;
        _answer = path => path.Contains("fail_data", StringComparison.Ordinal)
            ? path.Contains("page_num=1&", StringComparison.Ordinal)
                ? """{"err_no":0,"data":{"total_count":3,"data_list":[{"payload":"[{\"msg_id\":\"1\"}]"},{"payload":"[{\"msg_id\":\"2\"}]"}]}}"""
                : """{"err_no":0,"data":{"total_count":3,"data_list":[{"payload":"[{\"msg_id\":\"3\"}]"}]}}"""
            : """{"err_no":0,"data":{"status":3}}""";
        await using var session = (PushSession)(await Connector().ConnectAsync(default, CancellationToken.None).Soon()).Session!;

        foreach (var expected in (string[])["""[{"msg_id":"1"},{"msg_id":"2"}]""", """[{"msg_id":"3"}]"""])
        {
            var reading = session.ReceiveAsync(CancellationToken.None).AsTask();
            await Waiting.UntilAsync(() =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                return reading.IsCompleted;
            });
            using var message = await reading;
            Assert.Equal(expected, Encoding.UTF8.GetString(message.Bytes));
            Assert.Equal(PushMessageType.Gift, session.Current!.Type);
            session.Send(PushSession.Ack(session.Current));
        }

        await Waiting.UntilAsync(() => _listener.Missed == 3);
    }

    [Fact]
    public async Task Retire_Broadcasts_StopTheirTasks()
    {
        var parts = Parts(new AppCredentials("tt01", "secret"), webhook: true);
        var retirement = new TaskRetirement(Client(), parts.Apps, _options, NullLogger<TaskRetirement>.Instance);
        retirement.Retire(RoomId, null);
        retirement.Retire(RoomId + 1, "unknown");
        retirement.Complete();

        await retirement.RunAsync(CancellationToken.None).Soon();

        Assert.Equal(3, _handler.Asked.Count(url => url.EndsWith("/task/stop", StringComparison.Ordinal)));
    }

    [Fact]
    public void Factory_OtherTransports_GoByWhatThereWas()
    {
        var others = new OneConnector();
        var factory = new PushConnectorFactory(others, Parts(AppCredentials.None, webhook: true));

        Assert.Same(others.Connector, factory.Create(Target with { Transport = RoomTransport.Hybrid }, new RecordingListener()));
        Assert.IsType<PushSessionConnector>(factory.Create(Target, new RecordingListener()));
    }

    private PushSessionConnector Connector(AppCredentials? app = null, SessionTarget? target = null, bool webhook = true)
        => new(Parts(app ?? new AppCredentials("tt01", "secret"), webhook), target ?? Target, new RecordingListener());

    private PushConnectorParts Parts(AppCredentials app, bool webhook)
        => new(new PushApps(_options, app), new PushTasks(Client(), _options, _listener, _time, NullLogger<PushTasks>.Instance), _rooms, new PushEventReader(GiftNames.None), webhook);

    private OpenPlatformClient Client()
    {
        _handler = new ScriptedHandler(request => ScriptedHandler.Ok(
            request.RequestUri!.Host == "token.example" ? """{"err_no":0,"data":{"access_token":"t","expires_in":7200}}""" : _answer(request.RequestUri.PathAndQuery)));
        return new OpenPlatformClient(_handler, _options, _listener, _time);
    }

    private sealed class OneConnector : ISessionConnectorFactory
    {
        public ScriptedConnector Connector { get; } = new();

        public ISessionConnector Create(in SessionTarget target, IWebcastListener listener) => Connector;
    }
}
