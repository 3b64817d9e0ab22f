using System.Net;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Http;

public class HttpCallerTests
{
    private static readonly Uri Url = new("https://upstream.test/x?signature=secret");
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, CloseReason.Network, 3)]
    [InlineData(HttpRequestError.NameResolutionError, CloseReason.Network, 3)]
    [InlineData(HttpRequestError.SecureConnectionError, CloseReason.Tls, 1)]
    public async Task Send_NoAnswer_IsClassifiedAfterTheRetriesItDeserves(HttpRequestError kind, CloseReason reason, int attempts)
    {
        using var handler = new ScriptedHandler(_ => throw new HttpRequestException(kind, "synthetic"));
        var answer = await CallAsync(handler, attempts - 1);

        Assert.Null(answer.Status);
        Assert.Equal(reason, answer.Failure);
        Assert.Contains("upstream.test", answer.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", answer.Detail, StringComparison.Ordinal);
        Assert.Equal(attempts, handler.Asked.Count);
    }

    [Theory]
    [InlineData(500, 3)]
    [InlineData(502, 3)]
    [InlineData(200, 1)]
    [InlineData(403, 1)]
    [InlineData(429, 1)]
    public async Task Send_Status_IsRetriedOnlyWhenFiveHundred(int status, int attempts)
    {
        using var handler = new ScriptedHandler(_ => ScriptedHandler.Status((HttpStatusCode)status));
        var answer = await CallAsync(handler, attempts - 1);

        Assert.Equal((HttpStatusCode)status, answer.Status);
        Assert.Equal(attempts, handler.Asked.Count);
    }

    [Fact]
    public async Task Send_SecondTrySucceeds_GivesItsAnswer()
    {
        var calls = 0;
        using var handler = new ScriptedHandler(_ => ++calls == 1 ? ScriptedHandler.Status(HttpStatusCode.BadGateway) : ScriptedHandler.Ok("fine"));
        var answer = await CallAsync(handler, 1);

        Assert.Equal("fine"u8.ToArray(), answer.Body.ToArray());
    }

    [Fact]
    public async Task Send_Hangs_EachAttemptEndsByTheTimeout()
    {
        var time = new ArmedTime();
        using var handler = new ScriptedHandler(_ => ScriptedHandler.Ok("")) { Gate = new TaskCompletionSource().Task };
        using var caller = Caller(handler, time);
        var call = caller.SendAsync(Request, Url, TestContext.Current.CancellationToken);
        for (var i = 0; i < 5; i++)
        {
            Assert.False(call.IsCompleted);
            await time.AdvanceWhenArmedAsync(Long, TestContext.Current.CancellationToken);
        }

        var answer = await call.WaitAsync(Long, TestContext.Current.CancellationToken);
        Assert.Equal(CloseReason.Network, answer.Failure);
        Assert.Contains("did not answer within 10 s", answer.Detail, StringComparison.Ordinal);
        Assert.Equal(3, handler.Asked.Count);
    }

    [Fact]
    public async Task Send_Cancelled_Throws()
    {
        using var handler = new ScriptedHandler(_ => ScriptedHandler.Ok("")) { Gate = new TaskCompletionSource().Task };
        using var caller = Caller(handler, new ArmedTime());
        using var stop = new CancellationTokenSource();
        var call = caller.SendAsync(Request, Url, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Send_HostFailsForLong_IsLeftAloneAndAskedAgainLater()
    {
        var time = new ArmedTime();
        using var handler = new ScriptedHandler(r => ScriptedHandler.Status(r.RequestUri!.Host is "upstream.test" ? HttpStatusCode.BadGateway : HttpStatusCode.OK));
        using var caller = Caller(handler, time);
        HttpAnswer answer;
        var calls = 0;
        do
        {
            answer = await DriveAsync(caller.SendAsync(Request, Url, TestContext.Current.CancellationToken), time);
        }
        while (answer.Status is not null && ++calls < 20);

        Assert.Contains("left alone for 15 s", answer.Detail, StringComparison.Ordinal);
        Assert.InRange(handler.Asked.Count, HttpPipelines.BreakerThroughput, HttpPipelines.BreakerThroughput + HttpPipelines.MaxRetries);
        var asked = handler.Asked.Count;
        Assert.Null((await DriveAsync(caller.SendAsync(Request, Url, TestContext.Current.CancellationToken), time)).Status);
        Assert.Equal(asked, handler.Asked.Count);

        var other = new Uri("https://other.test/");
        Assert.Equal(HttpStatusCode.OK, (await caller.SendAsync(() => new(HttpMethod.Get, other), other, TestContext.Current.CancellationToken)).Status);

        time.Advance(HttpPipelines.BreakDuration + TimeSpan.FromSeconds(1));
        await DriveAsync(caller.SendAsync(Request, Url, TestContext.Current.CancellationToken), time);
        Assert.True(handler.Asked.Count > asked);
    }

    [Theory]
    [InlineData("<html>", true)]
    [InlineData("\uFEFF \r\n\t<!doctype", true)]
    [InlineData("{\"a\":\"<\"}", false)]
    [InlineData("", false)]
    public void LooksLikeHtml_GoesByTheFirstCharacter(string body, bool expected) =>
        Assert.Equal(expected, new HttpAnswer { Body = System.Text.Encoding.UTF8.GetBytes(body) }.LooksLikeHtml);

    [Fact]
    public void CreateHandler_FollowsNothingKeepsNothingAndChecksCertificates()
    {
        using var handler = WebcastHttp.CreateHandler();

        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
        Assert.Null(handler.SslOptions.RemoteCertificateValidationCallback);
        Assert.NotEqual(Timeout.InfiniteTimeSpan, handler.PooledConnectionLifetime);
    }

    private static HttpRequestMessage Request() => new(HttpMethod.Get, Url);

    private static HttpCaller Caller(HttpMessageHandler handler, TimeProvider time) => new(handler, new HttpCallLimits(Long, 65_536), time);

    private static async Task<HttpAnswer> CallAsync(HttpMessageHandler handler, int retries)
    {
        var time = new ArmedTime();
        using var caller = Caller(handler, time);
        var call = caller.SendAsync(Request, Url, TestContext.Current.CancellationToken);
        return retries == 0 ? await call : await DriveAsync(call, time);
    }

    /// <summary>Moves the clock on in small steps, whenever something waits for it, until the call is over.</summary>
    private static async Task<HttpAnswer> DriveAsync(Task<HttpAnswer> call, ArmedTime time)
    {
        while (!call.IsCompleted)
        {
            var step = time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            await Task.WhenAny(call, step);
        }

        return await call;
    }
}
