namespace DouyinIngest.Cli.DeadLetters;

/// <summary>What becomes of one dead letter.</summary>
/// <param name="Refusal">None: it is published.</param>
/// <param name="Topic">Where.</param>
/// <param name="EventId">Under which id.</param>
/// <param name="Key">The record's key: the room id.</param>
/// <param name="Value">The record's value.</param>
internal sealed record ReplayStep(ReplayRefusal Refusal, string Topic = "", string EventId = "", byte[]? Key = null, byte[]? Value = null)
{
    public static ReplayStep Refused(ReplayRefusal refusal) => new(refusal);
}
