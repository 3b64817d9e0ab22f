namespace DouyinIngest.Webcast.Signing;

/// <summary>The cookies that requests to the upstream carry. Never logged.</summary>
public interface ICookieSource
{
    /// <summary>
    /// The Cookie header's value: the user's own jar when one is given, and a <c>ttwid</c> that was obtained from the live page when it has none.
    /// Empty when the page gives none.
    /// </summary>
    ValueTask<string> GetAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The upstream refused a request that carried <paramref name="cookies"/>: what was obtained among them is obtained anew for the next one. Sources that
    /// obtain nothing have nothing to do.
    /// </summary>
    void Refused(string cookies)
    {
    }
}
