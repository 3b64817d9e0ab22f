using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Signing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DouyinIngest.Cli.Rooms;

/// <summary>The library's room look-up, put together for a command.</summary>
internal sealed class RoomLookup : IDisposable
{
    private readonly SocketsHttpHandler _handler = WebcastHttp.CreateHandler();
    private readonly CookieSource _cookies;
    private readonly RoomInfoClient _client;

    /// <param name="upstream">Another site than the real one; null: the real one.</param>
    /// <param name="environment">For cookies.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cookieFile">A file with cookies; null: those of the environment.</param>
    public RoomLookup(Uri? upstream, Func<string, string?> environment, TimeProvider time, string? cookieFile = null)
    {
        var options = new RoomInfoOptions();
        if (upstream is not null)
        {
            options.UpstreamUrl = upstream;
        }

        var jar = new CookieOptions { CookieFile = cookieFile }.ReadJar(environment, time.GetUtcNow());
        _cookies = new CookieSource(_handler, jar, options.UpstreamUrl, options.UserAgent, time, NullLogger<CookieSource>.Instance);
        _client = new RoomInfoClient(_handler, options, _cookies, time);
        Finder = new RoomFinder(_client, options.UpstreamUrl);
    }

    public RoomFinder Finder { get; }

    public IRoomInfoClient Client => _client;

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }
}
