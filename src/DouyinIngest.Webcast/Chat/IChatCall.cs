using DouyinIngest.Webcast.Http;

namespace DouyinIngest.Webcast.Chat;

/// <summary>Makes the one request that says a line.</summary>
internal interface IChatCall
{
    /// <summary>Sends it once, whatever comes. Throws only when cancelled before anything was written.</summary>
    Task<ChatAnswer> GetAsync(Uri address, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken);
}

/// <summary>What came of the request.</summary>
/// <param name="Answer">The answer, or why there is none.</param>
/// <param name="MayBeWritten">False: no byte of the request can have gone out.</param>
internal readonly record struct ChatAnswer(HttpAnswer Answer, bool MayBeWritten);
