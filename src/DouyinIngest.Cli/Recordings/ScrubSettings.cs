namespace DouyinIngest.Cli.Recordings;

/// <summary>What <c>record scrub</c> was asked.</summary>
/// <param name="File">The recording.</param>
/// <param name="ScrubbedFile">The file that is made.</param>
/// <param name="Json">One line of JSON.</param>
internal sealed record ScrubSettings(string File, string ScrubbedFile, bool Json);
