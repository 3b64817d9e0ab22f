using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Cli.Watch;

/// <summary>The signer of one room's socket, with what it stands on.</summary>
internal sealed class RoomSigner : IDisposable
{
    private readonly SocketsHttpHandler? _handler;
    private readonly HttpSigner? _signer;

    /// <param name="url">A sign service of the user's; null: nothing is signed.</param>
    /// <param name="time">The clock.</param>
    public RoomSigner(Uri? url, TimeProvider time)
    {
        if (url is not null)
        {
            _handler = WebcastHttp.CreateHandler();
            _signer = new HttpSigner(_handler, new SigningOptions { Mode = SigningMode.Http, Url = url }, time);
        }
    }

    public ISigner? Signer => _signer;

    public void Dispose()
    {
        _signer?.Dispose();
        _handler?.Dispose();
    }
}
