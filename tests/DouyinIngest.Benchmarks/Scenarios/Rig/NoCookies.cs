using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Benchmarks.Scenarios.Rig;

/// <summary>An upstream on loopback wants none.</summary>
internal sealed class NoCookies : ICookieSource
{
    public ValueTask<string> GetAsync(CancellationToken cancellationToken) => new("");
}
