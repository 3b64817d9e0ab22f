namespace DouyinIngest.Server;

/// <summary>Settings of ours beside those of the host in the section <c>Logging</c>.</summary>
internal sealed class LogOptions
{
    public const string SectionName = "Logging";

    /// <summary>One JSON object a line on stdout, in place of text. Default false.</summary>
    public bool Json { get; set; }
}
