namespace DouyinIngest.Webcast.Signing;

/// <summary>How WebSocket requests are signed.</summary>
public sealed class SigningOptions
{
    public const string SectionName = "Signing";

    public SigningMode Mode { get; set; }

    /// <summary>The sign service; needed by <see cref="SigningMode.Http"/>, refused without it, so that a forgotten mode shows at once.</summary>
    public Uri? Url { get; set; }

    /// <summary>For one attempt.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The pace of sign calls; those over it wait. As many may go at once as fit into one second.</summary>
    public double SignsPerSecond { get; set; } = 50;
}
