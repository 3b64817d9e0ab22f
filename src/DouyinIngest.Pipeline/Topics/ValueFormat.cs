namespace DouyinIngest.Pipeline.Topics;

/// <summary>What the values of the records are.</summary>
public enum ValueFormat
{
    /// <summary>Protobuf's canonical JSON of the output contract.</summary>
    Json = 0,

    /// <summary>Protobuf bytes of the output contract, without any framing.</summary>
    Protobuf = 1,
}
