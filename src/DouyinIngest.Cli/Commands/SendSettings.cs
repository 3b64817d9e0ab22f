namespace DouyinIngest.Cli.Commands;

/// <summary>What <c>send</c> was asked.</summary>
internal sealed record SendSettings
{
    /// <summary>Live URL, live id, short link or room id.</summary>
    public required string Room { get; init; }

    /// <summary>The line.</summary>
    public required string Text { get; init; }

    /// <summary>Another upstream than the real site.</summary>
    public Uri? Upstream { get; init; }

    /// <summary>A file with a Cookie header's value; null: <c>DOUYIN_COOKIE</c>.</summary>
    public string? CookieFile { get; init; }

    /// <summary>A sign service of the user's; null: nothing is signed.</summary>
    public Uri? SignerUrl { get; init; }

    public bool Json { get; init; }
}
