using System.Net.Http.Headers;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Push;
using DouyinIngest.Webcast.OpenPlatform;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Server.Push;

/// <summary>Passes a push on to the instance that owns its room, as it came, and brings back its answer. The owner checks the signature again.</summary>
internal sealed class PushForwarder : IDisposable
{
    /// <summary>Says who passed it on: such a push is not passed on once more.</summary>
    public const string Header = "x-douyin-ingest-forwarded";

    private const int MostAnswerBytes = 64 * 1024;
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;
    private readonly string _self;

    public PushForwarder(IOptions<PushOptions> options, FleetInstance instance)
    {
        _self = instance.Id;
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(2), PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30) })
        {
            Timeout = options.Value.AnswerWithin + Slack,
            MaxResponseContentBufferSize = MostAnswerBytes,
        };
    }

    /// <summary>Goes on when the caller leaves: the owner must have it.</summary>
    public async Task<PushReply> SendAsync(string address, PushHeaders headers, byte[] body)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, UrlOf(address));
            request.Headers.TryAddWithoutValidation(PushHeaders.MessageTypeName, headers.MessageType);
            request.Headers.TryAddWithoutValidation(PushHeaders.RoomIdName, headers.RoomId);
            request.Headers.TryAddWithoutValidation(PushHeaders.NonceName, headers.Nonce);
            request.Headers.TryAddWithoutValidation(PushHeaders.TimestampName, headers.Timestamp);
            request.Headers.TryAddWithoutValidation(PushHeaders.SignatureName, headers.Signature);
            request.Headers.TryAddWithoutValidation(Header, _self);
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var answer = await _http.SendAsync(request);
            return new PushReply(PushVerdict.Forwarded, (int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString() ?? "application/json", await answer.Content.ReadAsByteArrayAsync());
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            return PushReply.Of(PushVerdict.OwnerAway, $"The owner is at {address}.");
        }
    }

    /// <summary>Where the webhook of an address is; an IPv6 address may come without its brackets, as Kubernetes tells it.</summary>
    /// <exception cref="UriFormatException">It is no address.</exception>
    internal static Uri UrlOf(string address)
    {
        var colon = address.LastIndexOf(':');
        var host = address[..Math.Max(colon, 0)];
        return new Uri(host.Contains(':', StringComparison.Ordinal) && host[0] != '[' ? $"http://[{host}]{address[colon..]}/push" : $"http://{address}/push");
    }

    public void Dispose() => _http.Dispose();
}
