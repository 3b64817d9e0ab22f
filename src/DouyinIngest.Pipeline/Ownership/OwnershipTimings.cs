namespace DouyinIngest.Pipeline.Ownership;

/// <summary>How long a new owner waits for others before it helps itself.</summary>
/// <param name="Answer">For the answer of the previous claimer, from the moment the own claim was read.</param>
/// <param name="Final">For the final of a room that somebody listed, from the moment that answer was read.</param>
/// <param name="ClaimAgain">Before a claim that another's later claim covers is made again.</param>
internal sealed record OwnershipTimings(TimeSpan Answer, TimeSpan Final, TimeSpan ClaimAgain)
{
    /// <summary>1.5 s, 5 s and 1 s: all pods of a fleet have to agree on them.</summary>
    public static OwnershipTimings Default { get; } = new(TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1));
}
