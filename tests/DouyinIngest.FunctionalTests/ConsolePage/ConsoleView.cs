using Microsoft.Playwright;

namespace DouyinIngest.FunctionalTests.ConsolePage;

/// <summary>What is opened, and how large.</summary>
internal sealed record ConsoleView
{
    public int Rooms { get; init; } = 300;

    public int Width { get; init; } = 1440;

    public int Height { get; init; } = 900;

    public ColorScheme Scheme { get; init; } = ColorScheme.Light;

    public string Path { get; init; } = "/";

    /// <summary>Settings of the server; with <see cref="ConsoleRig.WithToken"/> rooms can be paused.</summary>
    public string[] Settings { get; init; } = [];
}
