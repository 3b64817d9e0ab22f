namespace DouyinIngest.Pipeline.Status;

/// <summary>What a status record is about. A closed set: every value is a metric label.</summary>
internal enum StatusKind
{
    State = 0,
    Gap,
    Refused,
    Quota,
    Shed,
}
