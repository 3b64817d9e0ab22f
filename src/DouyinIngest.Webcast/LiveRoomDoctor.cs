using System.Runtime.CompilerServices;
using DouyinIngest.Webcast.Diagnosis;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Webcast;

/// <summary>Finds out why a room does not connect: walks from the text of its address to its first frame and says what works, what does not, and what to do.</summary>
/// <param name="room">What a connector would be given.</param>
/// <param name="options">As the connector's. Null: all defaults.</param>
public sealed class LiveRoomDoctor(string room, LiveRoomOptions? options = null)
{
    private readonly LiveRoomOptions _options = options ?? new LiveRoomOptions();

    /// <summary>A room id that needs no looking up; 0 (default): look it up.</summary>
    public long RoomId { get; init; }

    /// <summary>For how long a new socket is given to answer a heartbeat and to send a first frame. Default 10 s.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Where <c>DOUYIN_APP_ID</c>, <c>DOUYIN_APP_SECRET</c> and <c>DOUYIN_COOKIE</c> are read from. Default: the process's environment.</summary>
    public Func<string, string?> Variables { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>
    /// Every step once, in order, each as soon as it is done; the room can be followed when none of them <see cref="RoomCheckOutcome.Failed"/>. Opens
    /// one socket and closes it again. Throws when cancelled only.
    /// </summary>
    public async IAsyncEnumerable<RoomCheck> CheckAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var time = _options.TimeProvider;
        var roomInfo = new RoomInfoOptions();
        roomInfo.UpstreamUrl = _options.UpstreamUrl ?? roomInfo.UpstreamUrl;
        using var handler = WebcastHttp.CreateHandler();
        using var owned = new Owned();
        var signer = new ObservedSigner(_options.Signer, time);
        var socket = LiveRoomServices.SocketOptionsOf(_options, ReadableCredentials(), roomInfo);
        await using var doctor = new RoomDoctor(
            new DoctorParts
            {
                Network = new NetworkProbe(),
                Upstream = roomInfo.UpstreamUrl,
                Socket = socket,
                Credentials = Credentials,
                Jar = () => new CookieOptions { Cookie = _options.Cookie, CookieFile = _options.CookieFile }.ReadJar(Variables, time.GetUtcNow()),
                Signer = signer,
                Services = jar =>
                {
                    var cookies = owned.Add(new CookieSource(
                        handler, jar, roomInfo.UpstreamUrl, roomInfo.UserAgent, time, _options.LoggerFactory.CreateLogger<CookieSource>()));
                    return new DoctorServices(
                        cookies,
                        owned.Add(new RoomInfoClient(handler, roomInfo, cookies, time)),
                        new WebSocketSessionConnectorFactory(socket, signer, cookies, time));
                },
                Wait = Wait,
                Time = time,
            },
            room,
            RoomId);
        await foreach (var check in doctor.WalkAsync(cancellationToken))
        {
            yield return check;
        }
    }

    private AppCredentials Credentials() => _options.AppId is { } appId
        ? new AppCredentials(appId, _options.AppSecret ?? "")
        : AppCredentials.FromEnvironment(Variables);

    // That they are malformed is a step of its own.
    private AppCredentials ReadableCredentials()
    {
        try
        {
            return Credentials();
        }
        catch (FormatException)
        {
            return AppCredentials.None;
        }
    }

    private sealed class Owned : IDisposable
    {
        private readonly Stack<IDisposable> _parts = [];

        public T Add<T>(T part)
            where T : IDisposable
        {
            _parts.Push(part);
            return part;
        }

        public void Dispose()
        {
            while (_parts.TryPop(out var part))
            {
                part.Dispose();
            }
        }
    }
}
