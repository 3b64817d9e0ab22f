using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Server;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.OpenPlatform;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Prometheus;

namespace DouyinIngest.Tests.Server.Push;

/// <summary>The webhook's port with a room made by hand and nothing behind it.</summary>
public sealed class PushEndpointTests : IAsyncLifetime
{
    private const long RoomId = 7_300_000_000_000_000_001;
    private const string Secret = "like-secret";
    private readonly int _port = LoopbackPorts.Free(1)[0];
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly PushSession _session;
    private string _url = "";
    private DateTimeOffset _sent;

    public PushEndpointTests()
    {
        _app = IngestServer.Build(
            [
                "--Kafka:BootstrapServers=127.0.0.1:1", "--Management:Port=0", "--Logging:LogLevel:Default=None", "--Ingest:Rooms:0=732001",
                string.Create(CultureInfo.InvariantCulture, $"--Push:Port={_port}"),
                "--Push:Secrets:live_comment=comment-secret", "--Push:Secrets:live_gift=gift-secret", $"--Push:Secrets:live_like=old-secret,{Secret}",
                "--Push:MaxBodyBytes=2000", "--Push:MaxHeldBytes=4000",
            ],
            builder => builder.Services.Remove(builder.Services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(IngestHostedService))));
        var rooms = _app.Services.GetRequiredService<PushRooms>();
        _session = new PushSession(RoomId, rooms, new PushEventReader(GiftNames.None), new RecordingListener());
        rooms.TryAdd(RoomId, _session);
    }

    [Fact]
    public async Task Post_TruePush_IsAnswered200OnlyWhenConfirmed()
    {
        var posting = SendAsync(Push("[]"));
        using var message = await _session.ReceiveAsync(CancellationToken.None).Soon();
        Assert.False(posting.IsCompleted);

        _session.Current!.Confirm();

        using var answer = await posting.Soon();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, await CountAsync("accepted"));
        Assert.Null(answer.Headers.Server.FirstOrDefault());
    }

    [Fact]
    public async Task Post_SamePushAgain_IsAnsweredByTheFirstOutcome()
    {
        var posting = SendAsync(Push("[]", nonce: "same"));
        using var message = await _session.ReceiveAsync(CancellationToken.None).Soon();
        _session.Current!.Confirm();
        (await posting.Soon()).Dispose();

        using var answer = await SendAsync(Push("[]", nonce: "same", at: _sent)).Soon();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, await CountAsync("repeated"));
    }

    public static TheoryData<string, HttpStatusCode, string, string> Refusals() => new()
    {
        { "method", HttpStatusCode.BadRequest, "bad_header", "The method must be POST." },
        { "no-signature", HttpStatusCode.BadRequest, "bad_header", "x-signature" },
        { "room-in-words", HttpStatusCode.BadRequest, "bad_header", "x-roomid" },
        { "two-nonces", HttpStatusCode.Unauthorized, "bad_signature", "Push:Secrets" },
        { "form", HttpStatusCode.UnsupportedMediaType, "bad_content_type", "application/json" },
        { "wrong-type", HttpStatusCode.Forbidden, "bad_type", "Push:Secrets" },
        { "no-secret", HttpStatusCode.Forbidden, "bad_type", "Push:Secrets" },
        { "forged", HttpStatusCode.Unauthorized, "bad_signature", "Push:Secrets" },
        { "hour-ago", HttpStatusCode.Forbidden, "stale", "behind the clock here; allowed are 300 s" },
        { "hour-ahead", HttpStatusCode.Forbidden, "stale", "ahead of the clock here" },
        { "giant", HttpStatusCode.RequestEntityTooLarge, "too_large", "Push:MaxBodyBytes" },
        { "giant-chunked", HttpStatusCode.RequestEntityTooLarge, "too_large", "Push:MaxBodyBytes" },
        { "unknown-room", HttpStatusCode.NotFound, "unknown_room", "\\\"transport\\\":\\\"push\\\"" },
        { "forwarded", HttpStatusCode.MisdirectedRequest, "misdirected", "handed over" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Post_Wrong_HasItsMessageAndIsCounted(string what, HttpStatusCode status, string outcome, string said)
    {
        using var request = Wrong(what);
        using var answer = await SendAsync(request).Soon();
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(said, body, StringComparison.Ordinal);
        Assert.Contains($"\"outcome\": \"{outcome}\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, body, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(outcome));
        Assert.Equal(0, Held());
    }

    [Fact]
    public async Task Post_BodyThatIsNoArray_Is400WhenItsDeadLetterIsDurable()
    {
        var posting = SendAsync(Push("{}"));
        using var message = await _session.ReceiveAsync(CancellationToken.None).Soon();
        _session.Current!.IsUnreadable = true;
        _session.Current.Confirm();

        using var answer = await posting.Soon();
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(1, await CountAsync("bad_body"));
    }

    [Fact]
    public async Task Post_TooMuchHeld_IsBusyAndMayComeAgain()
    {
        var body = $"[{new string(' ', 1900)}]";
        var first = SendAsync(Push(body));
        var second = SendAsync(Push(body));
        await Waiting.UntilAsync(() => Held() > 3800);

        using var answer = await SendAsync(Push(body)).Soon();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("1", answer.Headers.GetValues("Retry-After").Single());
        Assert.Equal(1, await CountAsync("busy"));
        await _session.DisposeAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await first.Soon()).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await second.Soon()).StatusCode);
        Assert.Equal(0, Held());
    }

    [Fact]
    public async Task Port_OfManagement_TakesNoPush()
    {
        using var request = Push("[]");
        request.RequestUri = new Uri(_app.Urls.First(url => !url.EndsWith($":{_port}", StringComparison.Ordinal)) + "/push");
        using var answer = await SendAsync(request).Soon();
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);

        using var metrics = await _http.GetAsync(new Uri($"http://127.0.0.1:{_port}/metrics"), TestContext.Current.CancellationToken).Soon();
        Assert.Equal(HttpStatusCode.BadRequest, metrics.StatusCode);
    }

    [Fact]
    public async Task Port_InUse_SaysWhichSetting()
    {
        using var errors = new StringWriter();
        var rc = await IngestServer.RunAsync(
            [
                "--Kafka:BootstrapServers=127.0.0.1:1", "--Management:Port=0", "--Logging:LogLevel:Default=None", "--Ingest:Rooms:0=732001",
                string.Create(CultureInfo.InvariantCulture, $"--Push:Port={_port}"),
                "--Push:Secrets:live_comment=comment-secret", "--Push:Secrets:live_gift=gift-secret", "--Push:Secrets:live_like=like-secret",
            ],
            builder => builder.Services.Remove(builder.Services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(IngestHostedService))),
            errors,
            TestContext.Current.CancellationToken).Soon();
        Assert.Equal(1, rc);
        Assert.Contains("Set Push:Port to a free port", errors.ToString(), StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/push");
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private HttpRequestMessage Wrong(string what)
    {
        var now = TimeProvider.System.GetUtcNow();
        switch (what)
        {
            case "method":
                var get = Push("[]");
                get.Method = HttpMethod.Put;
                return get;
            case "no-signature":
                return Without("x-signature");
            case "room-in-words":
                return Push("[]", room: "my-room");
            case "two-nonces":
                var two = Push("[]");
                two.Headers.TryAddWithoutValidation("x-nonce-str", "another");
                return two;
            case "form":
                var form = Push("[]");
                form.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
                return form;
            case "wrong-type":
                return Push("[]", type: "live_chat");
            case "no-secret":
                return Push("[]", type: "live_fansclub");
            case "forged":
                return Push("[]", secret: "guess");
            case "hour-ago":
                return Push("[]", at: now.AddHours(-1));
            case "hour-ahead":
                return Push("[]", at: now.AddHours(1));
            case "giant":
                return Push(new string('x', 3000));
            case "giant-chunked":
                var chunked = Push(new string('x', 3000));
                chunked.Headers.TransferEncodingChunked = true;
                return chunked;
            case "unknown-room":
                return Push("[]", room: "7300000000000000009");
            default:
                var forwarded = Push("[]", room: "7300000000000000009");
                forwarded.Headers.TryAddWithoutValidation("x-douyin-ingest-forwarded", "pod-b");
                return forwarded;
        }
    }

    private HttpRequestMessage Without(string header)
    {
        var request = Push("[]");
        request.Headers.Remove(header);
        return request;
    }

    private HttpRequestMessage Push(string body, string type = "live_like", string? nonce = null, string secret = Secret, string? room = null, DateTimeOffset? at = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        _sent = at ?? TimeProvider.System.GetUtcNow();
        var time = _sent.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var headers = new PushHeaders(type, room ?? RoomId.ToString(CultureInfo.InvariantCulture), nonce ?? Guid.NewGuid().ToString("N"), time, "");
        var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
        request.Headers.TryAddWithoutValidation("x-msg-type", headers.MessageType);
        request.Headers.TryAddWithoutValidation("x-roomid", headers.RoomId);
        request.Headers.TryAddWithoutValidation("x-nonce-str", headers.Nonce);
        request.Headers.TryAddWithoutValidation("x-timestamp", headers.Timestamp);
        request.Headers.TryAddWithoutValidation("x-signature", PushSignature.Of(headers, bytes, secret));
        return request;
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http.SendAsync(request, TestContext.Current.CancellationToken);

    private long Held() => _app.Services.GetRequiredService<DouyinIngest.Pipeline.Push.HeldBytes>().Bytes;

    private async Task<int> CountAsync(string outcome)
    {
        using var text = new MemoryStream();
        await _app.Services.GetRequiredService<CollectorRegistry>().CollectAndExportAsTextAsync(text, TestContext.Current.CancellationToken);
        var line = Encoding.UTF8.GetString(text.ToArray()).Split('\n').Single(l => l.StartsWith($"douyin_push_requests_total{{outcome=\"{outcome}\"}} ", StringComparison.Ordinal));
        return int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
