namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>What an action of the plan did.</summary>
/// <param name="What">The action.</param>
/// <param name="At">When it was done, milliseconds.</param>
/// <param name="Count">How many times it struck.</param>
/// <param name="Heals">Whether it ended the fault.</param>
internal sealed record FiredAction(string What, long At, long Count, bool Heals);
