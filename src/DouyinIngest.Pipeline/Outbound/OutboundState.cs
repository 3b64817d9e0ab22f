namespace DouyinIngest.Pipeline.Outbound;

/// <summary>What a record of the results topic says of its line.</summary>
internal enum OutboundState
{
    /// <summary>An instance has taken it; of several such records only the first counts.</summary>
    Accepted = 0,

    /// <summary>Final: it was said.</summary>
    Sent,

    /// <summary>Final: it was not said.</summary>
    Refused,

    /// <summary>Final: nobody knows.</summary>
    Unknown,
}
