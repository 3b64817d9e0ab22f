using System.Net;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Webcast.Http;
using DouyinIngest.Webcast.Signing;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Tests.Webcast.Signing;

public class CookieSourceTests
{
    private static readonly Uri Upstream = new("https://live.douyin.com");
    private readonly ArmedTime _time = new();
    private readonly Lines _log = new();

    [Fact]
    public async Task Get_JarWithTtwid_AsksNobody()
    {
        using var handler = new ScriptedHandler(_ => throw new InvalidOperationException());
        using var source = Source(handler, "ttwid=mine; a=1");

        Assert.Equal("ttwid=mine; a=1", await GetAsync(source));
        Assert.Empty(handler.Asked);
    }

    [Fact]
    public async Task Get_JarWithoutTtwid_ObtainsOneAndKeepsIt()
    {
        using var handler = new ScriptedHandler(_ => Ttwid("v1", 31_536_000));
        using var source = Source(handler, "a=1");

        Assert.Equal("a=1; ttwid=v1", await GetAsync(source));
        Assert.Equal("a=1; ttwid=v1", await GetAsync(source));
        Assert.Equal("https://live.douyin.com/", Assert.Single(handler.Asked));
        Assert.Empty(_log.Written);
    }

    [Theory]
    [InlineData(31_536_000, 86_400)]
    [InlineData(3_600, 3_600)]
    [InlineData(1, 60)]
    public async Task Get_Expired_ObtainsAnother(int lifetime, int keptSeconds)
    {
        using var handler = new ScriptedHandler(_ => Ttwid("v", lifetime));
        using var source = Source(handler, "");
        await GetAsync(source);

        _time.Advance(TimeSpan.FromSeconds(keptSeconds - 1));
        await GetAsync(source);
        Assert.Single(handler.Asked);

        _time.Advance(TimeSpan.FromSeconds(1));
        await GetAsync(source);
        Assert.Equal(2, handler.Asked.Count);
    }

    [Fact]
    public async Task Get_ManyAtOnce_AskOnce()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var handler = new ScriptedHandler(_ => Ttwid("v", 60)) { Gate = gate.Task };
        using var source = Source(handler, "");
        var calls = Enumerable.Range(0, 50).Select(_ => GetAsync(source)).ToArray();
        gate.SetResult();
        var all = await Task.WhenAll(calls);

        Assert.All(all, c => Assert.Equal("ttwid=v", c));
        Assert.Single(handler.Asked);
    }

    [Fact]
    public async Task Get_NoTtwidToBeHad_GoesWithoutAndWarnsOnceAMinute()
    {
        using var handler = new ScriptedHandler(_ => ScriptedHandler.WithCookie(ScriptedHandler.Status(HttpStatusCode.Forbidden), "other=secret"));
        using var source = Source(handler, "a=secret");
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("a=secret", await GetAsync(source));
        }

        Assert.Single(handler.Asked);
        var line = Assert.Single(_log.Written);
        Assert.Contains("HTTP 403", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(1));
        await GetAsync(source);
        Assert.Equal(2, _log.Written.Count);
    }

    [Fact]
    public async Task Refused_ObtainedAMinuteAgo_IsObtainedAnew()
    {
        var given = 0;
        using var handler = new ScriptedHandler(_ => Ttwid($"v{++given}", 31_536_000));
        using var source = Source(handler, "a=1");
        var first = await GetAsync(source);

        source.Refused(first);
        Assert.Equal("a=1; ttwid=v1", await GetAsync(source));

        _time.Advance(TimeSpan.FromMinutes(1));
        source.Refused("a=1; ttwid=another");
        Assert.Equal("a=1; ttwid=v1", await GetAsync(source));

        source.Refused(first);
        Assert.Equal("a=1; ttwid=v2", await GetAsync(source));
    }

    [Fact]
    public async Task Refused_TheUsersOwn_IsKept()
    {
        using var handler = new ScriptedHandler(_ => throw new InvalidOperationException());
        using var source = Source(handler, "ttwid=mine");
        _time.Advance(TimeSpan.FromHours(1));

        source.Refused("ttwid=mine");

        Assert.Equal("ttwid=mine", await GetAsync(source));
    }

    [Fact]
    public void New_LoginExpired_WarnsWithoutAValue()
    {
        using var handler = new ScriptedHandler(_ => Ttwid("v", 60));
        using var source = new CookieSource(
            handler,
            CookieJar.Parse(".douyin.com\tTRUE\t/\tTRUE\t1\tsessionid\tsecret", "test", "douyin.com", _time.GetUtcNow()),
            Upstream,
            "agent",
            _time,
            _log);

        var line = Assert.Single(_log.Written);
        Assert.Contains("has expired", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_HidesTheValues()
    {
        using var handler = new ScriptedHandler(_ => Ttwid("v", 60));
        using var source = Source(handler, "ttwid=secret");

        Assert.Equal("CookieSource(ttwid=***)", source.ToString());
    }

    private static HttpResponseMessage Ttwid(string value, int lifetime) =>
        ScriptedHandler.WithCookie(ScriptedHandler.Ok("<html>"), $"ttwid={value}; Path=/; Domain=douyin.com; Max-Age={lifetime}; HttpOnly; Secure");

    private static async Task<string> GetAsync(CookieSource source) => await source.GetAsync(TestContext.Current.CancellationToken);

    private CookieSource Source(HttpMessageHandler handler, string jar) =>
        new(handler, CookieJar.Parse(jar, "test", "douyin.com", default), Upstream, "agent", _time, _log);

    private sealed class Lines : ILogger<CookieSource>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
