using LiveAssistant.Answers;

namespace LiveAssistant;

/// <summary>What the assistant was asked to do. All of it has defaults but the room.</summary>
internal sealed record AssistantSettings
{
    /// <summary>Live URL, live id or short link; null: a simulated room.</summary>
    public string? Room { get; init; }

    /// <summary>Stop after so long; null: go on until the broadcast ends.</summary>
    public TimeSpan? Length { get; init; }

    /// <summary>The least time between two lines of ours.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Questions that may wait for their answer; one more drops the oldest.</summary>
    public int MaxQuestions { get; init; } = 5;

    /// <summary>For how long a question may wait; after that it is dropped.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The longest line of ours, in characters.</summary>
    public int MaxLine { get; init; } = 80;

    /// <summary>A file with rules in place of those that are built in.</summary>
    public string? RulesFile { get; init; }

    /// <summary>A language model in place of rules.</summary>
    public OpenAiSettings? Ai { get; init; }

    /// <summary>A file with the cookies of a logged-in browser; null: <c>DOUYIN_COOKIE</c>.</summary>
    public string? CookieFile { get; init; }

    /// <summary>A sign service of the user's; the real site wants a signature.</summary>
    public Uri? SignerUrl { get; init; }

    /// <summary>Events per second in a simulated room.</summary>
    public double Rate { get; init; } = 25;

    /// <summary>The same seed simulates the same people and gifts.</summary>
    public int Seed { get; init; } = 1;
}
