namespace DouyinIngest.Pipeline.Topics;

/// <summary>What <c>topics create</c> did with a topic.</summary>
internal enum TopicOutcome
{
    Created,
    Exists,
    Differs,
}

/// <summary>One topic of such a report.</summary>
/// <param name="Name">The topic.</param>
/// <param name="Outcome">What was done or found.</param>
/// <param name="Differences">Where it differs from the plan, each with its remedy.</param>
internal sealed record TopicReport(string Name, TopicOutcome Outcome, IReadOnlyList<string> Differences);
